package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.Coroutine;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.stack.Stack;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A goroutine. Follows {@code type g} in {@code runtime/runtime2.go}; dead ones are used again, like there. */
public final class G {
    /** The states of a goroutine with Go's numbers. */
    public static final int IDLE = 0;

    public static final int RUNNABLE = 1;
    public static final int RUNNING = 2;
    public static final int SYSCALL = 3;
    public static final int WAITING = 4;
    public static final int DEAD = 6;

    /** What a suspended coroutine waits for. */
    enum Yield {
        /** The event that ends its charge. */
        CHARGE,
        /** To be scheduled again. */
        SCHEDULER
    }

    /** When a charge may be cut by a preemption. */
    enum Charge {
        /** At its end: an operation of the runtime. */
        OPERATION,
        /** Anywhere: code with calls. */
        WORK,
        /** Only by a signal: a loop without calls. */
        LOOP,
        /** Never: the M holds a lock. */
        LOCKED
    }

    int goid;
    int status = IDLE;

    /** Whether it ever waited for something. */
    boolean hasWaited;

    final Runnable entry;

    @Nullable
    Body body;

    @Nullable
    Coroutine coroutine;

    @Nullable
    M m;

    /** The thread that it is wired to, and how often it asked for that. */
    @Nullable
    M lockedm;

    int lockCount;

    @Nullable
    G schedlink;

    boolean system;
    int parent;

    WaitReason waitReason = WaitReason.PREEMPTED;

    /**
     * About when it began to wait, for the minutes in dumps; 0 until a collection has looked at its stack: {@code g.waitsince}. The
     * first collection leaves 0, because it takes the time of the one before ({@code markroot} in {@code runtime/mgcmark.go}).
     */
    long waitSince;

    /** Asked to give up its P at the next chance. */
    boolean preempt;

    Yield yield = Yield.SCHEDULER;
    Charge charge = Charge.OPERATION;
    long chargeEnd;
    /** Work that a preemption cut off, in nanoseconds. */
    long remaining;

    @Nullable
    Timer sleepTimer;

    /** Waits for the P: since when, in all, and what the metric follows; see {@link SchedLatency}. */
    long runnableSince;

    long runnableNanos;
    long trackedRunnable;
    int trackingSeq;
    boolean tracking;

    /** The operation of sync or a channel that it is about to do, for explorers. */
    String operation = "";

    /** The event that made it runnable, and the event that started it last: causes of what follows. */
    int readyEvent;

    int startEvent;

    /** Credit for allocation in the cycle {@link #gcAssistCycle}, negative if it owes: {@code g.gcAssistBytes}. */
    public long gcAssistBytes;

    public int gcAssistCycle;

    /** The object that it allocated last, which a register of a real goroutine would still hold. */
    public long lastObject;

    /** The function value that it was started with, 0 if none was needed. */
    public long closure;

    /** Its stack. */
    public final Stack stack = new Stack();

    /** Records of its wait that it holds: {@code g.waiting}. */
    int sudogs;

    /** Whatever the waker wants to tell the woken one: {@code g.param}. */
    public @Nullable Object param;

    G(Consumer<G> main) {
        entry = () -> main.accept(this);
    }

    /** The number that Go prints. Numbers come in batches for each P and are not consecutive. */
    public int goid() {
        return goid;
    }

    /** One of the states. */
    public int status() {
        return status;
    }

    /** A collection looks at the stack; {@code before} is when marking of the last one ended, 0 if there was none. */
    public void scanned(long before) {
        if ((status == WAITING || status == SYSCALL) && waitSince == 0) {
            waitSince = before;
        }
    }

    /** What it waits for, if it does. */
    public WaitReason waitReason() {
        return waitReason;
    }

    /** Whether it belongs to the runtime: such goroutines do not count for deadlocks and NumGoroutine. */
    public boolean isSystem() {
        return system;
    }

    /** How long it has waited for a P so far, in nanoseconds. */
    public long runnableNanos() {
        return runnableNanos;
    }

    /** The operation that it does or is about to do, such as "Mutex.lock"; empty if it has done none. */
    public String operation() {
        return operation;
    }

    /** Whether it was asked to give up its P; code that holds locks looks at this itself. */
    public boolean preemptRequested() {
        return preempt;
    }

    @Override
    public String toString() {
        return "G" + goid;
    }
}
