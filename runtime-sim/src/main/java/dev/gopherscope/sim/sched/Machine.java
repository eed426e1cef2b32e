package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.Engine;
import dev.gopherscope.sim.engine.EventQueue;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.stack.Stacks;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of one run and the loop that drives it: takes the next event, lets the thread that it belongs to do its step.
 * A thread schedules ({@code schedule}, {@code execute} in {@code runtime/proc.go}) and runs its goroutine until that one
 * parks, ends, or has to let others go first.
 */
final class Machine {
    private static final long KIND_M = 0;
    private static final long KIND_SYSMON = 1;
    private static final long KIND_PREEMPT = 2;
    private static final long KIND_CALLBACK = 3;
    private static final long KIND_QUOTA = 4;
    private static final long KIND_HOST = 5;

    private static final int EVENTS_BETWEEN_POLLS = 1_024;

    final Engine engine;
    final Recorder recorder;
    final GoVersion version;
    final Costs costs;
    private final CoroutineKind coroutines;
    private final Runnable onNewStack;

    /** The Ps that can be used; replaced when GOMAXPROCS changes. */
    P[] allp;

    /** Whether signals preempt: the version can, and it is not switched off. */
    final boolean asyncPreemption;

    final List<M> allm = new ArrayList<>();
    final GlobalQueue runq = new GlobalQueue();
    final Threads threads = new Threads(this);
    final Goroutines goroutines = new Goroutines(this);
    final Preemption preemption = new Preemption(this);
    final TimerHeaps timers = new TimerHeaps(this);
    final WorldStop worldStop = new WorldStop(this);
    final Syscalls syscalls = new Syscalls(this);
    final LockedThreads locked = new LockedThreads(this);
    final Charges charges = new Charges(this);
    final Ending ending = new Ending(this);
    final Sysmon sysmon;
    final Netpoll netpoll = new Netpoll(this);
    final TimerProc timerProc = new TimerProc(this);
    final ProcResize procResize = new ProcResize(this);
    final CpuTime cpuTime;
    final SchedLatency latency;
    final @Nullable Interleaving interleaving;
    private final FindRunnable finder;
    private final Callbacks callbacks = new Callbacks();
    private final Callbacks hostEvents = new Callbacks();
    GcController gcController = GcController.NONE;

    /** Who is told of go statements; null for nobody. */
    @Nullable
    Whereabouts goStatements;

    /** Who is told of each operation; null for nobody. */
    @Nullable
    Whereabouts operations;

    /** Whether GOMAXPROCS follows the limit of the container, which will change. */
    boolean followQuota;

    /** The stacks of the goroutines; null where nobody asks for them. */
    @Nullable
    Stacks stacks;

    /** Whether somebody stops the world: {@code sched.gcwaiting}. */
    boolean gcwaiting;

    /** The thread that does something right now, null between events and for events without a thread. */
    @Nullable
    M acting;

    /** The goroutine whose code runs right now, null while its thread schedules or runs timers. */
    @Nullable
    G current;

    private boolean finished;
    private Outcome outcome = Outcome.OK;

    Machine(
            GoVersion version,
            Costs costs,
            Sched.Options options,
            Function<String, RandomStream> random,
            Recorder recorder,
            CoroutineKind coroutines,
            StopFlag stop,
            Runnable onNewStack) {
        this.version = version;
        this.asyncPreemption = version.asyncPreemption() && options.asyncPreempt();
        this.cpuTime = new CpuTime(this, options.host(), random.apply("host"));
        this.latency = new SchedLatency(random.apply("sched.tracking"));
        this.interleaving = options.chooser() == null ? null : new Interleaving(this, options.chooser());
        int procs = options.procs();
        this.costs = costs;
        this.recorder = recorder;
        this.coroutines = coroutines;
        this.onNewStack = onNewStack;
        this.engine = new Engine(stop);
        this.allp = new P[procs];
        for (int i = 0; i < procs; i++) {
            allp[i] = new P(i);
        }
        this.finder = new FindRunnable(this, random.apply("sched.steal"));
        this.sysmon = new Sysmon(this);
    }

