package dev.gopherscope.sim;

import dev.gopherscope.sim.context.ContextRuntime;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.gc.ObjectGraph;
import dev.gopherscope.sim.memory.AllocRules;
import dev.gopherscope.sim.memory.BucketMap;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MapMemory;
import dev.gopherscope.sim.memory.RuntimeObjects;
import dev.gopherscope.sim.memory.SliceGrowth;
import dev.gopherscope.sim.memory.SwissMap;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.PollDesc;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.sched.Timer;
import dev.gopherscope.sim.stack.Stack;
import dev.gopherscope.sim.stack.Stacks;
import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.sync.Pool;
import dev.gopherscope.sim.sync.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one seam between programs and the simulated runtime, named after the entry points of Go's own: the verbs call it,
 * and so does compiled code. It holds no logic; it hands each call to the part that does the work.
 */
public final class RuntimeEntry {
    private static final ThreadLocal<@Nullable RuntimeEntry> CURRENT = new ThreadLocal<>();

    static {
        RunningGoroutine.source(() -> {
            RuntimeEntry entry = CURRENT.get();
            return entry == null ? null : entry.sched.currentName();
        });
    }

    private final Sched sched;
    private final RandomStream selectRandom;
    private final List<LogEntry> log = new ArrayList<>();

    private final Collector collector;
    private @Nullable RandomStream mapRandom;
    private final Map<String, Integer> streams = new HashMap<>();
    private final SourcePlaces places;
    private int pools;
    private @Nullable ContextRuntime contexts;
    private boolean everyLine;
    private @Nullable UserTasks tasks;

    RuntimeEntry(Sched sched, Collector collector) {
        this.sched = sched;
        this.collector = collector;
        this.selectRandom = sched.random("select");
        this.places = new SourcePlaces(sched.recorder());
    }

    /** Reads where the program is: go statements, and every verb if that is asked for. */
    void readPlaces(boolean everyVerb) {
        places.main();
        sched.setWhereabouts(places, everyVerb);
        everyLine = everyVerb;
    }

    /**
     * The runtime of the run that this code is part of.
     *
     * @param verb what was called, for the message
     * @throws IllegalStateException if this code is not part of a run, or the run has ended
     */
    public static RuntimeEntry current(String verb) {
        RuntimeEntry entry = CURRENT.get();
        if (entry == null) {
            throw new IllegalStateException(verb + "() was called outside of a run. It only works in code that a run"
                    + " executes: Go.run(() -> { ... " + verb
                    + "(...) ... }), or in a goroutine that such code started.");
        }
        if (entry.sched.finished()) {
            throw new IllegalStateException(
                    verb + "() was called after its run had ended; a goroutine that is left over"
                            + " at the end is dropped and can do nothing any more.");
        }
        entry.sched.located();
        return entry;
    }

    /** Whether this code is part of a run. */
    static boolean isRunning() {
        return CURRENT.get() != null;
    }

    /** Runs code on the thread of a run that is no part of its program: verbs don't work in it. */
    static void outside(Runnable code) {
        RuntimeEntry here = CURRENT.get();
        CURRENT.remove();
        try {
            code.run();
        } finally {
            if (here != null) {
                CURRENT.set(here);
            }
        }
    }

    void enter() {
        CURRENT.set(this);
    }

    static void leave() {
        CURRENT.remove();
    }

    /** The scheduler of the run. */
    public Sched sched() {
        return sched;
    }

    /** The collector of the run, with its heap. */
    public Collector collector() {
        return collector;
    }

    /** Which object points to which. */
    public ObjectGraph graph() {
        return collector.graph();
    }

    /**
     * {@code runtime.mallocgc}.
     *
     * @param type of the object or of its elements; null if it holds no pointers or nothing else
     */
    public long mallocgc(long size, boolean noscan, @Nullable GoType type) {
        return collector.mallocgc(size, noscan, type);
    }

    /** {@code runtime.newobject}. */
    public long newobject(GoType type) {
        return collector.newarray(type, 1);
    }

    /** {@code runtime.makeslice}: the array of a slice. */
    public long makeslice(GoType element, long n) {
        return collector.newarray(element, n);
    }

    /** {@code runtime.growslice}: the slice with a new length, moved if it has to. */
    public Slice growslice(Slice old, long length) {
        if (length <= old.capacity()) {
            return new Slice(old.element(), old.array(), length, old.capacity());
        }
        var classes = collector.heap().classes();
        long capacity = SliceGrowth.capacity(classes, old.capacity(), length, old.element());
        long array = makeslice(old.element(), capacity);
        if (old.element().ptrBytes() > 0 && old.array() != 0) {
            graph().copyPointers(
                            old.array(), array, old.length() * old.element().size() / GoType.PTR);
        }
        return new Slice(old.element(), array, length, capacity);
    }

