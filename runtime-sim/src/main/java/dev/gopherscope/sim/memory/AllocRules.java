package dev.gopherscope.sim.memory;

/**
 * What the allocator of one Go version does differently.
 *
 * @param class24 there is a size class of 24 bytes (1.16: runtime/sizeclasses.go)
 * @param mallocHeader objects with pointers above 512 bytes carry an 8-byte header, smaller ones keep their pointer bitmap in
 *     the last 128 bytes of the span (1.22: runtime/mbitmap.go)
 * @param inlineMarks spans of objects of 16 to 512 bytes keep their mark bits in 128 bytes at their end (1.26, Green Tea:
 *     runtime/mgcmark_greenteagc.go)
 */
public record AllocRules(boolean class24, boolean mallocHeader, boolean inlineMarks) {

    /** Go 1.26. */
    public static final AllocRules GO_1_26 = new AllocRules(true, true, true);
}
