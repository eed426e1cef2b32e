package dev.gopherscope.sim.observe;

import dev.gopherscope.sim.observe.PacerEvent.Ended;
import dev.gopherscope.sim.observe.PacerEvent.Started;
import dev.gopherscope.sim.observe.PacerEvent.Swept;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The text of {@code GODEBUG=gcpacertrace=1} in the form of the pacer since 1.18 ({@code startCycle} and {@code endCycle} in
 * {@code runtime/mgcpacer.go}, {@code sweepLocked} in {@code mgcsweep.go}). Older pacers print other fields; they get the lines that
 * both have.
 */
public final class PacerTrace {
    private final boolean consMark;
    private final boolean shortNumbers;

    /**
     * A printer.
     *
     * @param consMark whether the version has the pacer of 1.18
     * @param shortNumbers whether the version prints fractions as short as possible (1.26), before with an exponent
     */
    public PacerTrace(boolean consMark, boolean shortNumbers) {
        this.consMark = consMark;
        this.shortNumbers = shortNumbers;
    }

    /** A line for each event. */
    public String lines(List<PacerEvent> events) {
        var text = new StringBuilder();
        for (PacerEvent event : events) {
            switch (event) {
                case Started s -> started(text, s);
                case Ended e -> ended(text, e);
                case Swept s -> swept(text, s);
            }
        }
        return text.toString();
    }

    private void started(StringBuilder text, Started s) {
        text.append("pacer: assist ratio=").append(fraction(s.assistRatio()));
        text.append(" (scan ").append(mib(s.heapScanBytes())).append(" MB in ").append(mib(s.heapLiveBytes()));
        text.append("->").append(mib(s.goalBytes())).append(" MB) workers=").append(s.dedicated());
        text.append('+').append(fraction(s.fractional())).append('\n');
    }

    private void ended(StringBuilder text, Ended e) {
        if (!consMark) {
            text.append("pacer: H_T=")
                    .append(e.triggeredBytes())
                    .append(" H_a=")
                    .append(e.heapLiveBytes());
            text.append(" u_a=")
                    .append(fraction(e.utilization()))
                    .append(" W_a=")
                    .append(e.heapWork());
            text.append(" h_t=").append(fraction(e.triggerRatio())).append('\n');
            return;
        }
        text.append("pacer: ").append((int) (e.utilization() * 100)).append("% CPU (25 exp.) for ");
        text.append(e.heapWork()).append('+').append(e.stackWork()).append('+').append(e.globalsWork());
        text.append(" B work (").append(e.expectedWork()).append(" B exp.) in ");
        text.append(e.triggeredBytes())
                .append(" B -> ")
                .append(e.heapLiveBytes())
                .append(" B (\u2206goal ");
        text.append(e.beyondGoalBytes())
                .append(", cons/mark ")
                .append(fraction(e.consMark()))
                .append(")\n");
    }

    private void swept(StringBuilder text, Swept s) {
        text.append("pacer: sweep done at heap size ")
                .append(mib(s.heapLiveBytes()))
                .append("MB; allocated ");
        text.append(mib(s.allocatedBytes())).append("MB during sweep; swept ").append(s.pagesSwept());
        text.append(" pages at ").append(fraction(s.pagesPerByte())).append(" pages/byte\n");
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    /** As Go's print: since 1.26 the shortest digits that give the same number, before seven digits and an exponent. */
    String fraction(double value) {
        if (!shortNumbers) {
            String text = String.format(Locale.ROOT, "%+.6e", value);
            int e = text.indexOf('e') + 2;
            return text.substring(0, e) + "0".repeat(3 - (text.length() - e)) + text.substring(e);
        }
        if (value == 0) {
            return "0";
        }
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 21) {
            return decimal.toPlainString();
        }
        String digits = decimal.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
