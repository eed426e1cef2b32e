package dev.gopherscope.sim.observe;

/**
 * What can happen in a run. The first group are the transitions of Go's execution tracer ({@code internal/trace}, format of
 * 1.22 and later); the others are what the tracer leaves out: where a goroutine was queued, steals, overflows, timers.
 *
 * <p>Each event has a time, a P, a goroutine, one argument and a cause (the event that made it possible). What the
 * argument means is said for each kind; "link" is {@link Recorder#link}: an actor and a queue in one number.
 *
 * <p>The code of a kind is part of the canonical byte stream that the trace hash covers, so a code is never reused.
 */
public enum EventKind {
    /** A goroutine was created. g = the new one, argument = link (creator, queue it was put in). */
    GO_CREATE(1),
    /** A goroutine was given a P. Argument = tick counter of the P. Cause = the event that made it runnable. */
    GO_START(2),
    /** The goroutine called {@code runtime.Gosched}. Argument = link (itself, queue it was put in). */
    GO_SCHED(3),
    /** The goroutine was preempted and stays runnable. Argument = link (itself, queue it was put in). */
    GO_PREEMPT(4),
    /** The goroutine parked. Argument = {@link WaitReason#code}. */
    GO_BLOCK(5),
    /** A parked goroutine became runnable. Argument = link (who did it, 0 for the runtime itself; queue it was put in). */
    GO_UNBLOCK(6),
    /** The goroutine ended. */
    GO_END(7),
    /** The goroutine entered a system call. Argument = how long it takes. */
    GO_SYSCALL(8),
    /** The goroutine came back from a system call. Argument = link (1 if it lost its P meanwhile, queue it was put in). */
    GO_SYSCALL_EXIT(9),
    /** A P began to run. Argument = id of its M. */
    PROC_START(10),
    /** A P became idle or stopped. Argument = id of the M that left it. */
    PROC_STOP(11),
    /** Someone asked for the world to stop. Argument = {@link Recorder#intern} of the reason. */
    STW_BEGIN(12),
    /** All Ps have stopped. Argument as for {@link #STW_BEGIN}. */
    STW_STOPPED(13),
    /** The world runs again. Argument as for {@link #STW_BEGIN}. */
    STW_END(14),
    /** A collection began. Argument = number of the cycle. */
    GC_BEGIN(15),
    /** Concurrent marking began. Argument = number of the cycle. */
    GC_MARK_BEGIN(16),
    /** Marking found no more work. Argument = number of the cycle. */
    GC_MARK_END(17),
    /** A collection ended, sweeping begins. Argument = number of the cycle. */
    GC_END(18),
    /** A goroutine began to assist the marking. */
    GC_ASSIST_BEGIN(19),
    /** A goroutine ended its mark assist. Argument = bytes of scan work done. */
    GC_ASSIST_END(20),
    /** Sweeping began. */
    GC_SWEEP_BEGIN(21),
    /** Sweeping ended. Argument = bytes reclaimed. */
    GC_SWEEP_END(22),
    /**
     * An allocation swept spans first. Argument = pages swept in the upper half, bytes reclaimed in the lower; the allocation pays for it.
     */
    GC_SWEPT(27),
    /** {@code heapLive} changed. Argument = bytes. */
    HEAP_LIVE(23),
    /** The heap goal changed. Argument = bytes. */
    HEAP_GOAL(24),
    /** Marked bytes of the last finished cycle. Argument = bytes. */
    HEAP_MARKED(25),
    /** {@code TotalAlloc}, sampled with {@link #HEAP_LIVE}. Argument = bytes. */
    HEAP_ALLOC(26),

