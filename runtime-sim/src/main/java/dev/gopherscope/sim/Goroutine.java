package dev.gopherscope.sim;

import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sched.LatencyHistogram;
import dev.gopherscope.sim.stack.StackVariable;
import dev.gopherscope.sim.sync.AtomicInt;
import dev.gopherscope.sim.sync.AtomicPointer;
import dev.gopherscope.sim.sync.AtomicValue;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.sync.Locker;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.Once;
import dev.gopherscope.sim.sync.OnceValue;
import dev.gopherscope.sim.sync.Pool;
import dev.gopherscope.sim.sync.RWMutex;
import dev.gopherscope.sim.sync.ReaderPreferenceLock;
import dev.gopherscope.sim.sync.Select;
import dev.gopherscope.sim.sync.SyncMap;
import dev.gopherscope.sim.sync.Variable;
import dev.gopherscope.sim.sync.WaitGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The verbs of simulated Go code, made for static import. They work inside a run only and find the goroutine that calls
 * them by themselves. Times are virtual nanoseconds, like Go's {@code time.Duration}.
 */
public final class Goroutine {
    private Goroutine() {}

    /**
     * Starts a goroutine: the go statement.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="go"}
     *
     * @param name what charts, tables and explanations call it
     */
    public static void go(String name, Body body) {
        RuntimeEntry.current("go").newproc(name, body);
    }

    /**
     * Starts a goroutine without a name.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="go"}
     */
    public static void go(Body body) {
        RuntimeEntry.current("go").newproc(null, body);
    }

    /**
     * Computes for some time. The goroutine can be preempted meanwhile, like code that calls functions.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="work"}
     *
     * @param nanos virtual nanoseconds, not negative
     */
    public static void work(long nanos) {
        RuntimeEntry.current("work").work(notNegative("work", "nanoseconds", nanos));
    }

    /**
     * Runs a loop without any function call. Before Go 1.14 it could not be preempted.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="loop"}
     *
     * @param iterations how often, not negative; one costs what the cost table says
     */
    public static void loop(long iterations) {
        RuntimeEntry.current("loop").loop(notNegative("loop", "iterations", iterations));
    }

    /**
     * Lets others run: {@code runtime.Gosched}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="gosched"}
     */
    public static void gosched() {
        RuntimeEntry.current("gosched").gosched();
    }

    /**
     * Ends this goroutine: {@code runtime.Goexit}. Finally blocks run, like deferred calls.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="goexit"}
     */
    public static void goexit() {
        RuntimeEntry.current("goexit").goexit();
    }

    /**
     * Waits for some time: {@code time.Sleep}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="sleep"}
     *
     * @param nanos virtual nanoseconds; 0 or less returns at once, as in Go
     */
    public static void sleep(long nanos) {
        RuntimeEntry.current("sleep").timeSleep(nanos);
    }

    /**
     * Makes a system call that blocks its thread for some time, such as reading a file.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="syscall"}
     *
     * @param nanos virtual nanoseconds, not negative
     */
    public static void syscall(long nanos) {
        RuntimeEntry.current("syscall").syscall(notNegative("syscall", "nanoseconds", nanos));
    }

    /**
     * Runs a loop that calls a function in each iteration. Before Go 1.14 it could be preempted only if that function checks its stack.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="loop"}
     *
     * @param iterations how often, not negative; nothing is really run, so a thousand million cost as much as one
     */
    public static void loop(long iterations, Callee callee) {
        RuntimeEntry.current("loop").loop(notNegative("loop", "iterations", iterations), callee);
    }

    /**
     * A network connection whose peer answers after a time.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="connection"}
     *
     * @param latency from the question to the answer, such as {@code Distribution.exponential(millis(2))}
     */
    public static Conn connection(Distribution latency) {
        return new Conn(RuntimeEntry.current("connection"), latency);
    }

    /**
     * A network connection whose peer always answers after the same time, in nanoseconds.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="connection"}
     */
    public static Conn connection(long latency) {
        return connection(Distribution.fixed(latency));
    }

    /**
     * A regular file; reading it takes a time and blocks the thread.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="file"}
     */
    public static SimFile file(Distribution latency) {
        return new SimFile(RuntimeEntry.current("file"), latency);
    }