    /**
     * {@code runtime.growsliceBuf}: as growslice, but up to the buffer's size the array is in the frame, which address 0 stands for.
     *
     * @param buffer how many elements the buffer holds
     */
    public Slice growsliceBuf(Slice old, long length, long buffer) {
        if (length > buffer) {
            return growslice(old, length);
        }
        return length <= old.capacity()
                ? growslice(old, length)
                : new Slice(old.element(), 0, length, exact(old.element(), length));
    }

    /** {@code runtime.moveSliceNoCap}: a slice out of a frame becomes an object of the smallest size that holds it. */
    public Slice moveslice(Slice local) {
        long capacity = local.length() == 0 ? 0 : exact(local.element(), local.length());
        return new Slice(local.element(), makeslice(local.element(), capacity), local.length(), capacity);
    }

    /** Elements that fit into the size class of some. */
    private long exact(GoType element, long length) {
        var classes = collector.heap().classes();
        return classes.usableBytes(length * element.size(), element.ptrBytes() == 0) / element.size();
    }

    /** What the version's allocator does differently. */
    AllocRules allocRules() {
        return collector.heap().classes().rules();
    }

    /** {@code runtime.makemap}: tables since 1.24, buckets before. */
    public MapMemory makemap(GoType key, GoType value, long hint) {
        if (mapRandom == null) {
            mapRandom = sched.random("map.hash");
        }
        long seed = mapRandom.next();
        var classes = collector.heap().classes();
        return classes.rules().swissMaps()
                ? new SwissMap(collector, graph(), key, value, hint, seed)
                : new BucketMap(collector, graph(), classes, key, value, hint, seed);
    }

    /** What operations of the language allocate. */
    public RuntimeObjects objects() {
        return new RuntimeObjects(collector, graph(), collector.heap().classes());
    }

    /** Package context. */
    public ContextRuntime contexts() {
        ContextRuntime made = contexts;
        if (made == null) {
            made = new ContextRuntime(sched, new ContextMemory(this));
            contexts = made;
        }
        return made;
    }

    /** Package runtime/trace. */
    UserTasks tasks() {
        UserTasks made = tasks;
        if (made == null) {
            made = new UserTasks(this);
            tasks = made;
        }
        return made;
    }

    /** A stream of random numbers for the next thing of a kind: each connection has its own. */
    RandomStream stream(String kind) {
        return sched.random(kind + "." + streams.merge(kind, 1, Integer::sum));
    }

    /** Asks a peer that answers after some time, and waits; false if the deadline came first. */
    boolean readNetwork(PollDesc pd, long latency) {
        sched.netpollArrives(pd, sched.after(latency));
        return sched.netpollBlock(pd);
    }

    /** Makes a pool that collections empty. */
    <T> Pool<T> newPool(@Nullable Supplier<? extends T> make) {
        var pool = new Pool<T>(sched, new PoolMemory(), make);
        collector.onClearPools(() -> {
            pools = 0;
            pool.cleanup();
        });
        return pool;
    }

    /** Pools allocate like any other code. */
    private final class PoolMemory implements Pool.Memory {
        @Override
        public void alloc(long bytes, boolean noscan) {
            collector.mallocgc(bytes, noscan, null);
        }

        @Override
        public void poolAdded() {
            // append(allPools, p): the capacity doubles.
            if (Integer.bitCount(pools) <= 1) {
                collector.mallocgc(8L * Math.max(1, 2 * pools), false, null);
            }
            pools++;
        }
    }

    List<LogEntry> log() {
        return log;
    }

    /**
     * {@code runtime.newproc}: the go statement. The function value takes a word and one more for each variable that the Java code
     * captured, or nothing if it captured none.
     */
    public G newproc(@Nullable String name, Body body) {
        long closure = collector.closure(Captures.of(body));
        G g = sched.newproc(name, body);
        g.closure = closure;
        return g;
    }

    /**
     * Calls a function: its prologue checks the stack ({@code runtime.morestack}), its frame is there until it returns.
     *
     * @param frame bytes of one level, return address and saved frame pointer included
     * @param levels calls below each other, which are computed and not run; the body runs in the last one
     */
    public void call(String name, long frame, long levels, Body body) throws Exception {
        Stack stack = sched.getg().stack;
        Stacks stacks = collector.stacks();
        sched.charge(0);
        stacks.enter(stack, name, frame, levels);
        inCalls(sched.getg());
        sched.charge(stacks.takeCost());
        try {
            body.run();
        } catch (StackOverflowError e) {
            throw new IllegalStateException(
                    "the Java stack is full after " + stack.depth() + " calls of the verb call() inside each other. Use"
                            + " recurse(name, frameBytes, depth, body): it computes the levels instead of running them.",
                    e);
        } finally {
            if (!sched.finished()) {
                stacks.leave(stack);
                inCalls(sched.getg());
            }
        }
    }

