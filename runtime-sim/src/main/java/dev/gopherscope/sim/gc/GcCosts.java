package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.version.CostTable;
import dev.gopherscope.sim.version.Costs;

/**
 * What allocation and collection cost in virtual time; the resource file says for each number where it comes from. Figures are
 * nanoseconds, those named "picos" a thousandth of it for each byte.
 *
 * @param malloc one allocation
 * @param mallocBytePicos each byte of it
 * @param refill taking a new span
 * @param large a large object
 * @param markBytePicos looking at memory for pointers
 * @param markObject marking one object
 * @param scanObject beginning to scan one
 * @param rescanStack finding the frames of a stack again with the world stopped (up to 1.7)
 * @param denseBytePicos looking at a span that is scanned as a whole
 * @param sweepSpan sweeping one span
 * @param markDone finding out that marking is complete
 * @param sweepTerm first pause
 * @param markTerm second pause
 * @param stwJitter mean of the random part of each pause
 * @param stwPerP more of each pause for each P after the first
 */
public record GcCosts(
        long malloc,
        long mallocBytePicos,
        long refill,
        long large,
        long markBytePicos,
        long markObject,
        long scanObject,
        long rescanStack,
        long denseBytePicos,
        long sweepSpan,
        long markDone,
        long sweepTerm,
        long markTerm,
        long stwJitter,
        long stwPerP) {

    /** Nothing costs anything. */
    public static final GcCosts NONE = new GcCosts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The figures for linux/amd64; nothing if nothing costs anything in a run. */
    public static GcCosts of(Costs costs) {
        return costs.equals(Costs.NONE) ? NONE : measured();
    }

    /** The figures for linux/amd64. */
    public static GcCosts measured() {
        var table = CostTable.of(GcCosts.class, "linux-amd64.properties");
        return new GcCosts(
                table.number("malloc"),
                table.number("malloc.byte.ps"),
                table.number("refill"),
                table.number("large"),
                table.number("mark.byte.ps"),
                table.number("mark.object"),
                table.number("scan.object"),
                table.number("rescan.stack"),
                table.number("mark.dense.byte.ps"),
                table.number("sweep.span"),
                table.number("mark.done"),
                table.number("stw.sweepterm"),
                table.number("stw.markterm"),
                table.number("stw.jitter"),
                table.number("stw.per.p"));
    }
}