    /**
     * A regular file that always takes the same time to read, in nanoseconds.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="file"}
     */
    public static SimFile file(long latency) {
        return file(Distribution.fixed(latency));
    }

    /**
     * Lets requests come from outside, and starts a goroutine for each.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="arrivals"}
     *
     * @param count how many come
     * @param gaps between two arrivals
     * @param handler what each of them does
     */
    public static Arrivals arrivals(int count, Distribution gaps, Arrivals.Handler handler) {
        return new Arrivals(RuntimeEntry.current("arrivals"), count, gaps, handler);
    }

    /**
     * Changes GOMAXPROCS: {@code runtime.GOMAXPROCS(n)}. Stops the world.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="gomaxprocs"}
     *
     * @param n the new number; 0 or less only asks
     * @return the old number
     */
    public static int gomaxprocs(int n) {
        if (n > Go.MAX_PROCS) {
            throw new IllegalArgumentException("gomaxprocs(" + n + "): give at most " + Go.MAX_PROCS);
        }
        return RuntimeEntry.current("gomaxprocs").sched().gomaxprocs(n);
    }

    /**
     * What the metric {@code /sched/latencies:seconds} holds now.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="schedLatencies"}
     */
    public static LatencyHistogram schedLatencies() {
        return RuntimeEntry.current("schedLatencies").sched().latencies();
    }

    /**
     * Starts a goroutine that reads the metric of scheduling latencies again and again.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="latencyMonitor"}
     *
     * @param every virtual nanoseconds between two readings
     * @param threshold it notes an alarm when the 99th percentile is above that, in nanoseconds
     */
    public static LatencyMonitor latencyMonitor(long every, long threshold) {
        return new LatencyMonitor(RuntimeEntry.current("latencyMonitor").sched(), every, threshold);
    }

    /**
     * An iterator that is asked for its values: {@code iter.Pull}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="pull"}
     */
    public static <T> Pull<T> pull(Pull.Seq<T> seq) {
        return new Pull<>(RuntimeEntry.current("pull").sched(), seq);
    }

    /**
     * Ends the process at once: {@code os.Exit}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="exit"}
     */
    public static void exit(int code) {
        RuntimeEntry.current("exit").sched().exit(code);
    }

    /**
     * Wires this goroutine to its thread: {@code runtime.LockOSThread}. Calls nest.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="lockOSThread"}
     */
    public static void lockOSThread() {
        RuntimeEntry.current("lockOSThread").sched().lockOSThread();
    }

    /**
     * Undoes one {@link #lockOSThread}: {@code runtime.UnlockOSThread}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="lockOSThread"}
     */
    public static void unlockOSThread() {
        RuntimeEntry.current("unlockOSThread").sched().unlockOSThread();
    }

    /**
     * A timer that sends the time on its channel after a while: {@code time.NewTimer}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="newTimer"}
     */
    public static Timer newTimer(long nanos) {
        return Timer.withChannel(RuntimeEntry.current("newTimer"), nanos);
    }

    /**
     * A channel that gets the time after a while: {@code time.After}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="after"}
     */
    public static Chan<Long> after(long nanos) {
        return Timer.withChannel(RuntimeEntry.current("after"), nanos).c();
    }

    /**
     * A timer that starts a goroutine after a while: {@code time.AfterFunc}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="afterFunc"}
     */
    public static Timer afterFunc(long nanos, Body function) {
        return Timer.withFunction(RuntimeEntry.current("afterFunc"), nanos, function);
    }

    /**
     * A ticker with a positive period: {@code time.NewTicker}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="newTicker"}
     */
    public static Ticker newTicker(long nanos) {
        return new Ticker(RuntimeEntry.current("newTicker"), nanos);
    }

    /**
     * Virtual nanoseconds since the start of the run.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="now"}
     */
    public static long now() {
        return RuntimeEntry.current("now").nanotime();
    }

    /**
     * How many goroutines of the program have not ended, main included: {@code runtime.NumGoroutine}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="numGoroutine"}
     */
    public static int numGoroutine() {
        return RuntimeEntry.current("numGoroutine").gcount();
    }

