package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The story of one goroutine in sentences: who created it, how long it ran, how long it waited for a P, for what it waited
 * and who woke it. All of it is read from the events; nothing is guessed.
 */
public final class Explanation {
    private static final int LONGEST_LIST = 5;

    private final Recorder events;
    private final int goid;
    private long running;
    private long runnable;
    private long syscalls;
    private int starts;
    private final Map<String, Waits> waits = new LinkedHashMap<>();

    private String state = "";
    private long since;
    private int sinceEvent;
    private WaitReason waitReason = WaitReason.PREEMPTED;
    private String birth = "It was the first goroutine.";
    private String end = "";

    /** All waits for the same reason that ended in the same way. */
    private static final class Waits {
        int count;
        long total;
        long longest;
        long longestAt;
        int longestEvent;
        int wokenEvent;
    }

    private Explanation(Recorder events, int goid) {
        this.events = events;
        this.goid = goid;
    }

    /**
     * The story of a goroutine.
     *
     * @param events a recording at level FULL
     * @param name its name
     * @param endNanos virtual time at which the run ended
     * @throws IllegalArgumentException if no goroutine has that name
     * @throws IllegalStateException if events were not kept
     */
    public static String of(Recorder events, String name, long endNanos) {
        if (events.level() != RecordingLevel.FULL) {
            throw new IllegalStateException("explain needs every event, but this run was recorded at level "
                    + events.level() + "; run it again with recording(RecordingLevel.FULL)");
        }
        return new Explanation(events, find(events, name)).tell(endNanos);
    }

    private static int find(Recorder events, String name) {
        List<String> known = new ArrayList<>();
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GO_CREATE) {
                String other = events.name(events.g(id));
                if (other.equals(name)) {
                    return events.g(id);
                }
                if (known.size() < LONGEST_LIST) {
                    known.add(other);
                }
            }
        }
        throw new IllegalArgumentException(
                "no goroutine is called \"" + name + "\"; there are " + String.join(", ", known) + " and so on");
    }

    private String tell(long endNanos) {
        for (int id = 1; id <= events.size(); id++) {
            if (events.g(id) == goid) {
                follow(id);
            }
        }
        leave(endNanos, Recorder.NONE, "nobody until the end of the run");
        var text = new StringBuilder(events.name(goid))
                .append(" (goroutine ")
                .append(goid)
                .append("). ");
        text.append(birth).append('\n');
        text.append("It ran for ").append(duration(running)).append(" in ").append(starts);
        text.append(starts == 1 ? " turn" : " turns").append(", was ready but waited for a P for ");
        text.append(duration(runnable)).append(".\n");
        if (syscalls > 0) {
            text.append("It was in system calls for ")
                    .append(duration(syscalls))
                    .append(".\n");
        }
        waits.forEach((why, w) -> {
            text.append("It waited in ")
                    .append(why)
                    .append(": ")
                    .append(w.count)
                    .append(w.count == 1 ? " time, " : " times, ");
            text.append(duration(w.total)).append(" in all");
            if (w.count > 1) {
                text.append(", at most ").append(duration(w.longest));
            }
            text.append(" (from ")
                    .append(duration(w.longestAt))
                    .append(" [")
                    .append(w.longestEvent)
                    .append("]");
            if (w.wokenEvent != Recorder.NONE) {
                text.append(" to ").append(duration(w.longestAt + w.longest));
                text.append(" [").append(w.wokenEvent).append("]");
            }
            text.append(')');
            text.append(".\n");
        });
        return text.append(end.isEmpty() ? "It had not ended when the run ended." : end)
                .toString();
    }

    private void follow(int id) {
        long time = events.time(id);
        long arg = events.arg(id);
        switch (events.kind(id)) {
            case GO_CREATE -> {
                int creator = Recorder.linkActor(arg);
                if (creator != 0) {
                    birth = events.name(creator) + " created it at " + duration(time) + " [" + id + "].";
                }
                enter("runnable", time, id);
            }
            case GO_START -> {
                leave(time, id, "");
                starts++;
                enter("running", time, id);
            }
            case GO_SCHED, GO_PREEMPT, GO_YIELD -> {
                leave(time, id, "");
                enter("runnable", time, id);
            }
            case GO_SYSCALL -> {
                leave(time, id, "");
                enter("syscall", time, id);
            }
            case GO_SYSCALL_EXIT -> {
                leave(time, id, "");
                enter(Recorder.linkActor(arg) == 0 ? "running" : "runnable", time, id);
            }
            case GO_BLOCK -> {
                leave(time, id, "");
                waitReason = WaitReason.of(arg);
                enter("waiting", time, id);
            }
            case GO_UNBLOCK -> {
                int actor = Recorder.linkActor(arg);
                leave(time, id, actor == 0 ? "the runtime" : events.name(actor));
                enter("runnable", time, id);
            }
            case GO_END -> {
                leave(time, id, "");
                state = "";
                end = "It ended at " + duration(time) + " [" + id + "].";
            }
            default -> {}
        }
    }

    private void enter(String next, long time, int event) {
        state = next;
        since = time;
        sinceEvent = event;
    }

    private void leave(long time, int event, String wokenBy) {
        long length = time - since;
        switch (state) {
            case "running" -> running += length;
            case "runnable" -> runnable += length;
            case "syscall" -> syscalls += length;
            case "waiting" -> {
                Waits w = waits.computeIfAbsent(waitReason.text + ", woken by " + wokenBy, k -> new Waits());
                w.count++;
                w.total += length;
                if (length > w.longest || w.count == 1) {
                    w.longest = length;
                    w.longestAt = since;
                    w.longestEvent = sinceEvent;
                    w.wokenEvent = event;
                }
            }
            default -> {}
        }
        since = time;
    }

    /** A duration in the largest unit that keeps it at 1 or more. */
    public static String duration(long nanos) {
        return Times.text(nanos);
    }
}