    private void inCalls(G g) {
        if (!everyLine) {
            places.calls(g);
        }
    }

    /**
     * A function that defers a call in a loop: {@code runtime.deferproc} for each; {@code runtime.deferreturn} runs them, the last one
     * first.
     *
     * @param n how often
     */
    public void deferLoop(long n, Body deferred) throws Exception {
        var records = new long[Math.toIntExact(n)];
        for (int i = 0; i < records.length; i++) {
            records[i] = collector.defers().newdefer();
            sched.charge(sched.costs().call());
        }
        Throwable thrown = null;
        for (int i = records.length - 1; i >= 0; i--) {
            collector.defers().freedefer(records[i]);
            try {
                deferred.run();
            } catch (Throwable t) {
                if (sched.finished()) {
                    throw t;
                }
                // The other deferred calls run all the same; a later panic hides an earlier one.
                thrown = t;
            }
        }
        if (thrown instanceof Exception e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** {@code runtime.nanotime}: virtual nanoseconds since the start of the run. */
    public long nanotime() {
        sched.charge(sched.costs().timeNow());
        return sched.now();
    }

    /** {@code time.Sleep}. */
    public void timeSleep(long nanos) {
        sched.timeSleep(nanos);
    }

    /** {@code runtime.entersyscall} and {@code runtime.exitsyscall}: a call that blocks the thread for some time. */
    public void syscall(long nanos) {
        sched.syscall(nanos);
    }

    /** Starts a timer that is not running: {@code time.newTimer}. */
    public void startTimer(Timer timer, long nanos) {
        sched.startTimer(timer, sched.after(nanos));
    }

    /** Starts a timer that is not running, for a virtual time. */
    public void startTimerAt(Timer timer, long when) {
        sched.startTimer(timer, when);
    }

    /**
     * {@code time.stopTimer}.
     *
     * @param channel the channel of the timer, null if it has none
     * @return whether the timer was running or, since Go 1.23, its value was not received yet
     */
    public boolean stopTimer(Timer timer, @Nullable Hchan channel) {
        boolean running = sched.stopTimer(timer);
        return channel != null && channel.discardStale() || running;
    }

    /** {@code runtime.Gosched}. */
    public void gosched() {
        sched.gosched();
    }

    /** {@code runtime.Goexit}. */
    public void goexit() {
        sched.goexit();
    }

    /** Ordinary code that takes some time. */
    public void work(long nanos) {
        sched.work(nanos);
    }

    /** A loop without calls. */
    public void loop(long iterations) {
        sched.loop(iterations * sched.costs().loopIteration());
    }

    /** A loop that calls a function in each iteration. */
    public void loop(long iterations, Callee callee) {
        var costs = sched.costs();
        long each = costs.loopIteration() + (callee.inlined(sched.version()) ? 0 : costs.call());
        if (callee.checksStack(sched.version())) {
            sched.work(Math.multiplyExact(iterations, each));
        } else {
            sched.loop(Math.multiplyExact(iterations, each));
        }
    }

    /** The channel of a timer or ticker. */
    public Hchan makeTimerChan() {
        return Hchan.makeTimerChan(sched);
    }

    /** {@code runtime.makechan}. */
    public Hchan makechan(long capacity) {
        return Hchan.makechan(sched, capacity);
    }

    /** {@code runtime.chansend}. */
    public boolean chansend(@Nullable Hchan channel, @Nullable Object value, boolean block) {
        return Hchan.chansend(sched, channel, value, block);
    }

    /** {@code runtime.chanrecv}. */
    public boolean chanrecv(@Nullable Hchan channel, boolean block, Hchan.Slot into) {
        return Hchan.chanrecv(sched, channel, block, into);
    }

    /** {@code runtime.closechan}. */
    public void closechan(@Nullable Hchan channel) {
        Hchan.closechan(sched, channel);
    }

    /** {@code runtime.selectgo}. */
    public int selectgo(List<Select.Case> cases, boolean block, Hchan.Slot into) {
        return Select.selectgo(sched, selectRandom, cases, block, into);
    }

    /** {@code runtime.NumGoroutine}. */
    public int gcount() {
        sched.charge(0);
        return sched.gcount();
    }

    /** Adds an entry to the log of the run; takes no virtual time. */
    public void log(Object value) {
        sched.charge(0);
        G g = sched.getg();
        var recorder = sched.recorder();
        Object kept = value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
        log.add(new LogEntry(sched.now(), recorder.name(g.goid()), kept));
        recorder.record(sched.now(), EventKind.LOG, sched.getp().id(), g.goid(), recorder.intern(kept.toString()), 0);
    }
}