    /**
     * Makes a channel: {@code make(chan T, capacity)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="chan"}
     *
     * @param type the class of its values
     * @param capacity how many values it holds without a receiver
     */
    public static <T> Chan<T> chan(Class<T> type, long capacity) {
        return new Chan<>(RuntimeEntry.current("chan").makechan(capacity), type);
    }

    /**
     * Makes a channel without a buffer: {@code make(chan T)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="chan"}
     */
    public static <T> Chan<T> chan(Class<T> type) {
        return chan(type, 0);
    }

    /**
     * A nil channel: {@code var ch chan T}. Sending and receiving wait for ever.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nilChan"}
     */
    public static <T> Chan<T> nilChan(Class<T> type) {
        RuntimeEntry.current("nilChan");
        return new Chan<>(null, type);
    }

    /**
     * Waits for one of several communications: the select statement. If several are possible a random one is taken; with a
     * default case it never waits.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="select"}
     *
     * @param cases made by {@link #onReceive}, {@link #onSend}, {@link #onDefault}
     * @return the position of the case that was taken
     * @throws Exception what the code of that case throws
     */
    public static int select(SelectCase... cases) throws Exception {
        var entry = RuntimeEntry.current("select");
        int byDefault = -1;
        List<Select.Case> lower = new ArrayList<>(cases.length);
        List<Integer> positions = new ArrayList<>(cases.length);
        for (int i = 0; i < cases.length; i++) {
            switch (cases[i]) {
                case SelectCase.Communication c -> {
                    lower.add(c.lower());
                    positions.add(i);
                }
                case SelectCase.Default d -> {
                    if (byDefault >= 0) {
                        throw new IllegalArgumentException("select(...) has two default cases; it can have one");
                    }
                    byDefault = i;
                }
            }
        }
        var slot = new Hchan.Slot();
        int won = entry.selectgo(lower, byDefault < 0, slot);
        int position = won == Select.DEFAULT ? byDefault : positions.get(won);
        cases[position].run(slot);
        return position;
    }

    /**
     * A case of {@link #select}: {@code case v, ok := <-ch:}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="select"}
     */
    public static <T> SelectCase onReceive(Chan<T> channel, SelectCase.Receiver<T> then) {
        return new SelectCase.Receive<>(channel, then);
    }

    /**
     * A case of {@link #select}: {@code case ch <- v:}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="onSend"}
     */
    public static <T> SelectCase onSend(Chan<T> channel, T value, SelectCase.Action then) {
        return new SelectCase.Send<>(channel, value, then);
    }

    /**
     * A case of {@link #select}: {@code default:}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nilChan"}
     */
    public static SelectCase onDefault(SelectCase.Action then) {
        return new SelectCase.Default(then);
    }

    /**
     * A wait group with counter 0: {@code var wg sync.WaitGroup}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="waitGroup"}
     */
    public static WaitGroup waitGroup() {
        return new WaitGroup(RuntimeEntry.current("waitGroup").sched());
    }

    /**
     * An unlocked mutex: {@code var mu sync.Mutex}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="mutex"}
     */
    public static Mutex mutex() {
        return new Mutex(RuntimeEntry.current("mutex").sched());
    }

    /**
     * An unlocked mutex that views call by a name.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="mutex"}
     */
    public static Mutex mutex(String name) {
        return new Mutex(RuntimeEntry.current("mutex").sched(), name);
    }

    /**
     * An unlocked lock for many readers or one writer that views call by a name.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="rwMutex"}
     */
    public static RWMutex rwMutex(String name) {
        return new RWMutex(RuntimeEntry.current("rwMutex").sched(), name);
    }

    /**
     * An unlocked lock for many readers or one writer: {@code var mu sync.RWMutex}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="rwMutex"}
     */
    public static RWMutex rwMutex() {
        return new RWMutex(RuntimeEntry.current("rwMutex").sched());
    }

    /**
     * Something that happens once: {@code var once sync.Once}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="once"}
     */
    public static Once once() {
        return new Once(RuntimeEntry.current("once").sched());
    }

    /**
     * A function that is called once and whose result everybody gets: {@code sync.OnceValue}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="onceValue"}
     */
    public static <T> OnceValue<T> onceValue(Callable<? extends T> function) {
        return new OnceValue<>(RuntimeEntry.current("onceValue").sched(), function);
    }

