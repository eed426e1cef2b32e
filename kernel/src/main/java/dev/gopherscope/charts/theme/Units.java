package dev.gopherscope.charts.theme;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers with units, for people: three significant digits, no locale, a thin choice of units. */
public final class Units {

    /** A unit and how many base units (nanoseconds, bytes) it has. */
    public enum Unit {
        NS("ns", 1),
        US("µs", 1e3),
        MS("ms", 1e6),
        S("s", 1e9),
        B("B", 1),
        KIB("KiB", 1 << 10),
        MIB("MiB", 1 << 20),
        GIB("GiB", 1 << 30);

        private final String label;
        private final double size;

        Unit(String label, double size) {
            this.label = label;
            this.size = size;
        }

        public String label() {
            return label;
        }

        /** A number of base units as a number of this unit. */
        public double of(double base) {
            return base / size;
        }
    }

    private Units() {}

    /** The unit in which a span of that many nanoseconds reads best. */
    public static Unit time(double nanos) {
        double abs = Math.abs(nanos);
        return abs < 1e3 ? Unit.NS : abs < 1e6 ? Unit.US : abs < 1e9 ? Unit.MS : Unit.S;
    }

    /** The unit in which that many bytes read best. */
    public static Unit memory(double bytes) {
        double abs = Math.abs(bytes);
        return abs < 1 << 10 ? Unit.B : abs < 1 << 20 ? Unit.KIB : abs < 1 << 30 ? Unit.MIB : Unit.GIB;
    }

    /** "33 µs", "1.31 ms". */
    public static String nanos(double nanos) {
        Unit unit = time(nanos);
        return number(unit.of(nanos)) + " " + unit.label();
    }

    /** "62.4 MiB". */
    public static String bytes(double bytes) {
        Unit unit = memory(bytes);
        return number(unit.of(bytes)) + " " + unit.label();
    }

    /** A number in a unit, moved to the unit of its family in which it reads best: (1310, "µs") is "1.31 ms". */
    public static String of(double value, String unit) {
        for (Unit known : Unit.values()) {
            if (known.label.equals(unit)) {
                return known.ordinal() <= Unit.S.ordinal() ? nanos(value * known.size) : bytes(value * known.size);
            }
        }
        return unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** Three significant digits, whole numbers whole, thousands set apart: "33", "1.31", "20 000". */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        double abs = Math.abs(value);
        if (abs >= 1e15 || abs > 0 && abs < 1e-6) {
            return String.format(Locale.ROOT, "%.2e", value).replace("-", "−");
        }
        BigDecimal rounded = abs >= 100
                ? new BigDecimal(value).setScale(0, RoundingMode.HALF_UP)
                : new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
        String plain =
                rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().abs().toPlainString();
        int dot = plain.indexOf('.');
        int whole = dot < 0 ? plain.length() : dot;
        var text = new StringBuilder(plain);
        if (whole >= 5) {
            for (int i = whole - 3; i > 0; i -= 3) {
                text.insert(i, '\u00a0');
            }
        }
        return rounded.signum() < 0 ? "−" + text : text.toString();
    }

    /** "24 %", "0.8 %". */
    public static String percent(double share) {
        double percent = share * 100;
        return number(
                        percent >= 10
                                ? Math.rint(percent)
                                : new BigDecimal(percent)
                                        .round(new MathContext(2))
                                        .doubleValue())
                + " %";
    }

    /** "1 collection", "12 collections". */
    public static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }
}
