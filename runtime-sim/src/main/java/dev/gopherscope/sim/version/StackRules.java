package dev.gopherscope.sim.version;

/**
 * What the stacks of one Go version do differently. Source: {@code runtime/stack.go} and {@code runtime/stack.h} of the tags, and
 * {@code internal/abi/stack.go} since 1.20.
 *
 * @param min bytes of the smallest stack (1.0: 4,096; 1.2: 8,192; 1.4: 2,048)
 * @param guard bytes above the lower end that the prologue check keeps free: chains of functions without a check run there (1.0:
 *     256; 1.4: 512; 1.5: 640; 1.6: 720; 1.8: 880; 1.14: 896; 1.15: 928)
 * @param copying a full stack is copied to one of twice the size (1.3 release notes, "Stack"); before, a segment was added
 * @param adaptiveStart reused goroutines begin with the average size (1.19 release notes, "Runtime")
 * @param bothEnds the report of an overflow shows the first and the last 50 frames (1.21: runtime/traceback.go); before, the first
 *     100
 */
public record StackRules(int min, int guard, boolean copying, boolean adaptiveStart, boolean bothEnds) {
    /** Frames up to this size may reach below the guard ({@code StackSmall}). */
    public static final int SMALL = 128;

    /** The largest stack of a 64-bit program ({@code maxstacksize}, set in {@code runtime.main}); decimal, not binary. */
    public static final long MAX_64 = 1_000_000_000;

    /** The largest stack of a 32-bit program. */
    public static final long MAX_32 = 250_000_000;

    /** Go 1.26. */
    public static final StackRules GO_1_26 = new StackRules(2048, 928, true, true, true);

    /** What functions without a check may use: the guard less {@link #SMALL} ({@code StackNosplit}, 800 since 1.15). */
    public int nosplit() {
        return guard - SMALL;
    }
}