    long now() {
        return engine.now();
    }

    boolean finished() {
        return finished;
    }

    Outcome outcome() {
        return outcome;
    }

    static M mOf(G g) {
        M m = g.m;
        if (m == null) {
            throw new IllegalStateException(g + " has no thread");
        }
        return m;
    }

    static P pOf(M m) {
        P p = m.p;
        if (p == null) {
            throw new IllegalStateException(m + " has no P");
        }
        return p;
    }

    static G curgOf(M m) {
        G g = m.curg;
        if (g == null) {
            throw new IllegalStateException(m + " runs no goroutine");
        }
        return g;
    }

    // ---- the run ----

    /**
     * Runs a program from its start state: main runs on P 0, all queues are empty.
     *
     * @param main the body of the main goroutine
     * @param startTick the tick counter of P 0 when main starts; 1 in a settled process
     */
    void run(Body main, long startTick) {
        M m = threads.first();
        P p = allp[0];
        p.schedtick = startTick;
        G g = goroutines.newproc1("main", main, p, Recorder.NO_QUEUE, false, null);
        recorder.record(now(), EventKind.GO_UNBLOCK, 0, g.goid, Recorder.link(0, queueOf(p)), g.readyEvent);
        m.curg = g;
        g.m = m;
        casgstatus(g, G.RUNNING);
        m.phase = M.Phase.EXECUTE;
        wakeAt(m, 0);
        if (followQuota) {
            procResize.follow();
        }
        sysmon.start();
        cpuTime.start();
        try {
            coroutines.runOwner(this::loop, engine.stop());
        } finally {
            finished = true;
            goroutines.abandonAll();
        }
    }

    private void loop() {
        enterStack();
        for (long n = 1; !finished; n++) {
            if (n % EVENTS_BETWEEN_POLLS == 0 && engine.stop().poll()) {
                ending.interrupted();
            }
            if (engine.isIdle()) {
                throw new IllegalStateException("nothing will ever happen again, but the run has not ended");
            }
            long event = engine.next();
            if (cpuTime.frozenUntil > now() && event >>> 60 <= KIND_PREEMPT) {
                // No thread can do anything now.
                engine.at(cpuTime.frozenUntil, event);
                continue;
            }
            int id = (int) (event >>> 32) & 0xFFFFFFF;
            int generation = (int) event;
            switch ((int) (event >>> 60)) {
                case (int) KIND_M -> {
                    M m = allm.get(id);
                    if (m.generation == generation) {
                        m.appointment = EventQueue.NEVER;
                        step(m);
                    }
                }
                case (int) KIND_SYSMON -> sysmon.wake(generation);
                case (int) KIND_PREEMPT -> preemption.arrives(allp[id], generation);
                case (int) KIND_CALLBACK -> {
                    callbacks.run(id);
                    ending.checkdead();
                }
                case (int) KIND_QUOTA -> cpuTime.quotaEnds(generation);
                case (int) KIND_HOST -> hostEvents.run(id);
                default -> throw new IllegalStateException("unknown event " + event);
            }
            acting = null;
        }
    }

    /** Prepares a stack that may be a thread of its own. */
    void enterStack() {
        if (coroutines == CoroutineKind.VIRTUAL_THREAD) {
            onNewStack.run();
        }
    }

    private static long event(long kind, int id, int generation) {
        return kind << 60 | (long) id << 32 | generation & 0xFFFFFFFFL;
    }

    /** Lets an M do its next step at a time; an older appointment of the M is void. */
    void wakeAt(M m, long time) {
        m.appointment = time;
        engine.at(time, event(KIND_M, m.id, ++m.generation));
    }

    void preemptAt(P p, G g, long time) {
        engine.at(time, event(KIND_PREEMPT, p.id, g.goid));
    }

    void sysmonAt(long time, int generation) {
        engine.at(time, event(KIND_SYSMON, 0, generation));
    }

