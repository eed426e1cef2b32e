package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.Engine;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one run: who runs where, and when. Follows {@code runtime/proc.go} of Go 1.26: schedule, findRunnable,
 * execute, gopark, goready, newproc, wakep, startm, stopm. Left out: cgo, locked threads, the network poller except as
 * the place where a thread waits for the next timer.
 *
 * <p>Everything happens on one thread in one global order of virtual time. A goroutine that runs pays for what it does
 * with {@link #charge}; as long as no event lies in between, that only moves the clock.
 */
public final class Sched {
    /** {@code active_spin} in {@code runtime/lock_spinbit.go}. */
    private static final int ACTIVE_SPIN = 4;

    private static final long KIND_M = 0;
    private static final long KIND_SYSMON = 1;
    private static final long KIND_PREEMPT = 2;
    private static final long KIND_CALLBACK = 3;

    final Engine engine;
    final Recorder recorder;
    final GoVersion version;
    final Costs costs;
    private final CoroutineKind coroutines;
    private final Runnable onNewStack;
    private final long seed;

    final P[] allp;
    final List<M> allm = new ArrayList<>();
    final List<G> allgs = new ArrayList<>();
    final GlobalQueue runq = new GlobalQueue();
    final Threads threads = new Threads(this);
    private final FindRunnable finder;

    private int goidgen;
    private @Nullable G gFree;
    private int ngUser;
    private long created;

    boolean gcwaiting;
    private final WorldStop worldStop = new WorldStop(this);
    private final Sysmon sysmon;
    private final Callbacks callbacks = new Callbacks();
    GcController gcController = GcController.NONE;

    private @Nullable M acting;
    private @Nullable G current;
    private int timerEvent;
    private boolean mainExited;
    private boolean finished;
    private Outcome outcome = Outcome.OK;

    /**
     * A scheduler that has not started.
     *
     * @param version the switches
     * @param costs what operations cost
     * @param procs GOMAXPROCS, at least 1
     * @param seed of all random choices
     * @param recorder where events go
     * @param coroutines what goroutines run on
     * @param stop ends the run early
     * @param onNewStack called first on each stack that is a thread of its own
     */
    public Sched(
            GoVersion version,
            Costs costs,
            int procs,
            long seed,
            Recorder recorder,
            CoroutineKind coroutines,
            StopFlag stop,
            Runnable onNewStack) {
        this.version = version;
        this.costs = costs;
        this.seed = seed;
        this.recorder = recorder;
        this.coroutines = coroutines;
        this.onNewStack = onNewStack;
        this.engine = new Engine(stop);
        this.allp = new P[procs];
        for (int i = 0; i < procs; i++) {
            allp[i] = new P(i);
        }
        this.finder = new FindRunnable(this, random("sched.steal"));
        this.sysmon = new Sysmon(this);
    }

    // ---- what others ask ----

    /** The virtual time in nanoseconds: {@code nanotime}. */
    public long now() {
        return engine.now();
    }

    /** The switches of the simulated version. */
    public GoVersion version() {
        return version;
    }

    /** What operations cost. */
    public Costs costs() {
        return costs;
    }

    /** Where events go. */
    public Recorder recorder() {
        return recorder;
    }

    /** GOMAXPROCS. */
    public int procs() {
        return allp.length;
    }

    /** The P with this number. */
    public P p(int id) {
        return allp[id];
    }

    /** A stream of random numbers of the run, by name. */
    public RandomStream random(String name) {
        return new RandomStream(seed, name);
    }

    /** How the run ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Whether the run has ended. */
    public boolean finished() {
        return finished;
    }

    /** Goroutines of the program that have not ended, main included: {@code runtime.NumGoroutine}. */
    public int gcount() {
        return ngUser;
    }

    /** Goroutines that the program started so far, main not included. */
    public long goroutinesCreated() {
        return created - 1;
    }

    /** How many threads exist, sysmon not included. */
    public int mcount() {
        return allm.size();
    }

    /** Installs the collector. */
    public void setGcController(GcController controller) {
        gcController = controller;
    }

    /**
     * The goroutine that runs.
     *
     * @throws IllegalStateException if none does: the caller is a timer or the scheduler itself
     */
    public G getg() {
        G g = current;
        if (g == null) {
            throw new IllegalStateException(
                    "no goroutine runs here; this works in a goroutine only, not in a timer function");
        }
        return g;
    }

    /** The P of the goroutine that runs. */
    public P getp() {
        return pOf(mOf(getg()));
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

    // ---- the run ----

    /**
     * Runs a program from its start state: main runs on P 0, all queues are empty.
     *
     * @param main the body of the main goroutine
     * @param startTick the tick counter of P 0 when main starts; 1 in a settled process
     */
    public void run(Body main, long startTick) {
        M m = threads.first();
        P p = allp[0];
        p.schedtick = startTick;
        G g = newproc1("main", main, p, Recorder.NO_QUEUE, false);
        recorder.record(now(), EventKind.GO_UNBLOCK, 0, g.goid, Recorder.link(0, 0), g.readyEvent);
        m.curg = g;
        g.m = m;
        g.status = G.RUNNING;
        m.phase = M.Phase.EXECUTE;
        wakeAt(m, 0);
        sysmon.start();
        try {
            coroutines.runOwner(this::loop, engine.stop());
        } finally {
            finished = true;
            for (G each : allgs) {
                if (each.coroutine != null) {
                    each.coroutine.abandon();
                }
            }
        }
    }

    private void loop() {
        if (coroutines == CoroutineKind.VIRTUAL_THREAD) {
            onNewStack.run();
        }
        while (!finished) {
            if (engine.isIdle()) {
                throw new IllegalStateException("nothing will ever happen again, but the run has not ended");
            }
            long event = engine.next();
            int id = (int) (event >>> 32) & 0xFFFFFFF;
            int generation = (int) event;
            switch ((int) (event >>> 60)) {
                case (int) KIND_M -> {
                    M m = allm.get(id);
                    if (m.generation == generation) {
                        step(m);
                    }
                }
                case (int) KIND_SYSMON -> sysmon.wake(generation);
                case (int) KIND_PREEMPT -> preemptArrives(allp[id], generation);
                case (int) KIND_CALLBACK -> callbacks.run(id);
                default -> throw new IllegalStateException("unknown event " + event);
            }
            acting = null;
        }
    }

    private static long event(long kind, int id, int generation) {
        return kind << 60 | (long) id << 32 | generation & 0xFFFFFFFFL;
    }

    /** Lets an M do its next step at a time; an older appointment of the M is void. */
    void wakeAt(M m, long time) {
        engine.at(time, event(KIND_M, m.id, ++m.generation));
    }

    void sysmonAt(long time, int generation) {
        engine.at(time, event(KIND_SYSMON, 0, generation));
    }

    /** Runs a function at a virtual time, outside of any goroutine and P. It may make goroutines ready. */
    public void at(long time, Runnable function) {
        engine.at(time, event(KIND_CALLBACK, callbacks.add(function), 0));
    }

    void finish(Outcome how) {
        if (!finished) {
            finished = true;
            outcome = how;
        }
    }

    // ---- a thread's life ----

    private void step(M m) {
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
                case SYSCALL -> throw new IllegalStateException("system calls are not simulated yet");
            }
        }
    }

    /** One round of the scheduler; false if the M has to wait for an event or has stopped. */
    private boolean schedule(M m) {
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
        P p = pOf(m);
        m.curg = g;
        g.m = m;
        g.status = G.RUNNING;
        g.preempt = false;
        if (!finder.inheritTime) {
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
            interrupted();
            return false;
        }
        if (engine.advance(nanos)) {
            return true;
        }
        wakeAt(m, engine.after(nanos));
        return false;
    }

    static G curgOf(M m) {
        G g = m.curg;
        if (g == null) {
            throw new IllegalStateException(m + " runs no goroutine");
        }
        return g;
    }

    private void beginRun(M m) {
        G g = curgOf(m);
        P p = pOf(m);
        g.startEvent = recorder.record(now(), EventKind.GO_START, p.id, g.goid, 0, g.readyEvent);
        m.phase = M.Phase.RUN;
        if (g.preempt) {
            preempt(m, g);
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
        if (g.status == G.DEAD) {
            gfput(g);
        }
        g.m = null;
        m.curg = null;
        m.phase = M.Phase.SCHEDULE;
        return true;
    }

    // ---- what a running goroutine does ----

    /**
     * Takes time for an operation of the runtime. Afterwards the goroutine is the next one in the global order of time: what
     * it reads and writes until the next charge happens at {@link #now}.
     *
     * @param nanos how long, not negative
     */
    public void charge(long nanos) {
        if (!engine.advance(nanos)) {
            chargeSlowly(nanos, G.Charge.OPERATION);
        }
    }

    /** Takes time for ordinary code, which calls functions: it can be preempted anywhere. */
    public void work(long nanos) {
        if (!engine.advance(nanos)) {
            chargeSlowly(nanos, G.Charge.WORK);
        }
    }

    /** Takes time for a loop without calls, which only a signal can preempt. */
    public void loop(long nanos) {
        if (!engine.advance(nanos)) {
            chargeSlowly(nanos, G.Charge.LOOP);
        }
    }

    /** Takes time while holding a lock of the runtime: no preemption, but {@link G#preemptRequested} tells. */
    public void chargeLocked(long nanos) {
        if (!engine.advance(nanos)) {
            chargeSlowly(nanos, G.Charge.LOCKED);
        }
    }

    /**
     * The beginning of an operation that a goroutine calls: checks that one does, then charges.
     *
     * @param operation what was called, for the message
     * @param nanos what it costs
     * @throws IllegalStateException if no goroutine of this run calls it
     */
    public void enter(String operation, long nanos) {
        if (current == null || finished) {
            throw new IllegalStateException(operation + "() was called "
                    + (finished ? "after the run had ended" : "by a timer function")
                    + "; only a goroutine of the run that made the object can do that.");
        }
        charge(nanos);
    }

    private void chargeSlowly(long nanos, G.Charge kind) {
        G g = current;
        if (g == null) {
            // A timer function: its thread pays later.
            M m = acting;
            if (m != null) {
                m.debt += nanos;
            }
            return;
        }
        if (engine.outOfFuel()) {
            interrupted();
        }
        if (finished) {
            suspend(g, G.Yield.CHARGE);
        }
        if (engine.advance(nanos)) {
            return;
        }
        g.charge = kind;
        g.chargeEnd = engine.after(nanos);
        wakeAt(mOf(g), g.chargeEnd);
        suspend(g, G.Yield.CHARGE);
        g.charge = G.Charge.OPERATION;
        if (g.preempt && kind != G.Charge.LOCKED) {
            requeuePreempted(mOf(g), g);
            suspend(g, G.Yield.SCHEDULER);
        }
    }

    private void suspend(G g, G.Yield why) {
        g.yield = why;
        var coroutine = g.coroutine;
        if (coroutine == null) {
            throw new IllegalStateException(g + " has no stack");
        }
        coroutine.suspend();
    }

    /** Gives up the P for one turn: {@code runtime.Gosched}. The goroutine goes to the end of the global queue. */
    public void gosched() {
        G g = getg();
        M m = mOf(g);
        g.readyEvent = recorder.record(
                now(), EventKind.GO_SCHED, pOf(m).id, g.goid, Recorder.link(g.goid, Recorder.GLOBAL), g.startEvent);
        g.status = G.RUNNABLE;
        runq.put(g);
        threads.wakep(m);
        suspend(g, G.Yield.SCHEDULER);
    }

    /** Gives up the P for one turn and goes to the end of the local queue: {@code goyield}. */
    public void goyield() {
        G g = getg();
        M m = mOf(g);
        P p = pOf(m);
        g.readyEvent =
                recorder.record(now(), EventKind.GO_PREEMPT, p.id, g.goid, Recorder.link(g.goid, p.id), g.startEvent);
        g.status = G.RUNNABLE;
        runqput(p, g, false);
        suspend(g, G.Yield.SCHEDULER);
    }

    /**
     * Parks the goroutine until {@link #goready}: {@code gopark}. Whoever shall wake it must be able to find it already.
     *
     * @param reason what goroutine dumps say
     */
    public void gopark(WaitReason reason) {
        G g = getg();
        M m = mOf(g);
        g.readyEvent = recorder.record(now(), EventKind.GO_BLOCK, pOf(m).id, g.goid, reason.code, g.startEvent);
        g.status = G.WAITING;
        g.waitReason = reason;
        g.waitSince = now();
        m.debt += costs.park();
        suspend(g, G.Yield.SCHEDULER);
    }

    /** Whether a goroutine waits to be made ready. */
    public boolean isParked(G g) {
        return g.status == G.WAITING;
    }

    /** Whether a goroutine that wants a lock may spin instead of sleeping: {@code sync_runtime_canSpin}, four rounds at most. */
    public boolean canSpin(int rounds) {
        return rounds < ACTIVE_SPIN
                && allp.length > threads.npidle + threads.nmspinning + 1
                && getp().runq.isEmpty();
    }

    /** Makes a parked goroutine the next one of this P: {@code goready}. Works in timer functions and callbacks too. */
    public void goready(G gp) {
        if (gp.status != G.WAITING) {
            throw new IllegalStateException(gp + " is made ready but does not wait (status " + gp.status + ")");
        }
        M m = acting;
        G g = current;
        gp.status = G.RUNNABLE;
        if (m == null) {
            gp.readyEvent = recorder.record(
                    now(), EventKind.GO_UNBLOCK, -1, gp.goid, Recorder.link(0, Recorder.GLOBAL), gp.readyEvent);
            runq.put(gp);
            threads.startIdle();
            return;
        }
        P p = pOf(m);
        gp.readyEvent = recorder.record(
                now(),
                EventKind.GO_UNBLOCK,
                p.id,
                gp.goid,
                Recorder.link(g == null ? 0 : g.goid, p.id),
                g == null ? timerEvent : g.startEvent);
        runqput(p, gp, true);
        threads.wakep(m);
        payDebt(g, m, costs.ready());
    }

    /** A goroutine pays at once for what it did on its thread; a timer function pays when its thread goes on. */
    void payDebt(@Nullable G g, M m, long more) {
        if (g == null) {
            m.debt += more;
        } else {
            long debt = m.debt + more;
            m.debt = 0;
            charge(debt);
        }
    }

    void runqput(P p, G g, boolean next) {
        int moved = next ? p.runq.putNext(g, runq) : p.runq.put(g, runq);
        if (moved > 0) {
            recorder.record(now(), EventKind.RING_OVERFLOW, p.id, 0, moved, g.readyEvent);
        }
    }

    // ---- birth and death ----

    /**
     * The go statement: {@code newproc}. The new goroutine is the next one of this P.
     *
     * @param name what views call it, null for "goroutine N"
     * @param body what it does
     */
    public G newproc(@Nullable String name, Body body) {
        charge(costs.newproc());
        M m = acting;
        if (m == null) {
            throw new IllegalStateException("a goroutine can be started by a goroutine or a timer function only");
        }
        P p = pOf(m);
        G g = newproc1(name, body, p, p.id, false);
        runqput(p, g, true);
        threads.wakep(m);
        payDebt(current, m, 0);
        return g;
    }

    /**
     * Creates a goroutine of the runtime. It costs nothing, does not count as a goroutine of the program, and waits until
     * someone makes it ready.
     *
     * @param name what views call it
     * @param body what it does; it starts at the first {@link #goready}
     * @param reason what dumps say while it waits
     */
    public G newSystemG(String name, Body body, WaitReason reason) {
        G g = newproc1(name, body, acting == null ? allp[0] : pOf(acting), Recorder.NO_QUEUE, true);
        g.status = G.WAITING;
        g.waitReason = reason;
        return g;
    }

    private G newproc1(@Nullable String name, Body body, P p, int queue, boolean system) {
        G g = gFree;
        if (g == null) {
            g = new G(this::goroutineMain);
            allgs.add(g);
        } else {
            gFree = g.schedlink;
            g.schedlink = null;
        }
        if (p.goidcache == p.goidcacheend) {
            p.goidcache = goidgen + 1;
            goidgen += P.GOID_BATCH;
            p.goidcacheend = p.goidcache + P.GOID_BATCH;
        }
        G creator = current;
        g.goid = p.goidcache++;
        g.body = body;
        g.system = system;
        g.status = G.RUNNABLE;
        g.parent = creator == null ? 0 : creator.goid;
        if (!system) {
            ngUser++;
            created++;
        }
        if (name != null) {
            recorder.label(g.goid, name);
        }
        g.readyEvent = recorder.record(
                now(),
                EventKind.GO_CREATE,
                p.id,
                g.goid,
                Recorder.link(g.parent, queue),
                creator == null ? timerEvent : creator.startEvent);
        return g;
    }

    /** Where the stack of every goroutine begins. */
    private void goroutineMain(G g) {
        boolean goexit = false;
        if (coroutines == CoroutineKind.VIRTUAL_THREAD) {
            onNewStack.run();
        }
        try {
            Body body = g.body;
            if (body == null) {
                throw new IllegalStateException(g + " has nothing to do");
            }
            body.run();
        } catch (Goexit e) {
            goexit = true;
        } catch (Throwable t) {
            // After the end of the run this is an abandoned stack that unwinds.
            finish(Traceback.panic(this, g, t));
        }
        if (finished) {
            return;
        }
        if (g.goid == 1) {
            if (!goexit) {
                finish(Outcome.OK);
                return;
            }
            mainExited = true;
        }
        charge(costs.goexit());
        recorder.record(now(), EventKind.GO_END, getp().id, g.goid, 0, g.startEvent);
        g.status = G.DEAD;
        g.yield = G.Yield.SCHEDULER;
    }

    /** Unwinds the stack of a goroutine that called {@code runtime.Goexit}; finally blocks run, like deferred calls. */
    private static final class Goexit extends Error {
        private static final long serialVersionUID = 1;

        Goexit() {
            super("runtime.Goexit", null, false, false);
        }
    }

    /** Ends the running goroutine: {@code runtime.Goexit}. */
    public void goexit() {
        getg();
        throw new Goexit();
    }

    private void gfput(G g) {
        g.body = null;
        g.coroutine = null;
        g.param = null;
        if (!g.system) {
            ngUser--;
        }
        g.schedlink = gFree;
        gFree = g;
    }

    // ---- the end ----

    /**
     * Ends the run with Go's {@code fatal error}, which no goroutine can catch. Does not return to a goroutine.
     *
     * @param text Go's text without "fatal error: "
     * @param explanation one sentence that says what happened
     */
    public void fatal(String text, String explanation) {
        finish(Traceback.fatal(this, current, text, explanation));
        G g = current;
        if (g != null) {
            suspend(g, G.Yield.CHARGE);
        }
    }

    private void interrupted() {
        finish(new Outcome(
                Outcome.INTERRUPTED, "The run was asked to stop and ended here.", Traceback.dump(this), null));
    }

    /** Go's {@code checkdead}: called when a thread parks. */
    void checkdead() {
        if (threads.running() > 0 || finished) {
            return;
        }
        for (P p : allp) {
            if (!p.timers.isEmpty()) {
                return;
            }
        }
        if (callbacks.pending() > 0) {
            return;
        }
        if (ngUser == 0 && mainExited) {
            fatal(
                    "no goroutines (main called runtime.Goexit) - deadlock!",
                    "main ended itself with Goexit, and no other goroutine is left that could end the program.");
        } else {
            fatal("all goroutines are asleep - deadlock!", Traceback.explainDeadlock(this));
        }
    }

    // ---- timers ----

    /** Puts the goroutine to sleep: {@code time.Sleep}. A duration that is not positive returns at once. */
    public void timeSleep(long nanos) {
        if (nanos <= 0) {
            charge(0);
            return;
        }
        G g = getg();
        long when = engine.after(nanos);
        charge(costs.timerSet());
        Timer t = g.sleepTimer;
        if (t == null) {
            t = new Timer(() -> goready(g));
            g.sleepTimer = t;
        }
        M m = mOf(g);
        g.readyEvent =
                recorder.record(now(), EventKind.GO_BLOCK, pOf(m).id, g.goid, WaitReason.SLEEP.code, g.startEvent);
        g.status = G.WAITING;
        g.waitReason = WaitReason.SLEEP;
        g.waitSince = now();
        m.debt += costs.park();
        addTimer(t, when, m, g.readyEvent);
        suspend(g, G.Yield.SCHEDULER);
    }

    /** The virtual time after a duration; a negative one counts as none. */
    public long after(long nanos) {
        return engine.after(Math.max(nanos, 0));
    }

    /** Arms a timer that is not armed. */
    public void startTimer(Timer t, long when) {
        charge(costs.timerSet());
        G g = current;
        M m = acting;
        if (m == null) {
            throw new IllegalStateException("a timer can be armed by a goroutine or a timer function only");
        }
        addTimer(t, Math.max(when, 1), m, g == null ? timerEvent : g.startEvent);
        payDebt(g, m, 0);
    }

    /** Disarms a timer; returns whether it was armed. */
    public boolean stopTimer(Timer t) {
        charge(costs.timerSet());
        Timers heap = t.heap;
        if (heap == null) {
            return false;
        }
        heap.remove(t);
        return true;
    }

    private void addTimer(Timer t, long when, M m, int cause) {
        P p = pOf(m);
        G g = current;
        t.when = when;
        t.goid = g == null ? 0 : g.goid;
        t.setEvent = recorder.record(now(), EventKind.TIMER_SET, p.id, t.goid, when, cause);
        long first = p.timers.wakeTime();
        p.timers.add(t);
        if (first == 0 || when < first) {
            threads.wakeNetPoller(m, when);
        }
    }

    /** Runs the expired timers of a P on a thread; returns whether there were any. */
    boolean runTimers(M m, P owner) {
        boolean ran = false;
        Timer t;
        while ((t = owner.timers.takeDue(now())) != null) {
            ran = true;
            timerEvent = recorder.record(now(), EventKind.TIMER_FIRE, pOf(m).id, t.goid, 0, t.setEvent);
            m.debt += costs.timerFire();
            t.function.run();
            timerEvent = Recorder.NONE;
        }
        return ran;
    }

    // ---- preemption ----

    /** Asks the goroutine of a P to stop soon: {@code preemptone}. */
    void preemptone(P p, int why) {
        M m = p.m;
        G g = m == null ? null : m.curg;
        if (g == null || g.preempt) {
            return;
        }
        g.preempt = true;
        recorder.record(now(), EventKind.PREEMPT_REQUEST, p.id, g.goid, why, Recorder.NONE);
        long delay = version.asyncPreemption() ? costs.preemptSignal() : 0;
        engine.at(engine.after(delay), event(KIND_PREEMPT, p.id, g.goid));
    }

    /** The signal reaches the thread, or code with calls reaches its next function. */
    private void preemptArrives(P p, int goid) {
        M m = p.m;
        G g = m == null ? null : m.curg;
        if (m == null || g == null || g.goid != goid || !g.preempt || m.phase != M.Phase.RUN) {
            return;
        }
        boolean cut = g.charge == G.Charge.WORK || g.charge == G.Charge.LOOP && version.asyncPreemption();
        if (cut) {
            acting = m;
            g.remaining = g.chargeEnd - now();
            preempt(m, g);
            step(m);
        }
    }

    private void preempt(M m, G g) {
        requeuePreempted(m, g);
        g.m = null;
        m.curg = null;
        m.generation++;
        m.phase = M.Phase.SCHEDULE;
    }

    private void requeuePreempted(M m, G g) {
        P p = pOf(m);
        boolean next = gcwaiting && version.stopResumesFirst();
        g.readyEvent = recorder.record(
                now(),
                EventKind.GO_PREEMPT,
                p.id,
                g.goid,
                Recorder.link(g.goid, next ? p.id : Recorder.GLOBAL),
                g.startEvent);
        g.status = G.RUNNABLE;
        if (next) {
            runqput(p, g, true);
        } else {
            runq.put(g);
        }
        threads.wakep(m);
    }

    // ---- stopping the world ----

    /**
     * Stops every other P: {@code stopTheWorld}. The calling goroutine keeps its own. Takes until all of them have noticed.
     *
     * @param reason in the words of {@code runtime/trace}, such as "GC sweep termination"
     */
    public void stopTheWorld(String reason) {
        worldStop.stop(reason);
    }

    /** Lets the world run again: {@code startTheWorld}. */
    public void startTheWorld() {
        worldStop.start();
    }

    /** Suspends the running goroutine, which keeps its P, until its thread is woken. */
    void holdP(G g) {
        g.charge = G.Charge.LOCKED;
        suspend(g, G.Yield.CHARGE);
        g.charge = G.Charge.OPERATION;
    }

    WorldStop worldStop() {
        return worldStop;
    }

    Sysmon sysmon() {
        return sysmon;
    }

    /**
     * Runs a function once for each P at a safe point: {@code forEachP}. Simplified: at once, and it takes no time.
     */
    public void forEachP(java.util.function.Consumer<P> fn) {
        for (P p : allp) {
            fn.accept(p);
        }
    }
}
