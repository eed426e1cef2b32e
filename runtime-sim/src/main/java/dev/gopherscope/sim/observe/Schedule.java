package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every goroutine, P and M did from when to when, read once from the events of a run; the views are questions to it. A
 * stretch is the time that a goroutine spent in one state. Stretches are numbered in the order in which they begin.
 */
public final class Schedule {
    /** The state of a goroutine. */
    public enum State {
        /** Ready, waits for a P. */
        RUNNABLE,
        /** Has a P. */
        RUNNING,
        /** Parked. */
        WAITING,
        /** In a system call. */
        SYSCALL
    }

    /** The stretch that does not exist. */
    public static final int NONE = -1;

    private static final State[] STATES = State.values();

    private final Recorder events;
    private final long endNanos;
    private final int procs;

    private int size;
    private long[] from = new long[1024];
    private long[] to = new long[1024];
    private int[] g = new int[1024];
    private int[] m = new int[1024];
    private short[] p = new short[1024];
    private byte[] state = new byte[1024];
    private int[] beginEvent = new int[1024];
    private int[] endEvent = new int[1024];
    private int[] previous = new int[1024];

    private int[] last = new int[64];
    private boolean[] system = new boolean[64];
    private final List<Integer> goroutines = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private final List<Hold> spins = new ArrayList<>();
    /** System calls that lost their P, with the time. */
    private final Map<Integer, Long> lostP = new HashMap<>();

    private int[][] runsOfP = new int[0][];

    /**
     * A time in which a thread had a P, or looked for work.
     *
     * @param p the P, -1 if it has none
     * @param m the thread
     * @param fromNanos virtual time
     * @param toNanos virtual time
     * @param event the event that began it
     */
    public record Hold(int p, int m, long fromNanos, long toNanos, int event) {}

    private Schedule(Recorder events, int procs, long endNanos) {
        this.events = events;
        int most = procs;
        for (int id = 1; id <= events.size(); id++) {
            most = Math.max(most, events.p(id) + 1);
        }
        this.procs = most;
        // What was not kept is not known.
        this.endNanos = events.dropped() == 0 || events.size() == 0 ? endNanos : events.time(events.size());
        Arrays.fill(last, NONE);
    }

    /**
     * Reads a run.
     *
     * @param what who asks, for the message
     * @throws IllegalStateException if events were not kept
     */
    public static Schedule of(Recorder events, int procs, long endNanos, String what) {
        if (events.level() != RecordingLevel.FULL) {
            throw new IllegalStateException(what + " needs every event, but this run was recorded at level "
                    + events.level() + "; run it again with recording(RecordingLevel.FULL)");
        }
        var schedule = new Schedule(events, procs, endNanos);
        schedule.read();
        return schedule;
    }

