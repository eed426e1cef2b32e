package dev.gopherscope.sim.gc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What allocation and collection cost in virtual time; the resource file says for each number where it comes from.
 *
 * @param malloc one allocation, ns
 * @param mallocBytePicos each byte of it, ps
 * @param refill taking a new span, ns
 * @param large a large object, ns
 * @param markBytePicos scanning one byte, ps
 * @param markObject marking one object, ns
 * @param sweepSpan sweeping one span, ns
 * @param sweepTerm first pause, ns
 * @param markTerm second pause, ns
 * @param pausePerP more of each pause for each P after the first, ns
 */
public record GcCosts(
        long malloc,
        long mallocBytePicos,
        long refill,
        long large,
        long markBytePicos,
        long markObject,
        long sweepSpan,
        long sweepTerm,
        long markTerm,
        long pausePerP) {

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
                number(table, "sweep.span"),
                number(table, "stw.sweepterm"),
                number(table, "stw.markterm"),
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
