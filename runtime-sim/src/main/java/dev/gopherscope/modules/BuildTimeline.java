package dev.gopherscope.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Build lists day by day while others publish: by minimal version selection, and by the newest-wins resolver. */
public record BuildTimeline(List<Day> days) {
    /**
     * One day.
     *
     * @param published what came out on it
     */
    public record Day(int day, List<String> published, Map<String, String> minimal, Map<String, String> newest) {}

    public BuildTimeline {
        days = List.copyOf(days);
    }

    /** Modules whose version differs from that of the first day, one number for each day. */
    public int[] moved(boolean newestWins) {
        Map<String, String> first = newestWins ? days.getFirst().newest : days.getFirst().minimal;
        return days.stream()
                .mapToInt(d -> {
                    Map<String, String> now = newestWins ? d.newest : d.minimal;
                    return (int) now.entrySet().stream()
                            .filter(e -> !e.getValue().equals(first.get(e.getKey())))
                            .count();
                })
                .toArray();
    }

    public String question() {
        return "How does the build change while others publish?";
    }

    public String answer() {
        int minimal = moved(false)[days.size() - 1];
        int newest = moved(true)[days.size() - 1];
        return "After " + days.size() + " days **" + minimal + "** modules moved by minimal version selection, **"
                + newest + "** with newest-wins.";
    }

    public Grid toTable() {
        var rows = new ArrayList<List<String>>();
        int[] minimal = moved(false);
        int[] newest = moved(true);
        for (int i = 0; i < days.size(); i++) {
            Day d = days.get(i);
            if (i == 0 || i == days.size() - 1 || !d.published.isEmpty()) {
                rows.add(List.of(
                        Integer.toString(d.day),
                        String.join(", ", d.published),
                        Integer.toString(minimal[i]),
                        Integer.toString(newest[i])));
            }
        }
        return new Grid(
                "Days on which something happened",
                List.of("day", "published", "moved, minimal", "moved, newest"),
                rows);
    }

    @Override
    public String toString() {
        return toTable().toString();
    }
}