    private void read() {
        int[] mOfP = new int[procs];
        int[] startOfP = new int[procs];
        int[] callOfP = new int[procs];
        Arrays.fill(mOfP, NONE);
        Arrays.fill(callOfP, NONE);
        // A goroutine that handed its P over waits from then on, unless it ended with that.
        int[] switchOfP = new int[procs];
        List<Integer> spinStart = new ArrayList<>();
        int n = events.size();
        for (int id = 1; id <= n; id++) {
            int eventP = events.p(id);
            long arg = events.arg(id);
            switch (events.kind(id)) {
                case PROC_START -> {
                    mOfP[eventP] = (int) arg;
                    startOfP[eventP] = id;
                }
                case PROC_STOP -> {
                    if (mOfP[eventP] >= 0) {
                        int begin = startOfP[eventP];
                        holds.add(new Hold(eventP, mOfP[eventP], events.time(begin), events.time(id), begin));
                    }
                    mOfP[eventP] = NONE;
                    if (callOfP[eventP] != NONE) {
                        lostP.put(callOfP[eventP], events.time(id));
                        callOfP[eventP] = NONE;
                    }
                }
                case SPIN_BEGIN -> {
                    while (spinStart.size() <= arg) {
                        spinStart.add(0);
                    }
                    spinStart.set((int) arg, id);
                }
                case SPIN_END -> {
                    int begin = arg < spinStart.size() ? spinStart.get((int) arg) : 0;
                    if (begin > 0) {
                        spins.add(new Hold(events.p(begin), (int) arg, events.time(begin), events.time(id), begin));
                        spinStart.set((int) arg, 0);
                    }
                }
                case GO_CREATE -> {
                    int goid = events.g(id);
                    room(goid);
                    goroutines.add(goid);
                    system[goid] = goid != 1 && Recorder.linkQueue(arg) == Recorder.NO_QUEUE;
                    begin(id, goid, system[goid] ? State.WAITING : State.RUNNABLE, eventP, NONE);
                }
                case GO_SWITCH -> switchOfP[eventP] = id;
                case GO_START -> {
                    int handed = switchOfP[eventP];
                    switchOfP[eventP] = 0;
                    if (handed != 0) {
                        begin(handed, events.g(handed), State.WAITING, eventP, NONE);
                    }
                    begin(id, events.g(id), State.RUNNING, eventP, mOfP[eventP]);
                }
                case GO_SCHED, GO_PREEMPT, GO_YIELD, GO_UNBLOCK ->
                    begin(id, events.g(id), State.RUNNABLE, eventP, NONE);
                case GO_BLOCK -> begin(id, events.g(id), State.WAITING, eventP, NONE);
                case GO_SYSCALL -> {
                    begin(id, events.g(id), State.SYSCALL, eventP, mOfP[eventP]);
                    callOfP[eventP] = last[events.g(id)];
                }
                case GO_SYSCALL_EXIT -> {
                    boolean keeps = Recorder.linkActor(arg) == 0;
                    if (eventP >= 0) {
                        callOfP[eventP] = NONE;
                    }
                    begin(
                            id,
                            events.g(id),
                            keeps ? State.RUNNING : State.RUNNABLE,
                            eventP,
                            keeps && eventP >= 0 ? mOfP[eventP] : NONE);
                }
                case GO_END -> {
                    finish(id, events.g(id));
                    if (switchOfP[eventP] != 0 && events.g(switchOfP[eventP]) == events.g(id)) {
                        switchOfP[eventP] = 0;
                    }
                }
                default -> {}
            }
        }
        for (int i = 0; i < size; i++) {
            if (endEvent[i] == 0) {
                to[i] = Math.max(from[i], endNanos);
            }
        }
        for (int i = 0; i < procs; i++) {
            if (mOfP[i] >= 0) {
                holds.add(new Hold(i, mOfP[i], events.time(startOfP[i]), endNanos, startOfP[i]));
            }
        }
        for (int i = 0; i < spinStart.size(); i++) {
            int begin = spinStart.get(i);
            if (begin > 0) {
                spins.add(new Hold(events.p(begin), i, events.time(begin), endNanos, begin));
            }
        }
        indexRuns();
    }

    private void room(int goid) {
        if (goid >= last.length) {
            int old = last.length;
            last = Arrays.copyOf(last, Math.max(2 * old, goid + 1));
            Arrays.fill(last, old, last.length, NONE);
            system = Arrays.copyOf(system, last.length);
        }
    }

    private void begin(int event, int goid, State next, int eventP, int eventM) {
        room(goid);
        int before = last[goid];
        if (before != NONE) {
            if (STATES[state[before]] == next && next == State.RUNNABLE) {
                // A new goroutine of the runtime, or main at its start: it was runnable already.
                return;
            }
            finish(event, goid);
        }
        if (size == from.length) {
            grow();
        }
        from[size] = events.time(event);
        g[size] = goid;
        p[size] = (short) eventP;
        m[size] = eventM;
        state[size] = (byte) next.ordinal();
        beginEvent[size] = event;
        previous[size] = before;
        last[goid] = size++;
    }

    private void finish(int event, int goid) {
        int open = last[goid];
        if (open != NONE && endEvent[open] == 0) {
            to[open] = events.time(event);
            endEvent[open] = event;
        }
    }

    private void grow() {
        int n = 2 * size;
        from = Arrays.copyOf(from, n);
        to = Arrays.copyOf(to, n);
        g = Arrays.copyOf(g, n);
        m = Arrays.copyOf(m, n);
        p = Arrays.copyOf(p, n);
        state = Arrays.copyOf(state, n);
        beginEvent = Arrays.copyOf(beginEvent, n);
        endEvent = Arrays.copyOf(endEvent, n);
        previous = Arrays.copyOf(previous, n);
    }

