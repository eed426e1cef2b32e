package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.observe.TasksView;
import dev.gopherscope.sim.observe.WaitReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a run as an execution trace, version 2, in the form of Go 1.26: {@code runtime/traceruntime.go} and {@code internal/trace}.
 * {@code go tool trace} opens it. What happens to a goroutine is an event of the thread that it happens on; sequence numbers say in which
 * order what happens to one P or goroutine on several threads belongs together.
 *
 * <p>Two events at the same virtual time are a nanosecond apart in the file, as they are for the tools anyway. The monitor thread has the
 * number behind the last one. The trace begins before main, so there is no "start trace" in it.
 */
public final class GoTrace {
    private static final byte[] HEADER = "go 1.26 trace\0\0\0".getBytes(StandardCharsets.US_ASCII);

    /** {@code defaultTraceAdvancePeriod}: the runtime begins a new generation every second. */
    private static final long ADVANCE = 1_000_000_000;

    /** But here not before there are so many events, because each generation says again what everybody is doing. */
    private static final int LEAST_EVENTS = 50_000;

    // Statuses of goroutines and Ps on the wire.
    private static final byte NONE = 0;
    private static final byte RUNNABLE = 1;
    private static final byte RUNNING = 2;
    private static final byte SYSCALL = 3;
    private static final byte WAITING = 4;
    private static final byte P_RUNNING = 1;
    private static final byte P_IDLE = 2;
    private static final byte P_SYSCALL = 3;

    private static final int NOBODY = -1;
    private static final long PAGE = 8192;

    private final Recorder events;
    private final TraceFunctions functions;
    private final int sysmon;
    private TraceGeneration generation;
    private long clock;
    private long generationStart;
    private int inGeneration;

    private byte[] gStatus = new byte[64];
    private boolean[] gSystem = new boolean[64];
    private int[] gSeq = new int[64];
    private int[] gSeen = new int[64];
    private int[] gM = new int[64];

    private final byte[] pStatus;
    private final int[] pSeq;
    private final int[] pM;
    private final int[] mG;
    private final int[] mP;

    /** For each thread, the goroutine to which its own is handing over, 0 for none. */
    private final int[] handsTo;

    private int gcSeq;
    private boolean collecting;
    private int stopperM = NOBODY;
    private int ranges;
    private long pendingGoal = NOBODY;
    private long pendingLive = NOBODY;
    private boolean procsTold;
    private final int procs;

    private GoTrace(Recorder events, int procs) {
        this.events = events;
        this.procs = procs;
        this.functions = new TraceFunctions(events);
        int threads = 1;
        int most = procs;
        for (int id = 1; id <= events.size(); id++) {
            most = Math.max(most, events.p(id) + 1);
            if (events.kind(id) == EventKind.PROC_START) {
                threads = Math.max(threads, (int) events.arg(id) + 1);
            }
        }
        sysmon = threads;
        pStatus = new byte[most];
        pSeq = new int[most];
        pM = filled(most);
        mG = new int[threads + 1];
        mP = filled(threads + 1);
        handsTo = new int[threads + 1];
        Arrays.fill(pStatus, P_IDLE);
        generation = new TraceGeneration(1, 1, functions);
    }

    private static int[] filled(int n) {
        int[] made = new int[n];
        Arrays.fill(made, NOBODY);
        return made;
    }

