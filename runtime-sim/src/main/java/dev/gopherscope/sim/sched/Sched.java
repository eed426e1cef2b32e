package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.CoroutineKind;
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
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one run, as goroutines and the other parts of the runtime see it: park and ready, go and sleep, taking
 * time, the network, stopping the world. Follows {@code runtime/proc.go} of Go 1.26. Left out: cgo.
 *
 * <p>Everything happens on one thread in one global order of virtual time. A goroutine that runs pays for what it does
 * with {@link #charge}; as long as no event lies in between, that only moves the clock.
 */
public final class Sched {
    /** {@code active_spin} in {@code runtime/lock_spinbit.go}. */
    private static final int ACTIVE_SPIN = 4;

    private final Machine machine;
    private final long seed;

    /**
     * What differs between two runs of the same program besides version, costs and seed.
     *
     * @param procs GOMAXPROCS, at least 1
     * @param asyncPreempt false for {@code GODEBUG=asyncpreemptoff=1}
     * @param host the machine below the process
     * @param chooser who decides instead of Go's scheduler, null for nobody; then there must be one P
     */
    public record Options(
            int procs,
            boolean asyncPreempt,
            Host host,
            @Nullable Chooser chooser) {}

    /**
     * A scheduler that has not started.
     *
     * @param version the switches
     * @param costs what operations cost
     * @param options see there
     * @param seed of all random choices
     * @param recorder where events go
     * @param coroutines what goroutines run on
     * @param stop ends the run early
     * @param onNewStack called first on each stack that is a thread of its own
     */
    public Sched(
            GoVersion version,
            Costs costs,
            Options options,
            long seed,
            Recorder recorder,
            CoroutineKind coroutines,
            StopFlag stop,
            Runnable onNewStack) {
        this.seed = seed;
        this.machine = new Machine(version, costs, options, this::random, recorder, coroutines, stop, onNewStack);
    }

    /**
     * Runs a program from its start state: main runs on P 0, all queues are empty.
     *
     * @param main the body of the main goroutine
     * @param startTick the tick counter of P 0 when main starts; 1 in a settled process
     */
    public void run(Body main, long startTick) {
        machine.run(main, startTick);
    }

    // ---- what others ask ----

    /** The virtual time in nanoseconds: {@code nanotime}. */
    public long now() {
        return machine.now();
    }

    /** The switches of the simulated version. */
    public GoVersion version() {
        return machine.version;
    }

    /** What operations cost. */
    public Costs costs() {
        return machine.costs;
    }

    /** Where events go. */
    public Recorder recorder() {
        return machine.recorder;
    }

    /** GOMAXPROCS. */
    public int procs() {
        return machine.allp.length;
    }

    /** The P with this number. */
    public P p(int id) {
        return machine.allp[id];
    }

    /** A stream of random numbers of the run, by name. */
    public RandomStream random(String name) {
        return new RandomStream(seed, name);
    }

    /** How the run ended. */
    public Outcome outcome() {
        return machine.outcome();
    }

    /** Whether the run has ended. */
    public boolean finished() {
        return machine.finished();
    }

    /** Goroutines of the program that have not ended, main included: {@code runtime.NumGoroutine}. */
    public int gcount() {
        return machine.goroutines.count();
    }

    /** Goroutines that the program started so far, main not included. */
    public long goroutinesCreated() {
        return machine.goroutines.created() - 1;
    }

    /** How many threads exist, sysmon not included. */
    public int mcount() {
        return machine.threads.mcount();
    }

    /** All goroutines that have not ended, those of the runtime included, in the order of their creation. */
    public List<G> goroutines() {
        var alive = new ArrayList<G>();
        for (G g : machine.goroutines.all()) {
            if (g.status != G.DEAD) {
                alive.add(g);
            }
        }
        return alive;
    }

    /** Whether a goroutine could run on this P: one of its own queue, or of the global one. */
    public boolean hasRunnable(P p) {
        return !p.runq.isEmpty() || !machine.runq.isEmpty();
    }

    /** Installs the collector. */
    public void setGcController(GcController controller) {
        machine.gcController = controller;
    }

    /** Installs the stacks; before the run. */
    public void setStacks(Stacks stacks) {
        machine.stacks = stacks;
        stacks.setListener(new StackEvents(machine));
    }

    /**
     * Installs who is told where the program is; before the run.
     *
     * @param everyOperation not of go statements only
     */
    public void setWhereabouts(Whereabouts who, boolean everyOperation) {
        machine.goStatements = who;
        machine.operations = everyOperation ? who : null;
    }

    /** Number of the P on whose behalf something happens now, 0 if there is none. */
    public int actingP() {
        M m = machine.acting;
        P p = m == null ? null : m.p;
        return p == null ? 0 : p.id;
    }

    /** The goroutine that runs, null if a timer or the scheduler itself does. */
    public @Nullable G running() {
        return machine.current;
    }

    /**
     * The goroutine that runs.
     *
     * @throws IllegalStateException if none does: the caller is a timer or the scheduler itself
     */
    public G getg() {
        G g = machine.current;
        if (g == null) {
            throw new IllegalStateException(
                    "no goroutine runs here; this works in a goroutine only, not in a timer function");
        }
        return g;
    }

    /** The name that the program gave to the goroutine that runs; null for main, for one without a name, and if none runs. */
    public @Nullable String currentName() {
        G g = machine.current;
        return g == null || g.goid == 1 ? null : machine.recorder.label(g.goid);
    }

    /** The number of the P of the goroutine that runs, -1 if none does. */
    public int currentP() {
        G g = machine.current;
        return g == null ? -1 : Machine.pOf(Machine.mOf(g)).id;
    }

    /** The P of the goroutine that runs. */
    public P getp() {
        return Machine.pOf(Machine.mOf(getg()));
    }

    // ---- what a running goroutine does ----

    /**
     * Takes time for an operation of the runtime. Afterwards the goroutine is the next one in the global order of time: what
     * it reads and writes until the next charge happens at {@link #now}.
     *
     * @param nanos how long, not negative
     */
    public void charge(long nanos) {
        if (!machine.engine.advance(nanos)) {
            machine.charges.chargeSlowly(nanos, G.Charge.OPERATION);
        }
    }

    /** Takes time for ordinary code, which calls functions: it can be preempted anywhere. */
    public void work(long nanos) {
        if (!machine.engine.advance(nanos)) {
            machine.charges.chargeSlowly(nanos, G.Charge.WORK);
        }
    }

    /** Takes time for a loop without calls, which only a signal can preempt. */
    public void loop(long nanos) {
        if (!machine.engine.advance(nanos)) {
            machine.charges.chargeSlowly(nanos, G.Charge.LOOP);
        }
    }

    /** Takes time while holding a lock of the runtime: no preemption, but {@link G#preemptRequested} tells. */
    public void chargeLocked(long nanos) {
        if (!machine.engine.advance(nanos)) {
            machine.charges.chargeSlowly(nanos, G.Charge.LOCKED);
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
        if (machine.current == null || machine.finished()) {
            throw new IllegalStateException(operation + "() was called "
                    + (machine.finished() ? "after the run had ended" : "by a timer function")
                    + "; only a goroutine of the run that made the object can do that.");
        }
        operation(operation, nanos);
    }

    /**
     * An operation that other goroutines can observe: takes time, and an explorer may let others go first.
     *
     * @param name what it is, such as "Mutex.lock"
     * @param nanos what it costs
     */
    public void operation(String name, long nanos) {
        located();
        if (machine.interleaving != null) {
            machine.beforeOperation(name);
        }
        charge(nanos);
    }

    /** Tells whoever wants to know that the running goroutine begins something here. */
    public void located() {
        Whereabouts all = machine.operations;
        G g = machine.current;
        if (all != null && g != null) {
            all.operation(g);
        }
    }

    /** Gives up the P for one turn: {@code runtime.Gosched}. The goroutine goes to the end of the global queue. */
    public void gosched() {
        G g = getg();
        M m = Machine.mOf(g);
        g.readyEvent = machine.recorder.record(
                now(),
                EventKind.GO_SCHED,
                Machine.pOf(m).id,
                g.goid,
                Recorder.link(g.goid, Recorder.GLOBAL),
                g.startEvent);
        machine.casgstatus(g, G.RUNNABLE);
        machine.runq.put(g);
        machine.threads.wakep(m);
        machine.charges.suspend(g, G.Yield.SCHEDULER);
    }

    /** Gives up the P for one turn and goes to the end of the local queue: {@code goyield}. */
    public void goyield() {
        G g = getg();
        M m = Machine.mOf(g);
        P p = Machine.pOf(m);
        g.readyEvent = machine.recorder.record(
                now(), EventKind.GO_YIELD, p.id, g.goid, Recorder.link(g.goid, machine.queueOf(p)), g.startEvent);
        machine.casgstatus(g, G.RUNNABLE);
        machine.runqput(p, g, false);
        machine.charges.suspend(g, G.Yield.SCHEDULER);
    }

    /**
     * Parks the goroutine until {@link #goready}: {@code gopark}. Whoever shall wake it must be able to find it already.
     *
     * @param reason what goroutine dumps say
     */
    public void gopark(WaitReason reason) {
        machine.park(getg(), reason);
    }

    /** Whether a goroutine waits to be made ready. */
    public boolean isParked(G g) {
        return g.status == G.WAITING;
    }

    /** Whether a goroutine that wants a lock may spin instead of sleeping: {@code sync_runtime_canSpin}, four rounds at most. */
    public boolean canSpin(int rounds) {
        return machine.version.mutexSpinning()
                && rounds < ACTIVE_SPIN
                && machine.allp.length > machine.threads.npidle + machine.threads.nmspinning + 1
                && getp().runq.isEmpty();
    }

    /**
     * Puts a parked goroutine at the end of this P's queue, as {@code injectglist} does on a P that is busy: those who waited for the
     * collector do not overtake others.
     */
    public void injectg(G gp) {
        machine.ready(gp, false);
    }

    /** Makes a parked goroutine the next one of this P: {@code goready}. Works in timer functions and callbacks too. */
    public void goready(G gp) {
        machine.ready(gp, true);
    }

    /**
     * The go statement: {@code newproc}. The new goroutine is the next one of this P.
     *
     * @param name what views call it, null for "goroutine N"
     * @param body what it does
     */
    public G newproc(@Nullable String name, Body body) {
        return machine.goroutines.newproc(name, body, body);
    }

    /**
     * The go statement for a function that something is put around.
     *
     * @param function as the program wrote it
     */
    public G newproc(@Nullable String name, Body body, Object function) {
        return machine.goroutines.newproc(name, body, function);
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
        return machine.goroutines.newSystemG(name, body, reason, false);
    }

    /** Frees the stacks of dead goroutines that no P keeps: {@code markrootFreeGStacks}. */
    public void freeDeadStacks() {
        machine.goroutines.freeDeadStacks();
    }

    /** As {@link #newSystemG}, for one that a real process has before main; it is made when it is first needed. */
    public G newInitialG(String name, Body body, WaitReason reason) {
        return machine.goroutines.newSystemG(name, body, reason, true);
    }

    /** Ends the running goroutine: {@code runtime.Goexit}. */
    public void goexit() {
        getg();
        Goroutines.goexit();
    }

    /** Puts the goroutine to sleep: {@code time.Sleep}. A duration that is not positive returns at once. */
    public void timeSleep(long nanos) {
        G g = getg();
        if (nanos <= 0) {
            charge(0);
        } else {
            machine.timers.timeSleep(g, nanos, () -> goready(g));
        }
    }

    /** Makes a system call that blocks the thread: {@code entersyscall}, {@code exitsyscall}. */
    public void syscall(long nanos) {
        machine.syscalls.enter(getg(), nanos);
    }

    /** Wires the goroutine to its thread: {@code runtime.LockOSThread}. Calls nest. */
    public void lockOSThread() {
        machine.locked.lock(getg());
    }

    /** Undoes one {@link #lockOSThread}: {@code runtime.UnlockOSThread}. */
    public void unlockOSThread() {
        machine.locked.unlock(getg());
    }

    /** Changes GOMAXPROCS and returns the old one; 0 or less only asks. Stops the world. */
    public int gomaxprocs(int n) {
        return machine.procResize.gomaxprocs(getg(), n);
    }

    /** Makes a coroutine that has not begun: {@code newcoro}. */
    public Coro newcoro(Body body) {
        return new Coro(machine, body);
    }

    /** Ends the process: {@code os.Exit}. */
    public void exit(int code) {
        getg();
        machine.ending.exit(code);
    }

    // ---- the network ----

    /**
     * Waits until data arrives: {@code netpollblock}.
     *
     * @return false if the deadline has passed
     */
    public boolean netpollBlock(PollDesc pd) {
        charge(machine.costs.syscall());
        if (pd.expired) {
            return false;
        }
        if (pd.ready > 0) {
            pd.ready--;
            return true;
        }
        G g = getg();
        machine.netpoll.waits(pd, g);
        machine.park(g, WaitReason.IO_WAIT);
        if (pd.expired) {
            return false;
        }
        charge(machine.costs.syscall());
        return true;
    }

    /** Data will arrive at a virtual time. */
    public void netpollArrives(PollDesc pd, long time) {
        machine.at(time, () -> machine.netpoll.arrives(pd));
    }

    /**
     * Sets when waiting for the network fails: {@code poll_runtime_pollSetDeadline}.
     *
     * @param time a virtual time, 0 for never
     */
    public void netpollDeadline(PollDesc pd, long time) {
        charge(machine.costs.syncOp());
        Timer t = pd.deadline;
        if (t != null) {
            machine.timers.stopTimer(t);
        }
        pd.expired = time != 0 && time <= now();
        if (time > now()) {
            t = new Timer(() -> expire(pd));
            pd.deadline = t;
            machine.timers.startTimer(t, time);
        } else if (pd.expired) {
            expire(pd);
        }
    }

    private void expire(PollDesc pd) {
        pd.expired = true;
        G g = machine.netpoll.unblock(pd);
        if (g != null) {
            machine.ready(g, true);
        }
    }

    // ---- figures ----

    /** What the metric of scheduling latencies holds now: {@code /sched/latencies:seconds}. */
    public LatencyHistogram latencies() {
        return machine.latency.timeToRun.snapshot();
    }

    /** What the monitor thread did so far. */
    public SysmonDuties sysmonDuties() {
        return machine.sysmon.duties();
    }

    /** CPU time that the threads of the process have used, in nanoseconds. */
    public long cpuNanos() {
        return machine.cpuTime.usedNanos();
    }

    /** How often the quota was used up: {@code nr_throttled} of {@code cpu.stat}. */
    public long throttled() {
        return machine.cpuTime.throttled();
    }

    /** How long all threads stood still for that, in nanoseconds: {@code throttled_usec}. */
    public long throttledNanos() {
        return machine.cpuTime.throttledNanos();
    }

    /** The number of the thread that runs the goroutine: {@code gettid}, but from 0. */
    public int gettid() {
        return Machine.mOf(getg()).id;
    }

    /** The virtual time after a duration; a negative one counts as none. */
    public long after(long nanos) {
        return machine.engine.after(Math.max(nanos, 0));
    }

    /** Arms a timer that is not armed. */
    public void startTimer(Timer t, long when) {
        machine.timers.startTimer(t, when);
    }

    /** Disarms a timer; returns whether it was armed. */
    public boolean stopTimer(Timer t) {
        return machine.timers.stopTimer(t);
    }

    /**
     * Runs a function at a virtual time, outside of any goroutine and P. It may make goroutines ready. While one is pending,
     * no deadlock is reported.
     */
    public void at(long time, Runnable function) {
        machine.at(time, function);
    }

    /**
     * Ends the run with Go's {@code fatal error}, which no goroutine can catch. Does not return to a goroutine.
     *
     * @param text Go's text without "fatal error: "
     * @param explanation one sentence that says what happened
     */
    public void fatal(String text, String explanation) {
        machine.ending.fatal(text, explanation);
    }

    /** What {@code GODEBUG=scheddetail=1} prints now. */
    public String schedDetail() {
        return SchedDetail.text(machine);
    }

    /** Calls somebody at each multiple of an interval, from 0 on; for looking only, the program must not notice. */
    public void watch(long everyNanos, Runnable look) {
        machine.hostAt(machine.now(), () -> look(everyNanos, look));
    }

    private void look(long everyNanos, Runnable look) {
        look.run();
        machine.hostAt(machine.engine.after(everyNanos), () -> look(everyNanos, look));
    }

    /** The process gets SIGQUIT at a virtual time, if it still runs then. */
    public void quitAt(long nanos) {
        machine.hostAt(nanos, machine.ending::quit);
    }

    /** The limit of the container changes at a virtual time; before the run. */
    public void quotaChanges(long nanos, double cpus) {
        machine.hostAt(nanos, () -> machine.cpuTime.setQuota(cpus));
    }

    /** GOMAXPROCS follows the limit of the container until the program sets it, if the version does that; before the run. */
    public void followQuota() {
        machine.followQuota = true;
    }

    /** {@code runtime.Stack(buf, true)}: stops the world and writes about all goroutines. */
    public String tracebackOfAll() {
        G g = getg();
        stopTheWorld("all goroutines stack trace");
        String text = Traceback.all(machine, g);
        startTheWorld();
        return text;
    }

    /** What {@code runtime.Stack} writes about the running goroutine. */
    public String tracebackOfRunning() {
        return Traceback.running(machine, getg());
    }

    /** The kernel kills the process. Does not return to a goroutine. */
    public void kill(String explanation) {
        machine.ending.killed(explanation);
    }

    // ---- stopping the world ----

    /**
     * Stops every other P: {@code stopTheWorld}. The calling goroutine keeps its own. Takes until all of them have noticed.
     *
     * @param reason in the words of {@code runtime/trace}, such as "GC sweep termination"
     */
    public void stopTheWorld(String reason) {
        stopTheWorld(reason, 0);
    }

    /** Stops every other P for a collection; the pause carries its number. */
    public void stopTheWorld(String reason, int cycle) {
        machine.worldStop.stop(getg(), reason, cycle);
    }

    /** Lets the world run again: {@code startTheWorld}. */
    public void startTheWorld() {
        machine.worldStop.start(getg());
    }

    /**
     * Runs a function once for each P at a safe point: {@code forEachP}. Simplified: at once, and it takes no time.
     */
    public void forEachP(java.util.function.Consumer<P> fn) {
        for (P p : machine.allp) {
            fn.accept(p);
        }
    }
}
