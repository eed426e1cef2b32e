package dev.gopherscope.sim.version;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

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
        long loopIteration) {

    /**
     * Nothing costs anything: only work, loops and sleeps take time, as in a {@code testing/synctest} bubble.
     */
    public static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /** The costs on linux/amd64, measured with Go 1.26; older versions use the same figures. */
    public static Costs measured() {
        return read("linux-amd64.properties");
    }

    private static Costs read(String file) {
        var table = new Properties();
        try (InputStream in = Costs.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the cost table " + file + " is not in the jar");
            }
            table.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the cost table " + file + " cannot be read", e);
        }
        return new Costs(
                nanos(table, "switch"),
                nanos(table, "park"),
                nanos(table, "ready"),
                nanos(table, "newproc"),
                nanos(table, "goexit"),
                nanos(table, "chan.op"),
                nanos(table, "select.case"),
                nanos(table, "sync.op"),
                nanos(table, "mutex.spin"),
                nanos(table, "time.now"),
                nanos(table, "syscall"),
                nanos(table, "timer.set"),
                nanos(table, "timer.fire"),
                nanos(table, "steal.look"),
                nanos(table, "steal.take"),
                nanos(table, "wake.call"),
                nanos(table, "wake.latency"),
                nanos(table, "thread.start"),
                nanos(table, "preempt.signal"),
                nanos(table, "loop.iteration"));
    }

    private static long nanos(Properties table, String key) {
        String value = table.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("the cost table has no line \"" + key + "\"");
        }
        return Long.parseLong(value.trim());
    }
}
