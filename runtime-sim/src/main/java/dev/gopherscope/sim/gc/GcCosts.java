package dev.gopherscope.sim.gc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

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
        long denseBytePicos,
        long sweepSpan,
        long markDone,
        long sweepTerm,
        long markTerm,
        long stwJitter,
        long stwPerP) {

    /** Nothing costs anything. */
    public static final GcCosts NONE = new GcCosts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The figures for linux/amd64. */
    public static GcCosts measured() {
        var table = new Properties();
        try (InputStream in = GcCosts.class.getResourceAsStream("linux-amd64.properties")) {
            if (in == null) {
                throw new IllegalStateException("the cost table of the collector is not in the jar");
            }
            table.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the cost table of the collector cannot be read", e);
        }
        return new GcCosts(
                number(table, "malloc"),
                number(table, "malloc.byte.ps"),
                number(table, "refill"),
                number(table, "large"),
                number(table, "mark.byte.ps"),
                number(table, "mark.object"),
                number(table, "scan.object"),
                number(table, "mark.dense.byte.ps"),
                number(table, "sweep.span"),
                number(table, "mark.done"),
                number(table, "stw.sweepterm"),
                number(table, "stw.markterm"),
                number(table, "stw.jitter"),
                number(table, "stw.per.p"));
    }

    private static long number(Properties table, String key) {
        String value = table.getProperty(key);
        if (value == null) {
            throw new IllegalStateException("the cost table of the collector has no line \"" + key + "\"");
        }
        return Long.parseLong(value.strip());
    }
}