    /**
     * A lock in which readers always go first, which is not part of Go: for comparison with {@link #rwMutex}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="readerPreferenceLock"}
     */
    public static ReaderPreferenceLock readerPreferenceLock() {
        return new ReaderPreferenceLock(
                RuntimeEntry.current("readerPreferenceLock").sched());
    }

    /**
     * A pool of objects: {@code sync.Pool}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="pool"}
     *
     * @param make makes an object when there is none
     */
    public static <T> Pool<T> pool(Supplier<? extends T> make) {
        return RuntimeEntry.current("pool").newPool(make);
    }

    /**
     * A pool whose get returns null when there is none.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="pool"}
     */
    public static <T> Pool<T> pool() {
        return RuntimeEntry.current("pool").newPool(null);
    }

    /**
     * An empty map for many goroutines: {@code var m sync.Map}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="syncMap"}
     */
    public static <K, V> SyncMap<K, V> syncMap() {
        return new SyncMap<>(RuntimeEntry.current("syncMap").sched());
    }

    /**
     * A number that is changed without a lock: {@code var n atomic.Int64}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="atomicInt"}
     */
    public static AtomicInt atomicInt() {
        return new AtomicInt(RuntimeEntry.current("atomicInt").sched());
    }

    /**
     * A value that is published as a whole: {@code var v atomic.Value}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="atomicValue"}
     */
    public static AtomicValue atomicValue() {
        return new AtomicValue(RuntimeEntry.current("atomicValue").sched());
    }

    /**
     * A pointer that is published as a whole: {@code var p atomic.Pointer[T]}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="atomicPointer"}
     */
    public static <T> AtomicPointer<T> atomicPointer() {
        return new AtomicPointer<>(RuntimeEntry.current("atomicPointer").sched());
    }

    /**
     * An ordinary variable that goroutines share without a lock, for an {@link Explorer}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="variable"}
     */
    public static <T> Variable<T> variable(String name, T value) {
        return new Variable<>(RuntimeEntry.current("variable").sched(), name, value);
    }

    /**
     * A condition that belongs to a lock: {@code sync.NewCond(l)}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="cond"}
     */
    public static Cond cond(Locker locker) {
        return new Cond(RuntimeEntry.current("cond").sched(), locker);
    }

    /**
     * Calls a function with a frame of its own on the goroutine's stack, which may have to grow for it.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="call"}
     *
     * @param name what dumps and profiles call it
     * @param frameBytes bytes of the frame, return address and saved frame pointer included: 16 to 1 GiB
     * @param body what it does; variables made by {@link #stackVariable} live until it returns
     * @throws Exception what the body throws
     */
    public static void call(String name, long frameBytes, Body body) throws Exception {
        RuntimeEntry.current("call").call(name, frame("call", frameBytes), 1, body);
    }

    /**
     * Calls a function with a frame of 64 bytes.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="call"}
     */
    public static void call(String name, Body body) throws Exception {
        call(name, 64, body);
    }

    /**
     * Calls a function that calls itself until it is so deep, then returns from all of them. The levels are computed, not run:
     * millions cost nothing.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="recurse"}
     *
     * @param frameBytes bytes of one level, return address and saved frame pointer included: 16 to 1 GiB
     * @param depth how many levels, 1 or more
     */
    public static void recurse(long frameBytes, long depth) throws Exception {
        recurse("recurse", frameBytes, depth, () -> {});
    }

    /**
     * As {@link #recurse(long, long)}, with a body that runs at the deepest level.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="recurse"}
     */
    public static void recurse(String name, long frameBytes, long depth, Body body) throws Exception {
        if (depth < 1) {
            throw new IllegalArgumentException("recurse(…, " + depth + "): give a depth of 1 or more");
        }
        RuntimeEntry.current("recurse").call(name, frame("recurse", frameBytes), depth, body);
    }

    private static long frame(String verb, long bytes) {
        if (bytes < 16 || bytes > 1 << 30) {
            throw new IllegalArgumentException(verb + "(" + bytes
                    + "): a frame has 16 to 1,073,741,824 bytes, return address and saved frame pointer included");
        }
        return (bytes + 7) / 8 * 8;
    }

