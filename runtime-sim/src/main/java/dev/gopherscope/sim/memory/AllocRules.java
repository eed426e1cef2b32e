package dev.gopherscope.sim.memory;

/**
 * What the allocator of one Go version does differently.
 *
 * @param class24 there is a size class of 24 bytes (1.16: runtime/sizeclasses.go)
 * @param mallocHeader objects with pointers above 512 bytes carry an 8-byte header, smaller ones keep their pointer bitmap in
 *     the last 128 bytes of the span (1.22: runtime/mbitmap.go)
 * @param inlineMarks spans of objects of 16 to 512 bytes keep their mark bits in 128 bytes at their end (1.26, Green Tea:
 *     runtime/mgcmark_greenteagc.go)
 * @param pageBitmap free pages are a bitmap, the lowest address that fits wins, each P caches 64 pages (1.14:
 *     runtime/mpagealloc.go); before, the smallest free run that fits (a treap: runtime/mgclarge.go)
 * @param spanSets mcentral keeps partial and full spans, swept and unswept, in sets without a lock (1.15:
 *     runtime/mcentral.go); before, two lists under one lock
 * @param smoothGrowth slices grow by a quarter and 192 elements from 256 on, not by a quarter from 1,024 on (1.18: runtime/slice.go)
 * @param hchanBytes size of a channel without its buffer (1.23: a timer was added; 1.25: a bubble of testing/synctest)
 * @param gBytes size class of a goroutine record (measured: 416 in 1.19, 448 in 1.24 and 1.25, 480 in 1.26; 384 before 1.19 is chosen)
 * @param sudogBytes size class of the record of a goroutine that waits (measured: 96 up to 1.25, 112 in 1.26)
 * @param mspanBytes size of a span record (measured: 160 in 1.26, 144 in 1.19; between them chosen)
 * @param mcacheBytes size of the cache of a P (measured: 2,296 in 1.26, 1,200 in 1.19; between them chosen)
 * @param deferBytes size of the record of a deferred call in a loop (measured: 80 in 1.19, 48 in 1.26; 1.22: runtime/runtime2.go)
 * @param timerBytes size of a time.Timer (measured: 80 in 1.19, 112 in 1.26; 1.23: runtime/time.go)
 * @param swissMaps maps are tables of groups (1.24 release notes, "Runtime"), before, buckets with chains
 * @param backgroundScavenger a goroutine gives free pages back as soon as more is held than the next cycle needs (1.13 release notes,
 *     "Runtime")
 * @param scavTraceSplit lines of scavtrace tell apart who gave memory back (1.21: runtime/mgcscavenge.go)
 * @param frameBuffer bytes of the buffer in a frame in which a slice of unknown length begins that does not escape (1.25 release notes,
 *     "Compiler": 32), else 0
 * @param appendMoves a slice that escapes at one place only begins in that buffer too, and moves to the heap there (1.26 release notes,
 *     "Compiler")
 */
public record AllocRules(
        boolean class24,
        boolean mallocHeader,
        boolean inlineMarks,
        boolean pageBitmap,
        boolean spanSets,
        boolean smoothGrowth,
        int hchanBytes,
        int gBytes,
        int sudogBytes,
        int mspanBytes,
        int mcacheBytes,
        int deferBytes,
        int timerBytes,
        boolean swissMaps,
        boolean backgroundScavenger,
        boolean scavTraceSplit,
        int frameBuffer,
        boolean appendMoves) {

    /** Go 1.26. */
    public static final AllocRules GO_1_26 = new AllocRules(
            true, true, true, true, true, true, 112, 480, 112, 160, 2296, 48, 112, true, true, true, 32, true);
}
