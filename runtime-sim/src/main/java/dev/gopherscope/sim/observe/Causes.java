package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why a goroutine waited for a P: who ran instead, with shares, and the chain of those who made each other ready. Read from
 * the events and their causes; times are virtual, numbers of events in brackets.
 */
public final class Causes {
    private static final int LONGEST_CHAIN = 6;
    private static final int MOST_NAMED = 4;
    private static final int MOST_WAITS = 5;

    private final Schedule schedule;
    private final Recorder events;

    /** Answers for one run. */
    public Causes(Schedule schedule) {
        this.schedule = schedule;
        this.events = schedule.events();
    }

    /**
     * Who ran while others waited, the one that ran longest first.
     *
     * @return columns goroutine, ran ns, share (of all that ran then), runs
     */
    public ViewTable antagonists(LatencyView waits) {
        Map<String, long[]> ran = new LinkedHashMap<>();
        for (int k = 0; k < waits.count(); k++) {
            int i = waits.stretch(k);
            collect(ran, schedule.from(i), schedule.to(i));
        }
        long all = ran.values().stream().mapToLong(v -> v[0]).sum();
        return new ViewTable(
                "Who ran while they waited?",
                List.of("goroutine", "ran ns", "share", "runs"),
                sorted(ran).stream()
                        .map(e -> List.<Object>of(
                                e.getKey(),
                                e.getValue()[0],
                                all == 0 ? 0.0 : (double) e.getValue()[0] / all,
                                e.getValue()[1]))
                        .toList());
    }

    private void collect(Map<String, long[]> ran, long from, long to) {
        schedule.whoRan(from, to, (stretch, nanos) -> {
            long[] sum = ran.computeIfAbsent(events.name(schedule.g(stretch)), k -> new long[2]);
            sum[0] += nanos;
            sum[1]++;
        });
    }

    private static List<Map.Entry<String, long[]>> sorted(Map<String, long[]> ran) {
        return ran.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
                .toList();
    }

