package dev.gopherscope.sim.observe;

/** Kinds of contexts, and how the argument of {@link EventKind#CTX_NEW} holds number, kind and bytes of a context. */
public enum ContextKind {
    /** {@code WithCancel}, {@code WithCancelCause}. */
    CANCEL("WithCancel"),
    /** {@code WithDeadline}, {@code WithTimeout} with a timer of its own. */
    DEADLINE("WithDeadline"),
    /** {@code WithValue}. */
    VALUE("WithValue"),
    /** {@code WithoutCancel}. */
    WITHOUT_CANCEL("WithoutCancel"),
    /** A registration with {@code AfterFunc}. */
    AFTER_FUNC("AfterFunc");

    private static final ContextKind[] ALL = values();

    /** The name of the Go function. */
    public final String text;

    ContextKind(String text) {
        this.text = text;
    }

    /** Number, kind and bytes (below 2^24) in one argument. */
    public static long pack(int id, ContextKind kind, long bytes) {
        return (long) id << 32 | (long) kind.ordinal() << 24 | bytes & 0xFFFFFF;
    }

    /** The number of the context. */
    public static int id(long packed) {
        return (int) (packed >>> 32);
    }

    /** The kind of the context. */
    public static ContextKind kind(long packed) {
        return ALL[(int) (packed >>> 24 & 0xFF)];
    }

    /** What it keeps on the heap, in bytes: the context, its functions and its timer; not its channel and children. */
    public static long bytes(long packed) {
        return packed & 0xFFFFFF;
    }
}
