package dev.gopherscope.sim.version;

/**
 * What the operations of the runtime cost, in virtual nanoseconds. Time is charged, not measured: these figures come from
 * a resource file that says for each number where it was measured, or that it was chosen.
 *
 * @param switchGoroutine leaving one goroutine and starting the next on the same P
 * @param park extra work of a goroutine that waits
 * @param ready making another goroutine runnable
 * @param newproc creating a goroutine
 * @param goexit ending a goroutine
 * @param chanOp one channel send, receive or close without waiting
 * @param selectCase looking at one case of a select
 * @param syncOp one operation of sync without waiting
 * @param mutexSpin one round of active spinning on a locked mutex
 * @param timeNow reading the clock
 * @param syscall entering and leaving a system call
 * @param timerSet arming or stopping a timer
 * @param timerFire running an expired timer
 * @param stealLook looking at the run queue of one other P
 * @param stealTake taking goroutines from it
 * @param wakeCall what a thread pays to wake another one
 * @param wakeLatency from that call until the other thread runs
 * @param threadStart from the creation of a thread until it runs
 * @param preemptSignal from the request to preempt until the running goroutine stops
 * @param loopIteration one iteration of a loop without calls
 * @param call a call of a function that is not inlined
 * @param netpoll one look at the network without waiting
 * @param coroSwitch handing the P over to a coroutine
 * @param cacheTransfer fetching a cache line that another P has changed
 * @param mapOp one operation on a map
 */
public record Costs(
        long switchGoroutine,
        long park,
        long ready,
        long newproc,
        long goexit,
        long chanOp,
        long selectCase,
        long syncOp,
        long mutexSpin,
        long timeNow,
        long syscall,
        long timerSet,
        long timerFire,
        long stealLook,
        long stealTake,
        long wakeCall,
        long wakeLatency,
        long threadStart,
        long preemptSignal,
        long loopIteration,
        long call,
        long netpoll,
        long coroSwitch,
        long cacheTransfer,
        long mapOp) {

    /**
     * Nothing costs anything: only work, loops and sleeps take time, as in a {@code testing/synctest} bubble.
     */
    public static final Costs NONE =
            new Costs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);

    /** The costs on linux/amd64, measured with Go 1.26; older versions use the same figures. */
    public static Costs measured() {
        var table = CostTable.of(Costs.class, "linux-amd64.properties");
        return new Costs(
                table.number("switch"),
                table.number("park"),
                table.number("ready"),
                table.number("newproc"),
                table.number("goexit"),
                table.number("chan.op"),
                table.number("select.case"),
                table.number("sync.op"),
                table.number("mutex.spin"),
                table.number("time.now"),
                table.number("syscall"),
                table.number("timer.set"),
                table.number("timer.fire"),
                table.number("steal.look"),
                table.number("steal.take"),
                table.number("wake.call"),
                table.number("wake.latency"),
                table.number("thread.start"),
                table.number("preempt.signal"),
                table.number("loop.iteration"),
                table.number("call"),
                table.number("netpoll"),
                table.number("coro.switch"),
                table.number("cache.transfer"),
                table.number("map.op"));
    }
}