    /**
     * The whole file.
     *
     * @param events a recording at level FULL
     * @param procs GOMAXPROCS at the start
     * @throws IllegalStateException if events were not kept
     */
    public static byte[] of(Recorder events, int procs) {
        var out = new ByteArrayOutputStream();
        try {
            write(events, procs, out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /**
     * Writes the file piece by piece.
     *
     * @throws IllegalStateException if events were not kept
     */
    public static void write(Recorder events, int procs, OutputStream out) throws IOException {
        requireEvents(events);
        out.write(HEADER);
        new GoTrace(events, procs).writeAll(out);
    }

    /**
     * Checks that a trace can be written.
     *
     * @throws IllegalStateException if events were not kept
     */
    public static void requireEvents(Recorder events) {
        if (events.level() != RecordingLevel.FULL) {
            throw new IllegalStateException("an execution trace needs every event, but this run was recorded at level "
                    + events.level() + "; run it again with recording(RecordingLevel.FULL)");
        }
    }

    private void writeAll(OutputStream out) throws IOException {
        tellStatuses(0);
        for (int id = 1; id <= events.size(); id++) {
            long now = events.time(id);
            if (now - generationStart >= ADVANCE && inGeneration >= LEAST_EVENTS && ranges == 0 && handingOver() == 0) {
                generation.write(out);
                generation = new TraceGeneration(generation.number() + 1, clock + 1, functions);
                generationStart = now;
                inGeneration = 0;
                tellStatuses(now);
            }
            event(id, now);
        }
        generation.write(out);
    }

    private int handingOver() {
        return Arrays.stream(handsTo).sum();
    }

    // ---- one event ----

    private void emit(int m, long now, TraceEvent type, long... args) {
        // From 1: the tools take a time of 0 for none.
        clock = Math.max(now + 1, clock + 1);
        inGeneration++;
        generation.event(m, type, clock, args);
    }

    private void event(int id, long now) {
        int p = events.p(id);
        int g = events.g(id);
        long arg = events.arg(id);
        functions.advance(id);
        room(g);
        switch (events.kind(id)) {
            case PROC_START -> procStart(now, p, (int) arg);
            case PROC_STOP -> procStop(id, now, p, (int) arg);
            case GO_CREATE -> create(now, p, g, arg);
            case GO_START -> start(now, p, g);
            case GO_SCHED -> stop(now, g, "runtime.Gosched", "runtime.Gosched");
            case GO_PREEMPT -> stop(now, g, "preempted", "");
            case GO_YIELD -> stop(now, g, "preempted", "runtime.goyield");
            case GO_BLOCK -> block(now, g, WaitReason.of(arg));
            case GO_UNBLOCK -> unblock(now, p, g);
            case GO_END -> end(now, g);
            case GO_SWITCH -> handsTo[gM[g]] = (int) arg;
            case GO_SYSCALL -> {
                gStatus[g] = SYSCALL;
                pStatus[p] = P_SYSCALL;
                emit(gM[g], now, TraceEvent.GO_SYSCALL_BEGIN, ++pSeq[p], stack(g, "syscall.Syscall"));
            }
            case GO_SYSCALL_EXIT -> syscallExit(now, p, g);
            case STW_BEGIN -> {
                stopperM = gM[g];
                ranges++;
                emit(stopperM, now, TraceEvent.STW_BEGIN, generation.string(events.text(arg)), stack(g));
            }
            case STW_END -> {
                stopperM = NOBODY;
                ranges--;
                emit(gM[g], now, TraceEvent.STW_END);
            }
            case GC_BEGIN -> {
                if (isRunning(g)) {
                    collecting = true;
                    ranges++;
                    emit(gM[g], now, TraceEvent.GC_BEGIN, ++gcSeq, stack(g, "runtime.gcStart"));
                }
            }
            case GC_END -> {
                if (collecting) {
                    collecting = false;
                    ranges--;
                    emit(gM[g], now, TraceEvent.GC_END, ++gcSeq);
                }
            }
            case GC_ASSIST_BEGIN -> {
                ranges++;
                emit(gM[g], now, TraceEvent.GC_MARK_ASSIST_BEGIN, stack(g, "runtime.gcAssistAlloc"));
            }
            case GC_ASSIST_END -> {
                ranges--;
                emit(gM[g], now, TraceEvent.GC_MARK_ASSIST_END);
            }
            case GC_SWEPT -> {
                if (pM[p] != NOBODY) {
                    emit(pM[p], now, TraceEvent.GC_SWEEP_BEGIN, stack(g, "runtime.deductSweepCredit"));
                    emit(pM[p], now, TraceEvent.GC_SWEEP_END, (arg >>> 32) * PAGE, arg & 0xFFFFFFFFL);
                }
            }
            case HEAP_LIVE -> {
                pendingLive = arg;
                tellHeap(now, p);
            }
            case HEAP_GOAL -> {
                // A heap without a goal is written as 0.
                pendingGoal = arg == Long.MAX_VALUE ? 0 : arg;
                tellHeap(now, p);
            }
            case LOG -> {
                if (isRunning(g)) {
                    emit(gM[g], now, TraceEvent.USER_LOG, 0, 0, generation.string(events.text(arg)), stack(g));
                }
            }
            case TASK_BEGIN -> {
                int above = events.cause(id);
                long parent = above == Recorder.NONE ? 0 : TasksView.high(events.arg(above));
                emit(
                        gM[g],
                        now,
                        TraceEvent.USER_TASK_BEGIN,
                        TasksView.high(arg),
                        parent,
                        named(arg),
                        stack(g, "runtime/trace.NewTask"));
            }
            case TASK_END ->
                emit(gM[g], now, TraceEvent.USER_TASK_END, TasksView.high(arg), stack(g, "runtime/trace.(*Task).End"));
            case REGION_BEGIN ->
                emit(
                        gM[g],
                        now,
                        TraceEvent.USER_REGION_BEGIN,
                        TasksView.high(arg),
                        named(arg),
                        stack(g, "runtime/trace.StartRegion"));
            case REGION_END ->
                emit(
                        gM[g],
                        now,
                        TraceEvent.USER_REGION_END,
                        TasksView.high(arg),
                        named(arg),
                        stack(g, "runtime/trace.(*Region).End"));
            case TASK_LOG -> {
                int task = events.cause(id);
                emit(
                        gM[g],
                        now,
                        TraceEvent.USER_LOG,
                        task == Recorder.NONE ? 0 : TasksView.high(events.arg(task)),
                        generation.string(events.text(TasksView.high(arg))),
                        named(arg),
                        stack(g, "runtime/trace.Log"));
            }
            case GOMAXPROCS -> {
                emit(gM[g], now, TraceEvent.PROCS_CHANGE, arg, stack(g, "runtime.GOMAXPROCS"));
            }
            default -> {}
        }
    }

    private int named(long arg) {
        return generation.string(events.text(TasksView.low(arg)));
    }

    private boolean isRunning(int g) {
        return g > 0 && gStatus[g] == RUNNING;
    }

    // ---- Ps ----

    private void procStart(long now, int p, int m) {
        pStatus[p] = P_RUNNING;
        pM[p] = m;
        mP[m] = p;
        emit(m, now, TraceEvent.PROC_START, p, ++pSeq[p]);
    }

    private void procStop(int id, long now, int p, int m) {
        boolean taken =
                pStatus[p] == P_SYSCALL && !(events.kind(id - 1) == EventKind.GO_SYSCALL && events.p(id - 1) == p);
        pStatus[p] = P_IDLE;
        pM[p] = NOBODY;
        mP[m] = NOBODY;
        if (taken) {
            emit(stopperM != NOBODY ? stopperM : sysmon, now, TraceEvent.PROC_STEAL, p, ++pSeq[p], m);
        } else {
            emit(m, now, TraceEvent.PROC_STOP);
        }
    }

    // ---- goroutines ----

    private void create(long now, int p, int g, long link) {
        boolean system = g != 1 && Recorder.linkQueue(link) == Recorder.NO_QUEUE;
        gSystem[g] = system;
        gStatus[g] = system ? WAITING : RUNNABLE;
        gSeen[g] = generation.number();
        int begins = generation.stack(List.of(functions.begin(g, system)));
        int m = pM[p];
        if (m == NOBODY) {
            // The runtime makes it before it has a P.
            emit(sysmon, now, TraceEvent.GO_STATUS, g, NOBODY, gStatus[g]);
            return;
        }
        int creator = mG[m];
        emit(
                m,
                now,
                system ? TraceEvent.GO_CREATE_BLOCKED : TraceEvent.GO_CREATE,
                g,
                begins,
                creator == 0 ? 0 : generation.stack(functions.starting(creator, gSystem[creator], g)));
    }

    private void start(long now, int p, int g) {
        int m = pM[p];
        int self = mG[m];
        if (handsTo[m] == g) {
            handsTo[m] = 0;
            see(m, now, g);
            emit(m, now, TraceEvent.GO_SWITCH, g, ++gSeq[g]);
            leave(self, WAITING);
        } else if (gStatus[g] == RUNNING) {
            // The coroutine before ended with the switch.
            return;
        } else {
            see(m, now, g);
            emit(m, now, TraceEvent.GO_START, g, ++gSeq[g]);
        }
        enter(m, g);
        if (!procsTold) {
            procsTold = true;
            emit(m, now, TraceEvent.PROCS_CHANGE, procs, stack(g, "runtime.schedinit"));
        }
        tellHeap(now, p);
    }

    private void enter(int m, int g) {
        gStatus[g] = RUNNING;
        gM[g] = m;
        mG[m] = g;
    }

    private void leave(int g, byte status) {
        gStatus[g] = status;
        mG[gM[g]] = 0;
    }

    private void stop(long now, int g, String reason, String leaf) {
        emit(gM[g], now, TraceEvent.GO_STOP, generation.string(reason), leaf.isEmpty() ? stack(g) : stack(g, leaf));
        leave(g, RUNNABLE);
    }

    private void block(long now, int g, WaitReason reason) {
        emit(
                gM[g],
                now,
                TraceEvent.GO_BLOCK,
                generation.string(reason.traceText),
                stack(g, TraceFunctions.parks(reason)));
        leave(g, WAITING);
    }

    private void unblock(long now, int p, int g) {
        if (gStatus[g] != WAITING) {
            // Main is runnable from the start.
            return;
        }
        int m = p >= 0 && pM[p] != NOBODY ? pM[p] : sysmon;
        see(m, now, g);
        gStatus[g] = RUNNABLE;
        emit(m, now, TraceEvent.GO_UNBLOCK, g, ++gSeq[g], mG[m] == 0 ? 0 : stack(mG[m]));
    }

    private void end(long now, int g) {
        int m = gM[g];
        int next = handsTo[m];
        leave(g, NONE);
        if (next == 0) {
            emit(m, now, TraceEvent.GO_DESTROY);
        } else {
            handsTo[m] = 0;
            see(m, now, next);
            emit(m, now, TraceEvent.GO_SWITCH_DESTROY, next, ++gSeq[next]);
            enter(m, next);
        }
    }

    private void syscallExit(long now, int p, int g) {
        if (p >= 0) {
            pStatus[p] = P_RUNNING;
            gStatus[g] = RUNNING;
            emit(gM[g], now, TraceEvent.GO_SYSCALL_END);
        } else {
            emit(gM[g], now, TraceEvent.GO_SYSCALL_END_BLOCKED);
            leave(g, RUNNABLE);
        }
    }

    // ---- what else ----

    /** What the heap holds is an event of a thread with a P; without one it waits for the next. */
    private void tellHeap(long now, int p) {
        int m = pM[p];
        if (m == NOBODY || !procsTold) {
            return;
        }
        if (pendingLive != NOBODY) {
            emit(m, now, TraceEvent.HEAP_ALLOC, pendingLive);
            pendingLive = NOBODY;
        }
        if (pendingGoal != NOBODY) {
            emit(m, now, TraceEvent.HEAP_GOAL, pendingGoal);
            pendingGoal = NOBODY;
        }
    }

    private int stack(int g) {
        return generation.stack(functions.stack(g, gSystem[g]));
    }

    private int stack(int g, String leaf) {
        return generation.stack(functions.stack(g, gSystem[g], leaf));
    }

    /** At the beginning of a generation: what every P does, later ones too, and every goroutine that has a thread. */
    private void tellStatuses(long now) {
        for (int p = 0; p < pStatus.length; p++) {
            int m = pM[p];
            pSeq[p] = 0;
            emit(m == NOBODY ? sysmon : m, now, TraceEvent.PROC_STATUS, p, pStatus[p]);
        }
        for (int m = 0; m < mG.length; m++) {
            if (mG[m] != 0) {
                see(m, now, mG[m]);
            }
        }
    }

    /** What a goroutine does, before it is named for the first time in a generation. */
    private void see(int m, long now, int g) {
        if (gSeen[g] != generation.number()) {
            gSeen[g] = generation.number();
            gSeq[g] = 0;
            boolean hasThread = gStatus[g] == RUNNING || gStatus[g] == SYSCALL;
            emit(m, now, TraceEvent.GO_STATUS, g, hasThread ? gM[g] : NOBODY, gStatus[g]);
        }
    }

    private void room(int g) {
        if (g >= gStatus.length) {
            int n = Math.max(2 * gStatus.length, g + 1);
            gStatus = Arrays.copyOf(gStatus, n);
            gSystem = Arrays.copyOf(gSystem, n);
            gSeq = Arrays.copyOf(gSeq, n);
            gSeen = Arrays.copyOf(gSeen, n);
            gM = Arrays.copyOf(gM, n);
        }
    }
}