    private void indexRuns() {
        int[] counts = new int[procs];
        for (int i = 0; i < size; i++) {
            if (state[i] == State.RUNNING.ordinal() && p[i] >= 0) {
                counts[p[i]]++;
            }
        }
        runsOfP = new int[procs][];
        for (int i = 0; i < procs; i++) {
            runsOfP[i] = new int[counts[i]];
            counts[i] = 0;
        }
        for (int i = 0; i < size; i++) {
            if (state[i] == State.RUNNING.ordinal() && p[i] >= 0) {
                runsOfP[p[i]][counts[p[i]]++] = i;
            }
        }
    }

    /** The events it was read from. */
    public Recorder events() {
        return events;
    }

    /** Virtual time at which what is known ends: the end of the run, or the last event that was kept. */
    public long endNanos() {
        return endNanos;
    }

    /** How many Ps there ever were. */
    public int procs() {
        return procs;
    }

    /** How many stretches there are; they are numbered from 0. */
    public int size() {
        return size;
    }

    /** Virtual time at which a stretch begins. */
    public long from(int i) {
        return from[i];
    }

    /** Virtual time at which a stretch ends. */
    public long to(int i) {
        return to[i];
    }

    /** The goroutine of a stretch. */
    public int g(int i) {
        return g[i];
    }

    /** The P of a stretch: where it ran, or where it was when it stopped running or was made ready; -1 if nowhere. */
    public int p(int i) {
        return p[i];
    }

    /** The thread of a running stretch or system call, -1 otherwise. */
    public int m(int i) {
        return m[i];
    }

    /** What the goroutine did. */
    public State state(int i) {
        return STATES[state[i]];
    }

    /** The event that began a stretch. */
    public int beginEvent(int i) {
        return beginEvent[i];
    }

    /** The event that ended a stretch, 0 if the run ended first. */
    public int endEvent(int i) {
        return endEvent[i];
    }

    /** Until when a system call kept its P: its end, or the time at which the P was taken. */
    public long heldP(int i) {
        return lostP.getOrDefault(i, to[i]);
    }

    /** The stretch before of the same goroutine, {@link #NONE} for its first. */
    public int previous(int i) {
        return previous[i];
    }

    /** The last stretch of a goroutine, {@link #NONE} if there is no such goroutine. */
    public int last(int goid) {
        return goid >= 0 && goid < last.length ? last[goid] : NONE;
    }

    /** All goroutines in the order of their creation. */
    public List<Integer> goroutines() {
        return List.copyOf(goroutines);
    }

    /** Whether a goroutine belongs to the runtime. */
    public boolean isSystem(int goid) {
        return goid < system.length && system[goid];
    }

    /** The stretches of a goroutine in order. */
    public int[] stretches(int goid) {
        int n = 0;
        for (int i = last(goid); i != NONE; i = previous[i]) {
            n++;
        }
        int[] all = new int[n];
        for (int i = last(goid); i != NONE; i = previous[i]) {
            all[--n] = i;
        }
        return all;
    }

    /** The running stretches of a P in order. */
    public int[] runs(int ofP) {
        return runsOfP[ofP].clone();
    }

    /** The first running stretch of a P that ends after a time, as an index into its {@link #runs}. */
    private int firstRunAfter(int ofP, long time) {
        int[] runs = runsOfP[ofP];
        int low = 0;
        int high = runs.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (to[runs[middle]] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Called for each stretch in which somebody ran in a window of time. */
    public interface RunVisitor {
        /** A running stretch and how many nanoseconds of it lie in the window. */
        void ran(int stretch, long nanos);
    }

    /** Visits who ran between two times, P by P. */
    public void whoRan(long fromNanos, long toNanos, RunVisitor visitor) {
        for (int i = 0; i < procs; i++) {
            int[] runs = runsOfP[i];
            for (int k = firstRunAfter(i, fromNanos); k < runs.length && from[runs[k]] < toNanos; k++) {
                long nanos = Math.min(to[runs[k]], toNanos) - Math.max(from[runs[k]], fromNanos);
                if (nanos > 0) {
                    visitor.ran(runs[k], nanos);
                }
            }
        }
    }

    /** When which thread had which P. */
    public List<Hold> holds() {
        return List.copyOf(holds);
    }

    /** When which thread looked for work. */
    public List<Hold> spins() {
        return List.copyOf(spins);
    }
}
