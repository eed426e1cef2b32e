package dev.gopherscope.sim.observe;

/**
 * The text of {@code GODEBUG=schedtrace}, computed from the events of a run: {@code schedtrace} in {@code runtime/proc.go}.
 * The monitor thread counts as a thread, as in Go. Simplified: a thread without a P counts as idle even while it waits in
 * the network poller.
 */
public final class SchedTrace {
    private final Recorder events;
    private final int procs;
    private final boolean needSpinning;
    private final boolean ticks;
    private final boolean spacedBrackets;

    private final RunQueueSampler queues;
    private final long[] schedticks;
    private int running;
    private int spinning;
    private long threads;

    /**
     * A printer for one run.
     *
     * @param events a recording at level FULL
     * @param procs GOMAXPROCS
     * @param needSpinning whether the version prints needspinning (1.20)
     * @param ticks whether the version prints schedticks, and spaces inside brackets (1.25)
     */
    public SchedTrace(Recorder events, int procs, boolean needSpinning, boolean ticks) {
        if (events.level() != RecordingLevel.FULL) {
            throw new IllegalStateException("a scheduler trace needs every event, but this run was recorded at level "
                    + events.level() + "; run it again with recording(RecordingLevel.FULL)");
        }
        this.events = events;
        this.procs = procs;
        this.needSpinning = needSpinning;
        this.ticks = ticks;
        this.spacedBrackets = ticks;
        this.queues = new RunQueueSampler(procs);
        this.schedticks = new long[procs];
    }

    /**
     * One line for each multiple of the interval until the end of the run.
     *
     * @throws IllegalArgumentException if the interval is not positive
     */
    public String lines(long intervalNanos, long endNanos) {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException(
                    "schedTrace(" + intervalNanos + "): give a positive interval in nanoseconds");
        }
        var text = new StringBuilder();
        int id = 1;
        for (long time = 0; time <= endNanos; time += intervalNanos) {
            for (; id <= events.size() && events.time(id) <= time; id++) {
                follow(id);
            }
            line(text, time);
        }
        return text.toString();
    }

    private void follow(int id) {
        EventKind kind = events.kind(id);
        int p = events.p(id);
        queues.event(events.time(id), kind, p, events.arg(id));
        switch (kind) {
            case PROC_START -> running++;
            case PROC_STOP -> running--;
            case SPIN_BEGIN -> spinning++;
            case SPIN_END -> spinning--;
            case THREAD_START -> threads = events.arg(id);
            case GO_START -> schedticks[p] = events.arg(id);
            default -> {}
        }
    }

    private void line(StringBuilder text, long time) {
        text.append("SCHED ").append(time / 1_000_000).append("ms: gomaxprocs=").append(procs);
        text.append(" idleprocs=").append(procs - running);
        text.append(" threads=").append(threads + 1);
        text.append(" spinningthreads=").append(spinning);
        if (needSpinning) {
            text.append(" needspinning=").append(events.needSpinningAt(time) ? 1 : 0);
        }
        text.append(" idlethreads=").append(threads - running);
        text.append(" runqueue=").append(queues.global()).append(' ');
        long[] local = new long[procs];
        for (int p = 0; p < procs; p++) {
            local[p] = queues.local(p);
        }
        list(text, local);
        if (ticks) {
            text.append(" schedticks=");
            list(text, schedticks);
        }
        text.append('\n');
    }

    private void list(StringBuilder text, long[] values) {
        text.append(spacedBrackets ? "[ " : "[");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : " ").append(values[i]);
        }
        text.append(spacedBrackets ? " ]" : "]");
    }
}
