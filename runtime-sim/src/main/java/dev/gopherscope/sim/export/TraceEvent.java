package dev.gopherscope.sim.export;

/**
 * The event types of Go's execution trace, version 2, with their numbers on the wire: {@code internal/trace/tracev2/events.go} of Go
 * 1.26. Left out: CPU samples, cgo, labels, experiments, which nothing here writes.
 */
enum TraceEvent {
    /** Generation, thread, time, length: the head of a batch. */
    EVENT_BATCH(1),
    STACKS(2),
    STACK(3),
    STRINGS(4),
    STRING(5),
    FREQUENCY(8),
    PROCS_CHANGE(9),
    PROC_START(10),
    PROC_STOP(11),
    PROC_STEAL(12),
    PROC_STATUS(13),
    GO_CREATE(14),
    GO_START(16),
    GO_DESTROY(17),
    GO_STOP(19),
    GO_BLOCK(20),
    GO_UNBLOCK(21),
    GO_SYSCALL_BEGIN(22),
    GO_SYSCALL_END(23),
    GO_SYSCALL_END_BLOCKED(24),
    GO_STATUS(25),
    STW_BEGIN(26),
    STW_END(27),
    GC_BEGIN(29),
    GC_END(30),
    GC_SWEEP_BEGIN(32),
    GC_SWEEP_END(33),
    GC_MARK_ASSIST_BEGIN(35),
    GC_MARK_ASSIST_END(36),
    HEAP_ALLOC(37),
    HEAP_GOAL(38),
    USER_TASK_BEGIN(40),
    USER_TASK_END(41),
    USER_REGION_BEGIN(42),
    USER_REGION_END(43),
    USER_LOG(44),
    GO_SWITCH(45),
    GO_SWITCH_DESTROY(46),
    GO_CREATE_BLOCKED(47),
    SYNC(50),
    CLOCK_SNAPSHOT(51),
    END_OF_GENERATION(52);

    final int code;

    TraceEvent(int code) {
        this.code = code;
    }
}
