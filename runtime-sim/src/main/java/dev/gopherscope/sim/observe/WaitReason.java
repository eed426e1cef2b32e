package dev.gopherscope.sim.observe;

/**
 * Why a goroutine waits, in Go's own words: the texts of goroutine dumps and the shorter ones of the execution tracer.
 * Follows {@code waitReason} in {@code runtime/runtime2.go} and {@code traceBlockReason} in {@code runtime/traceruntime.go}
 * of Go 1.26. Older versions use fewer texts; {@link #textBefore} is what they print.
 */
public enum WaitReason {
    CHAN_RECEIVE(1, "chan receive", "chan receive"),
    CHAN_SEND(2, "chan send", "chan send"),
    CHAN_RECEIVE_NIL(3, "chan receive (nil chan)", "forever"),
    CHAN_SEND_NIL(4, "chan send (nil chan)", "forever"),
    SELECT(5, "select", "select"),
    SELECT_NO_CASES(6, "select (no cases)", "forever"),
    SLEEP(7, "sleep", "sleep"),
    IO_WAIT(8, "IO wait", "network"),
    SEMACQUIRE(9, "semacquire", "sync"),
    MUTEX_LOCK(10, "sync.Mutex.Lock", "sync", "semacquire"),
    RWMUTEX_RLOCK(11, "sync.RWMutex.RLock", "sync", "semacquire"),
    RWMUTEX_LOCK(12, "sync.RWMutex.Lock", "sync", "semacquire"),
    WAITGROUP_WAIT(13, "sync.WaitGroup.Wait", "sync", "semacquire"),
    COND_WAIT(14, "sync.Cond.Wait", "sync.(*Cond).Wait"),
    GC_ASSIST_WAIT(15, "GC assist wait", "GC mark assist wait for work"),
    GC_ASSIST_MARKING(16, "GC assist marking", "unspecified"),
    GC_SWEEP_WAIT(17, "GC sweep wait", "system goroutine wait"),
    GC_SCAVENGE_WAIT(18, "GC scavenge wait", "system goroutine wait"),
    GC_WORKER_IDLE(19, "GC worker (idle)", "system goroutine wait"),
    GC_WORKER_ACTIVE(20, "GC worker (active)", "system goroutine wait"),
    FORCE_GC_IDLE(21, "force gc (idle)", "system goroutine wait"),
    FINALIZER_WAIT(22, "finalizer wait", "system goroutine wait"),
    CLEANUP_WAIT(23, "cleanup wait", "system goroutine wait"),
    WAIT_FOR_GC_CYCLE(24, "wait for GC cycle", "wait for GC cycle"),
    STOPPING_THE_WORLD(25, "stopping the world", "unspecified"),
    GC_BACKGROUND_SWEEPER(26, "GC background sweeper wait", "GC background sweeper wait"),
    COROUTINE(27, "coroutine", "coroutine"),
    PREEMPTED(28, "preempted", "preempted"),
    TIMER_GOROUTINE_IDLE(29, "timer goroutine (idle)", "system goroutine wait"),
    GOMAXPROCS_UPDATER_IDLE(30, "GOMAXPROCS updater (idle)", "system goroutine wait");

    private static final WaitReason[] BY_CODE = new WaitReason[values().length + 1];

    static {
        for (WaitReason reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    /** The number of this reason in events. */
    public final int code;

    /** What a goroutine dump prints in brackets. */
    public final String text;

    /** What the execution tracer calls it. */
    public final String traceText;

    /** What dumps of versions print that do not know this reason yet; which versions these are, the version table says. */
    public final String textBefore;

    WaitReason(int code, String text, String traceText) {
        this(code, text, traceText, text);
    }

    WaitReason(int code, String text, String traceText, String textBefore) {
        this.code = code;
        this.text = text;
        this.traceText = traceText;
        this.textBefore = textBefore;
    }

    /** Whether a goroutine that waits for this has a record in some queue ({@code type sudog}). */
    public boolean takesSudog() {
        return switch (this) {
            case CHAN_RECEIVE,
                    CHAN_SEND,
                    SELECT,
                    SEMACQUIRE,
                    MUTEX_LOCK,
                    RWMUTEX_RLOCK,
                    RWMUTEX_LOCK,
                    WAITGROUP_WAIT,
                    COND_WAIT -> true;
            default -> false;
        };
    }

    /**
     * The reason with this number.
     *
     * @throws IllegalArgumentException if no reason has it
     */
    public static WaitReason of(long code) {
        if (code < 1 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no wait reason has the code " + code);
        }
        return BY_CODE[(int) code];
    }
}
