package dev.gopherscope.build;

/**
 * Where {@code make([]byte, n)} with a size that is known only at run time puts its memory. Since 1.25 up to 32 bytes stay in a
 * buffer of the frame; {@code -N} turns that off. Follows {@code cmd/compile/internal/walk}.
 */
public final class DebugBuild {
    /** Bytes of the buffer; Go 1.25 and 1.26, {@code variableMakeThreshold}. */
    public static final int BUFFER = 32;

    private DebugBuild() {}

    /** Whether a make of so many bytes stays on the stack, if nothing else makes it escape. */
    public static boolean variableMakeStays(Build build, long bytes) {
        return !build.noOptimise() && bytes <= BUFFER;
    }

    /** Bytes that the frame is larger by for one such make. */
    public static int frameBytes(Build build) {
        return build.noOptimise() ? 0 : BUFFER;
    }
}