    /**
     * A function that runs {@code defer deferred()} in a loop. Each statement needs a record of the heap, from the pool of the P if it
     * has one; the calls run when the function returns, the last one first, also after a panic of another.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="deferLoop"}
     *
     * @param n how often, 0 or more
     * @throws Exception what a deferred call threw
     */
    public static void deferLoop(long n, Body deferred) throws Exception {
        RuntimeEntry entry = RuntimeEntry.current("deferLoop");
        if (n < 0 || n > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("deferLoop(" + n + "): give a number from 0 to " + Integer.MAX_VALUE);
        }
        entry.deferLoop(n, deferred);
    }

    /**
     * A variable in the frame of the function that runs, whose address is taken. It stays right when the stack moves; a number that
     * {@link #addressOf} returned before does not.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="stackVariable"}
     */
    public static StackVariable stackVariable(String name, long value) {
        var entry = RuntimeEntry.current("stackVariable");
        return entry.collector().stacks().variable(entry.sched().getg().stack, name, value);
    }

    /**
     * Where a variable lies now, as a number: {@code uintptr(unsafe.Pointer(&x))}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="stackVariable"}
     */
    public static long addressOf(StackVariable variable) {
        RuntimeEntry.current("addressOf");
        return variable.address();
    }

    /**
     * Bytes of the stack of the goroutine that calls.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="stackSize"}
     */
    public static long stackSize() {
        return RuntimeEntry.current("stackSize").sched().getg().stack.size();
    }

    /**
     * What {@code runtime.Stack(buf, false)} writes: the calls of this goroutine as text. Its length says nothing about the stack.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="runtimeStack"}
     */
    public static String runtimeStack() {
        return RuntimeEntry.current("runtimeStack").sched().tracebackOfRunning();
    }

    /**
     * What {@code runtime.Stack(buf, true)} writes: this goroutine, then all others of the program with what they wait for, and for how many
     * minutes if it is long. Stops the world for it. The minutes need two collections, as in Go.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="goroutineDump"}
     */
    public static String goroutineDump() {
        return RuntimeEntry.current("goroutineDump").sched().tracebackOfAll();
    }

    /**
     * {@code debug.SetMaxStack}.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="setMaxStack"}
     *
     * @param bytes the new limit of each stack, positive
     * @return the old one
     */
    public static long setMaxStack(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("setMaxStack(" + bytes + "): give a positive number of bytes");
        }
        return RuntimeEntry.current("setMaxStack").collector().stacks().setLimit(bytes);
    }

    /**
     * Panics. The panic can be caught with {@code catch (GoPanic p)}; otherwise it ends the run.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="panic"}
     *
     * @param value what the panic says
     */
    public static void panic(Object value) {
        RuntimeEntry.current("panic");
        throw new GoPanic(String.valueOf(value), "A goroutine called panic and nobody recovered from it.");
    }

    /**
     * Writes to the log of the run; takes no virtual time.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="log"}
     */
    public static void log(Object value) {
        RuntimeEntry.current("log").log(value);
    }

    /**
     * Nanoseconds as a duration.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nanos"}
     */
    public static long nanos(long n) {
        return n;
    }

    /**
     * Microseconds as a duration.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nanos"}
     */
    public static long micros(long n) {
        return Math.multiplyExact(n, 1_000L);
    }

    /**
     * Milliseconds as a duration.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nanos"}
     */
    public static long millis(long n) {
        return Math.multiplyExact(n, 1_000_000L);
    }

    /**
     * Seconds as a duration.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="nanos"}
     */
    public static long seconds(long n) {
        return Math.multiplyExact(n, 1_000_000_000L);
    }

    /**
     * Kibibytes in bytes.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="kib"}
     */
    public static long kib(long n) {
        return Math.multiplyExact(n, 1L << 10);
    }

    /**
     * Mebibytes in bytes.
     *
     * {@snippet file="dev/gopherscope/sim/examples/GoroutineExamplesTest.java" region="kib"}
     */
    public static long mib(long n) {
        return Math.multiplyExact(n, 1L << 20);
    }

    private static long notNegative(String verb, String unit, long n) {
        if (n < 0) {
            throw new IllegalArgumentException(verb + "(" + n + "): " + unit + " cannot be negative; give 0 or more");
        }
        return n;
    }
}