    /** A P took goroutines from another. p = thief, argument = link (how many, victim). */
    STEAL(40),
    /** A full ring moved half of itself and the newcomer to the global queue. Argument = how many moved: 129. */
    RING_OVERFLOW(41),
    /** A P took goroutines from the global queue. Argument = how many, the one that runs first included. */
    GLOBAL_TAKE(42),
    /** A goroutine was asked to stop soon. Argument = 0 for the end of its slice, 1 for a stop of the world. */
    PREEMPT_REQUEST(43),
    /** An M began to look for work at other Ps. Argument = id of the M. */
    SPIN_BEGIN(44),
    /** An M stopped to look for work. Argument = id of the M. */
    SPIN_END(45),
    /** A thread was started. Argument = number of threads now. */
    THREAD_START(46),
    /** A goroutine armed a timer. Argument = virtual time at which it is due. */
    TIMER_SET(47),
    /** A timer fired on this P. Cause = its {@link #TIMER_SET}. */
    TIMER_FIRE(48),
    /** The goroutine let another one go first and is next in the local queue. Argument = link (itself, queue). */
    GO_YIELD(50),
    /** The monitor thread looked at all Ps. Argument = how long it sleeps next. */
    SYSMON(51),
    /** A P was taken from a thread in a system call. Argument = id of the M. */
    RETAKE(52),
    /** Data arrived from the network. g = who waits for it, 0 if nobody does. */
    NET_READY(53),
    /** A thread ended. Argument = number of threads now. */
    THREAD_END(54),
    /** GOMAXPROCS changed. Argument = the new one. */
    GOMAXPROCS(55),
    /** All threads stand still because the quota of the container is used up. Argument = time at which they go on. */
    CPU_THROTTLED(56),
    /** Another process took the CPU from the thread of a P. Argument = time at which it goes on. */
    CPU_STOLEN(57),
    /** A goroutine took something from a pool. Argument = ordinal of where it was, see {@code sync.Pool.Source}. */
    POOL_GET(58),
    /** A goroutine handed its P to a coroutine. Argument = the goroutine that runs now. */
    GO_SWITCH(59),
    /** A P that GOMAXPROCS took away moved its goroutines to the global queue. Argument = how many. */
    PROC_DRAIN(80),
    /** A stack, or a segment of one, was taken from the pools. Argument = bytes. */
    STACK_ALLOC(70),
    /** A stack, or a segment of one, went back to the pools. Argument = bytes. */
    STACK_FREE(71),
    /** A stack was copied to a larger one, or to a smaller one by the collector. Argument = {@link StackMove#encode}. */
    STACK_COPY(72),
    /** The resident memory of the process changed. Argument = bytes. */
    MEMORY_RSS(73),
    /** What the container counts changed ({@code memory.current}). Argument = bytes. */
    MEMORY_CURRENT(74),
    /** The kernel killed the process. Argument = bytes that would have been in use. */
    OOM_KILL(75),
    /**
     * A P took a span. Argument = {@link SpanRefill#encode}: which object asked, which class, and whether the span came from mcentral or
     * was made from pages.
     */
    SPAN_REFILL(76),
    /** Bytes of spans with objects, sampled with {@link #MEMORY_RSS}. Argument = bytes. */
    HEAP_INUSE(77),
    /** Bytes of spans of stacks, sampled with {@link #MEMORY_RSS}. Argument = bytes. */
    STACK_INUSE(78),
    /** Bytes of free pages that the operating system has, sampled with {@link #MEMORY_RSS}. Argument = bytes. */
    HEAP_RELEASED(79),
    /** The program wrote to the log of the run. Argument = {@link Recorder#intern} of the text. */
    LOG(49),
    /** The program began a task. Argument = {@link TasksView#pack} of its number and type. Cause = the same event of its parent. */
    TASK_BEGIN(81),
    /** The program ended a task. Argument as for its begin, which is the cause. */
    TASK_END(82),
    /** A goroutine began a region. Argument = {@link TasksView#pack} of its task, 0 for none, and type. Cause = begin of the task. */
    REGION_BEGIN(83),
    /** A goroutine ended a region. Argument as for its begin, which is the cause. */
    REGION_END(84),
    /** The program wrote a message with a category. Argument = {@link TasksView#pack} of category and text. Cause = begin of the task. */
    TASK_LOG(85),

    /** A context was derived. g = who did it, argument = {@link ContextKind#pack}. Cause = the same event of its parent. */
    CTX_NEW(60),
    /** A context was cancelled. Argument = its number and, in the low byte, 1 for a deadline. Cause = where the wave came from. */
    CTX_CANCEL(61),
    /** A goroutine asked an open context for its channel. Argument = number of the context. */
    CTX_DONE(62),
    /** A context got a name. Argument = its number and, in the low half, {@link Recorder#intern} of the name. */
    CTX_NAME(63),
    /** A function that waited for a context was stopped before it started. Argument = number of the registration. */
    CTX_STOP(64),
    /** A goroutine begins to wait for a lock. Argument = {@link LockWaitsView#pack}. */
    LOCK_WAIT(65),
    /** A goroutine has a lock. Argument = {@link LockWaitsView#pack}. */
    LOCK_ACQUIRE(66),
    /** A goroutine gave a lock back. Argument = {@link LockWaitsView#pack}. */
    LOCK_RELEASE(67);

    /** The code of this kind in the canonical byte stream. */
    public final byte code;

    EventKind(int code) {
        this.code = (byte) code;
    }
}
