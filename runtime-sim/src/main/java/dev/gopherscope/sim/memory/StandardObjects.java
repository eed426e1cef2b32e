package dev.gopherscope.sim.memory;

/**
 * What constructors of the standard library allocate: timers, locks, errors. The types have the fields of go1.26.8; their sizes follow
 * from the layout. Left out: other versions, but for the size of a timer.
 */
public final class StandardObjects {
    /** Type {@code sync.Mutex}. */
    public static final GoType MUTEX = GoType.of("state int32; sema uint32");

    /** Type {@code sync.RWMutex}. */
    public static final GoType RW_MUTEX = GoType.of(
            "state int32; sema uint32; writerSem uint32; readerSem uint32; readerCount int32; readerWait int32");

    /** Type {@code sync.WaitGroup}. */
    public static final GoType WAIT_GROUP = GoType.of("state uint64; sema uint32");

    /** Type {@code sync.Once}. */
    public static final GoType ONCE = GoType.of("done uint32; state int32; sema uint32");

    /** Type {@code sync.Cond}. */
    public static final GoType COND =
            GoType.of("l any; wait uint32; notify uint32; lock uintptr; head *T; tail *T; checker uintptr");

    /** Type {@code time.Time}. */
    public static final GoType TIME = GoType.of("wall uint64; ext int64; loc *T");

    private static final GoType ERROR_STRING = GoType.of("string");
    private static final int TIMER_POINTERS = 8;

    private final Allocator allocator;
    private final RuntimeObjects objects;
    private final GoType timer;

    StandardObjects(Allocator allocator, RuntimeObjects objects, AllocRules rules) {
        this.allocator = allocator;
        this.objects = objects;
        // Pointers first: only the size counts here.
        this.timer = GoType.of("c *T; heap [" + (TIMER_POINTERS - 1) + "]*T; rest ["
                + (rules.timerBytes() / GoType.PTR - TIMER_POINTERS) + "]uintptr");
    }

    /** {@code time.NewTimer}: the timer, its channel, the buffer of the channel. */
    public long newTimer() {
        objects.makechan(TIME, 1);
        return allocator.newarray(timer, 1);
    }

    /** {@code time.AfterFunc}: the timer; the function value is the caller's. */
    public long afterFunc() {
        return allocator.newarray(timer, 1);
    }

    /** {@code new(T)} for a type of the library, such as {@link #MUTEX}. */
    public long make(GoType type) {
        return allocator.newarray(type, 1);
    }

    /** {@code errors.New}. */
    public long newError() {
        return allocator.newarray(ERROR_STRING, 1);
    }
}