    /** "writer 61 % (12.00 ms), main 39 % (7.60 ms)". */
    private String whoRan(long from, long to) {
        Map<String, long[]> ran = new LinkedHashMap<>();
        collect(ran, from, to);
        long all = ran.values().stream().mapToLong(v -> v[0]).sum();
        if (all == 0) {
            return "nobody: the time went into switching and looking for work";
        }
        var entries = sorted(ran);
        List<String> parts = new ArrayList<>();
        for (var e : entries.subList(0, Math.min(MOST_NAMED, entries.size()))) {
            parts.add(e.getKey() + " " + percent(e.getValue()[0], all) + " (" + Times.text(e.getValue()[0]) + ")");
        }
        int others = entries.size() - parts.size();
        return String.join(", ", parts) + (others > 0 ? " and " + others + " more" : "");
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    /** The longest waits of some, each with who ran instead and who made the goroutine ready. */
    public String explain(LatencyView waits) {
        if (waits.count() == 0) {
            return "No goroutine waited so long for a P.";
        }
        var text = new StringBuilder();
        text.append(waits.count())
                .append(waits.count() == 1 ? " wait" : " waits")
                .append(" for a P, ");
        text.append(Times.text(waits.totalNanos())).append(" in all.\n");
        LatencyView longest = waits.longest(MOST_WAITS);
        for (int k = 0; k < longest.count(); k++) {
            text.append(wait(longest.stretch(k))).append('\n');
        }
        if (waits.count() > longest.count()) {
            text.append("The other ").append(waits.count() - longest.count()).append(" were shorter.\n");
        }
        ViewTable table = antagonists(waits);
        if (!table.rows().isEmpty()) {
            var top = table.rows().getFirst();
            text.append("While they waited, ").append(top.getFirst()).append(" ran most: ");
            text.append(percent(Math.round((Double) top.get(2) * 1000), 1000)).append(" of all that ran then.");
        }
        return text.toString().stripTrailing();
    }

    /** One wait in sentences. */
    public String wait(int stretch) {
        int ready = schedule.beginEvent(stretch);
        int start = schedule.endEvent(stretch);
        var text = new StringBuilder(events.name(schedule.g(stretch))).append(" waited ");
        text.append(Times.text(schedule.to(stretch) - schedule.from(stretch))).append(" for a P, ready at ");
        text.append(Times.text(schedule.from(stretch)))
                .append(" [")
                .append(ready)
                .append("]");
        if (start != 0) {
            text.append(", ran at ")
                    .append(Times.text(schedule.to(stretch)))
                    .append(" on P")
                    .append(events.p(start));
            text.append(" [").append(start).append("]");
        } else {
            text.append(", and had not run when the run ended");
        }
        text.append(". Ran instead: ")
                .append(whoRan(schedule.from(stretch), schedule.to(stretch)))
                .append('.');
        return text.append(chain(ready)).toString();
    }

    /** Who made whom ready, backwards from an event. */
    public String chain(int ready) {
        var text = new StringBuilder();
        int at = ready;
        for (int n = 0; n < LONGEST_CHAIN && at != Recorder.NONE; n++) {
            String g = events.name(events.g(at));
            String when = " at " + Times.text(events.time(at)) + " [" + at + "].";
            int actor = Recorder.linkActor(events.arg(at));
            int cause = events.cause(at);
            switch (events.kind(at)) {
                case GO_CREATE -> {
                    if (actor == 0) {
                        return text.toString();
                    }
                    text.append("\n  ")
                            .append(events.name(actor))
                            .append(" started ")
                            .append(g)
                            .append(when);
                }
                case GO_UNBLOCK -> {
                    text.append("\n  ").append(actor == 0 ? byRuntime(cause) : events.name(actor));
                    text.append(" made ")
                            .append(g)
                            .append(" ready")
                            .append(reason(at))
                            .append(when);
                }
                case GO_PREEMPT ->
                    text.append("\n  ").append(g).append(" was preempted").append(when);
                case GO_SCHED ->
                    text.append("\n  ").append(g).append(" called Gosched").append(when);
                case GO_YIELD ->
                    text.append("\n  ")
                            .append(g)
                            .append(" let another go first")
                            .append(when);
                case GO_SYSCALL_EXIT ->
                    text.append("\n  ")
                            .append(g)
                            .append(" came back from a system call")
                            .append(when);
                case TIMER_FIRE ->
                    text.append("\n  A timer of ").append(g).append(" fired").append(when);
                case TIMER_SET ->
                    text.append("\n  ").append(g).append(" had set it").append(when);
                default -> {}
            }
            // A start leads to what made it possible.
            at = cause;
            while (at != Recorder.NONE && events.kind(at) == EventKind.GO_START) {
                at = events.cause(at);
            }
        }
        return text.toString();
    }

    private String byRuntime(int cause) {
        return cause != Recorder.NONE && events.kind(cause) == EventKind.TIMER_FIRE ? "A timer" : "The runtime";
    }

    /** What the goroutine had waited for. */
    private String reason(int unblock) {
        int g = events.g(unblock);
        for (int i = schedule.last(g); i != Schedule.NONE; i = schedule.previous(i)) {
            if (schedule.endEvent(i) == unblock) {
                int block = schedule.beginEvent(i);
                return events.kind(block) == EventKind.GO_BLOCK
                        ? ", which waited in " + WaitReason.of(events.arg(block)).text + " since "
                                + Times.text(events.time(block))
                        : "";
            }
        }
        return "";
    }

    /** What every P, and every goroutine that was not parked, did at a virtual time. */
    public String at(long nanos) {
        if (nanos < 0 || nanos > schedule.endNanos()) {
            throw new IllegalArgumentException("explainAt(" + nanos + "): the run lasted from 0 to "
                    + schedule.endNanos() + " ns; give a time in between, such as millis(1)");
        }
        var text = new StringBuilder("At ").append(Times.text(nanos)).append(":\n");
        boolean[] busy = new boolean[schedule.procs()];
        List<String> ready = new ArrayList<>();
        Map<String, Integer> parked = new LinkedHashMap<>();
        for (int i = 0; i < schedule.size() && schedule.from(i) <= nanos; i++) {
            if (schedule.to(i) <= nanos) {
                continue;
            }
            String name = events.name(schedule.g(i));
            String since = Times.text(nanos - schedule.from(i)) + " [" + schedule.beginEvent(i) + "]";
            switch (schedule.state(i)) {
                case RUNNING -> {
                    busy[schedule.p(i)] = true;
                    text.append("P")
                            .append(schedule.p(i))
                            .append(" ran ")
                            .append(name)
                            .append(" since ");
                    text.append(since).append(", on M").append(schedule.m(i)).append(".\n");
                }
                case SYSCALL ->
                    text.append(name)
                            .append(" was in a system call since ")
                            .append(since)
                            .append(".\n");
                case RUNNABLE -> ready.add(name + " since " + since);
                case WAITING -> {
                    int block = schedule.beginEvent(i);
                    if (!schedule.isSystem(schedule.g(i)) && events.kind(block) == EventKind.GO_BLOCK) {
                        parked.merge(WaitReason.of(events.arg(block)).text, 1, Integer::sum);
                    }
                }
            }
        }
        for (int p = 0; p < busy.length; p++) {
            if (!busy[p]) {
                text.append("P").append(p).append(" ran no goroutine.\n");
            }
        }
        text.append(
                ready.isEmpty()
                        ? "Nobody waited for a P."
                        : "Ready, without a P: "
                                + String.join("; ", ready.subList(0, Math.min(MOST_WAITS, ready.size())))
                                + (ready.size() > MOST_WAITS ? " and " + (ready.size() - MOST_WAITS) + " more" : "")
                                + ".");
        parked.forEach((why, n) -> text.append('\n')
                .append(n)
                .append(n == 1 ? " goroutine" : " goroutines")
                .append(" waited in ")
                .append(why)
                .append('.'));
        return text.toString();
    }
}