    /** Runs a function at a virtual time, outside of any goroutine and P. It may make goroutines ready. */
    void at(long time, Runnable function) {
        engine.at(time, event(KIND_CALLBACK, callbacks.add(function), 0));
    }

    void quotaEndsAt(long time, int generation) {
        engine.at(time, event(KIND_QUOTA, 0, generation));
    }

    /** Under a chooser: the running goroutine is about to do an operation that others could see. */
    void beforeOperation(String operation) {
        G g = current;
        if (interleaving != null && g != null) {
            g.operation = operation;
            interleaving.beforeOperation(g);
        }
    }

    /** Runs a function of the world around the process at a virtual time; it does not count as something to wait for. */
    void hostAt(long time, Runnable function) {
        engine.at(time, event(KIND_HOST, hostEvents.add(function), 0));
    }

    /** Functions that wait for their time, see {@link #at}. */
    int pendingCallbacks() {
        return callbacks.pending();
    }

    /** Ends the run; only the first call counts. */
    void finish(Outcome how) {
        if (!finished) {
            finished = true;
            outcome = how;
        }
    }

    // ---- a thread's life ----

    /** Lets a thread do what it has to do now, until it must wait for an event. */
    void step(M m) {
        while (!finished) {
            acting = m;
            switch (m.phase) {
                case PARKED -> threads.unpark(m);
                case NETPOLL -> {
                    if (!threads.netpollReturns(m)) {
                        return;
                    }
                }
                case SCHEDULE, STEAL -> {
                    if (!schedule(m)) {
                        return;
                    }
                }
                case EXECUTE -> beginRun(m);
                case RUN -> {
                    if (!runGoroutine(m)) {
                        return;
                    }
                }
                case SYSCALL -> {
                    if (!syscalls.exit(m)) {
                        return;
                    }
                }
                case LOCKED_STARTS -> {
                    if (!execute(m, locked.resume(m), false)) {
                        return;
                    }
                }
                case DEAD -> {
                    return;
                }
                case LOCKED -> throw new IllegalStateException(m + " was woken without its goroutine");
            }
        }
    }

    /** One round of the scheduler; false if the M has to wait for an event or has stopped. */
    private boolean schedule(M m) {
        if (m.lockedg != null) {
            locked.stop(m);
            return false;
        }
        G g = finder.findRunnable(m);
        if (g == null) {
            return false;
        }
        if (m.spinning) {
            threads.resetspinning(m);
        }
        if (finder.tryWakeP) {
            threads.wakep(m);
        }
        if (g.lockedm != null) {
            locked.start(m, g);
            return false;
        }
        return execute(m, g, finder.inheritTime);
    }

    /** Gives a goroutine to a thread; false if others come first, then the thread has an event. */
    private boolean execute(M m, G g, boolean inheritTime) {
        P p = pOf(m);
        m.curg = g;
        g.m = m;
        casgstatus(g, G.RUNNING);
        g.waitSince = 0;
        g.preempt = false;
        if (!inheritTime) {
            p.schedtick++;
        }
        long cost = costs.switchGoroutine() + m.debt;
        m.debt = 0;
        m.phase = M.Phase.EXECUTE;
        return pass(m, cost);
    }

    /** Lets time pass for an M; false if others come first, then the M has an event. */
    boolean pass(M m, long nanos) {
        if (engine.advance(nanos)) {
            return true;
        }
        if (engine.outOfFuel()) {
            ending.interrupted();
            return false;
        }
        if (engine.advance(nanos)) {
            return true;
        }
        wakeAt(m, engine.after(nanos));
        return false;
    }

    /** The switch is paid for: the goroutine runs from here on, unless somebody asked it to stop meanwhile. */
    private void beginRun(M m) {
        G g = curgOf(m);
        P p = pOf(m);
        g.startEvent = recorder.record(now(), EventKind.GO_START, p.id, g.goid, p.schedtick, g.readyEvent);
        m.phase = M.Phase.RUN;
        if (g.preempt) {
            preemption.preempt(m, g);
        }
    }

