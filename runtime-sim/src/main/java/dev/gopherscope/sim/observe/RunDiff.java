package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two runs side by side: where they part, and which figures changed.
 *
 * @param nameA what the first run is called
 * @param nameB what the second run is called
 * @param divergence what each did at the first event that differs, empty if all events are equal
 * @param rows the figures
 */
public record RunDiff(String nameA, String nameB, List<Step> divergence, List<Row> rows) implements View {

    /**
     * What a run did at the place where two runs part.
     *
     * @param run name of the run
     * @param event number of the event, 0 if the run had ended
     * @param timeNanos virtual time
     * @param what the event in words
     */
    public record Step(String run, int event, long timeNanos, String what) {}

    /** A figure of both runs. */
    public record Row(String name, double a, double b) {}

    public RunDiff {
        divergence = List.copyOf(divergence);
        rows = List.copyOf(rows);
    }

    /**
     * Compares two runs.
     *
     * @param factsA figures by name, as {@code run.facts()} has them
     */
    public static RunDiff of(
            String nameA,
            Recorder a,
            Map<String, Object> factsA,
            String nameB,
            Recorder b,
            Map<String, Object> factsB) {
        List<Row> rows = new ArrayList<>();
        factsA.forEach((name, value) -> {
            if (value instanceof Number x && factsB.get(name) instanceof Number y) {
                rows.add(new Row(name, x.doubleValue(), y.doubleValue()));
            }
        });
        return new RunDiff(nameA, nameB, part(nameA, a, nameB, b), rows);
    }

    private static List<Step> part(String nameA, Recorder a, String nameB, Recorder b) {
        int n = Math.max(a.size(), b.size());
        for (int id = 1; id <= n; id++) {
            boolean both = id <= a.size() && id <= b.size();
            if (!both || !same(a, b, id)) {
                return List.of(step(nameA, a, id), step(nameB, b, id));
            }
        }
        return List.of();
    }

    private static boolean same(Recorder a, Recorder b, int id) {
        return a.kind(id) == b.kind(id)
                && a.time(id) == b.time(id)
                && a.p(id) == b.p(id)
                && a.arg(id) == b.arg(id)
                && a.name(a.g(id)).equals(b.name(b.g(id)));
    }

    private static Step step(String run, Recorder events, int id) {
        if (id > events.size()) {
            return new Step(run, 0, events.size() == 0 ? 0 : events.time(events.size()), "had ended");
        }
        String g = events.g(id) == 0 ? "" : " " + events.name(events.g(id));
        String p = events.p(id) < 0 ? "" : " on P" + events.p(id);
        return new Step(
                run,
                id,
                events.time(id),
                events.kind(id).name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + g + p);
    }

    /** The figures that changed. */
    public List<Row> changed() {
        return rows.stream().filter(r -> Double.compare(r.a, r.b) != 0).toList();
    }

    /** The change of a figure from the first run to the second. */
    public double change(String fact) {
        return rows.stream()
                .filter(r -> r.name.equals(fact))
                .findFirst()
                .map(r -> r.b - r.a)
                .orElseThrow(() -> new IllegalArgumentException("no figure is called \"" + fact + "\"; there are "
                        + rows.stream().map(Row::name).toList()));
    }

    @Override
    public ViewTable toTable() {
        return new ViewTable(
                "What changed",
                List.of("figure", nameA, nameB, "change"),
                changed().stream()
                        .map(r -> List.<Object>of(r.name, r.a, r.b, r.b - r.a))
                        .toList());
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        if (divergence.isEmpty()) {
            text.append("The runs are equal, event by event.");
        } else {
            text.append("The runs part at event ")
                    .append(Math.max(divergence.get(0).event, divergence.get(1).event))
                    .append(":");
            for (Step s : divergence) {
                text.append("\n  ")
                        .append(s.run)
                        .append(": ")
                        .append(s.what)
                        .append(" at ")
                        .append(Times.text(s.timeNanos));
            }
        }
        return changed().isEmpty()
                ? text.toString()
                : text.append('\n').append(toTable()).toString();
    }
}
