package dev.gopherscope.sim.observe;

import java.util.List;

/**
 * The lines that {@code GODEBUG=gctrace=1} prints, one for each collection. Follows the end of {@code gcMarkTermination} in
 * {@code runtime/mgc.go}: times are cut, not rounded, to two or three digits, sizes to whole MiB.
 */
public final class GcTrace {
    private final boolean stacksAndGlobals;

    /**
     * @param stacksAndGlobals the format of 1.18 and later, which names the sizes of stacks and globals
     */
    public GcTrace(boolean stacksAndGlobals) {
        this.stacksAndGlobals = stacksAndGlobals;
    }

    /** All lines, each with a line feed. */
    public String lines(List<GcCycle> cycles) {
        var text = new StringBuilder();
        for (int i = 0; i < cycles.size(); i++) {
            text.append(line(cycles.subList(0, i + 1))).append('\n');
        }
        return text.toString();
    }

    /** The line of the last of some cycles; the ones before count for the share of the collector. */
    private String line(List<GcCycle> upTo) {
        GcCycle c = upTo.getLast();
        long procs = c.procs();
        int percent = (int) (GcCycle.cpuFraction(upTo, c.endNanos()) * 100);
        String text = "gc " + c.number() + " @" + decimal(c.sweepTermStartNanos() / 1_000_000, 3) + "s " + percent
                + "%: "
                + millis(c.sweepTermPauseNanos()) + "+" + millis(c.markNanos()) + "+" + millis(c.markTermPauseNanos())
                + " ms clock, " + millis(c.sweepTermPauseNanos() * procs) + "+" + millis(c.assistCpuNanos()) + "/"
                + millis(c.dedicatedCpuNanos()) + "/" + millis(c.idleCpuNanos()) + "+"
                + millis(c.markTermPauseNanos() * procs) + " ms cpu, " + mib(c.heapAtStartBytes()) + "->"
                + mib(c.heapAtEndBytes()) + "->" + mib(c.heapMarkedBytes()) + " MB, " + mib(c.goalBytes())
                + " MB goal, ";
        if (stacksAndGlobals) {
            text += mib(c.stackScanBytes()) + " MB stacks, " + mib(c.globalsScanBytes()) + " MB globals, ";
        }
        return text + procs + " P" + (c.trigger() == GcTrigger.CYCLE ? " (forced)" : "");
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    /** {@code fmtNSAsMS}: whole milliseconds from 10 on, below that two digits that count, or three decimals. */
    static String millis(long nanos) {
        if (nanos >= 10_000_000) {
            return Long.toString(nanos / 1_000_000);
        }
        long micros = nanos / 1000;
        if (micros == 0) {
            return "0";
        }
        int decimals = 3;
        while (micros >= 100) {
            micros /= 10;
            decimals--;
        }
        return decimal(micros, decimals);
    }

    /** {@code itoaDiv}: a number divided by a power of ten. */
    private static String decimal(long number, int decimals) {
        String digits = Long.toString(number);
        while (digits.length() <= decimals) {
            digits = "0" + digits;
        }
        int point = digits.length() - decimals;
        return decimals == 0 ? digits : digits.substring(0, point) + "." + digits.substring(point);
    }
}