    /** Runs the goroutine of an M until it gives up the P; false if the M has an event to wait for. */
    private boolean runGoroutine(M m) {
        G g = curgOf(m);
        if (g.remaining > 0) {
            long rest = g.remaining;
            g.remaining = 0;
            g.chargeEnd = engine.after(rest);
            if (!pass(m, rest)) {
                return false;
            }
        }
        var coroutine = g.coroutine;
        if (coroutine == null) {
            coroutine = coroutines.create(g.entry);
            g.coroutine = coroutine;
        }
        current = g;
        coroutine.resume();
        current = null;
        if (finished || g.yield == G.Yield.CHARGE) {
            return false;
        }
        g.m = null;
        m.curg = null;
        if (g.status == G.DEAD && goroutines.gfput(g, pOf(m))) {
            return false;
        }
        m.phase = M.Phase.SCHEDULE;
        return true;
    }

    /** The number of Ps has changed. */
    void resized() {
        finder.resized();
        gcController.procresize(allp.length);
    }

    /** Changes the state of a goroutine: {@code casgstatus}. */
    void casgstatus(G g, int to) {
        latency.changes(g, g.status, to, now());
        g.hasWaited |= to == G.WAITING;
        g.status = to;
    }

    /** Makes a parked goroutine runnable: {@code ready}. */
    void ready(G gp, boolean next) {
        if (gp.status != G.WAITING) {
            throw new IllegalStateException(gp + " is made ready but does not wait (status " + gp.status + ")");
        }
        M m = acting;
        G g = current;
        if (m == null) {
            inject(gp);
            return;
        }
        casgstatus(gp, G.RUNNABLE);
        P p = pOf(m);
        gp.readyEvent = recorder.record(
                now(),
                EventKind.GO_UNBLOCK,
                p.id,
                gp.goid,
                Recorder.link(g == null ? 0 : g.goid, queueOf(p)),
                g == null ? timers.firing() : g.startEvent);
        runqput(p, gp, next);
        threads.wakep(m);
        charges.payDebt(g, m, costs.ready());
    }

    /** Parks the running goroutine: {@code gopark}. */
    void park(G g, WaitReason reason) {
        M m = mOf(g);
        g.readyEvent = recorder.record(now(), EventKind.GO_BLOCK, pOf(m).id, g.goid, reason.code, g.startEvent);
        casgstatus(g, G.WAITING);
        g.waitReason = reason;
        m.debt += costs.park();
        boolean pooled = false;
        if (reason.takesSudog()) {
            pooled = !gcController.sudogs(1);
            g.sudogs = 1;
        }
        if (stacks != null) {
            stacks.beforePark(g.stack, reason, pooled);
            m.debt += stacks.takeCost();
        }
        charges.suspend(g, G.Yield.SCHEDULER);
        if (g.sudogs > 0) {
            gcController.sudogs(-g.sudogs);
            g.sudogs = 0;
        }
    }

    /** Queues a goroutine at a P: {@code runqput}. */
    void runqput(P p, G g, boolean next) {
        if (!version.localQueues()) {
            runq.put(g);
            return;
        }
        int moved = next && version.runnext() ? p.runq.putNext(g, runq) : p.runq.put(g, runq);
        if (moved > 0) {
            recorder.record(now(), EventKind.RING_OVERFLOW, p.id, 0, moved, g.readyEvent);
        }
    }

    /** Where {@link #runqput} of a P puts goroutines, for links. */
    int queueOf(P p) {
        return version.localQueues() ? p.id : Recorder.GLOBAL;
    }

    /** Makes a parked goroutine runnable where no thread acts: it goes to the global queue, and an idle P gets a thread. */
    void inject(G gp) {
        casgstatus(gp, G.RUNNABLE);
        gp.readyEvent = recorder.record(
                now(), EventKind.GO_UNBLOCK, -1, gp.goid, Recorder.link(0, Recorder.GLOBAL), gp.readyEvent);
        runq.put(gp);
        threads.startIdle();
    }
}
