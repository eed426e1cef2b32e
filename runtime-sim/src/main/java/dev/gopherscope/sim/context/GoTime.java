package dev.gopherscope.sim.context;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Texts of times and durations: {@code Time.String} in {@code time/format.go}, {@code Duration.String} in {@code time/time.go}.
 * Virtual time 0 is midnight of 1 January 2000 UTC, as in a {@code testing/synctest} bubble.
 */
final class GoTime {
    private static final long START_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long SECOND = 1_000_000_000L;

    private GoTime() {}

    /** A virtual time with its reading of the monotonic clock, which starts with the run. */
    static String time(long nanos) {
        long seconds = Math.floorDiv(nanos, SECOND);
        var moment = LocalDateTime.ofEpochSecond(START_SECONDS + seconds, 0, ZoneOffset.UTC);
        String sign = nanos < 0 ? "-" : "+";
        long abs = Math.abs(nanos);
        return SECONDS.format(moment) + fraction(Math.floorMod(nanos, SECOND), 9) + " +0000 UTC m=" + sign
                + abs / SECOND + String.format(Locale.ROOT, ".%09d", abs % SECOND);
    }

    /** A duration in Go's form: "1h2m3.5s", "1.5ms", "0s". */
    static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long abs = Math.abs(nanos);
        if (abs < 1_000) {
            return sign + abs + "ns";
        }
        if (abs < 1_000_000) {
            return sign + abs / 1_000 + fraction(abs % 1_000, 3) + "µs";
        }
        if (abs < SECOND) {
            return sign + abs / 1_000_000 + fraction(abs % 1_000_000, 6) + "ms";
        }
        long minutes = abs / (60 * SECOND);
        String seconds = abs / SECOND % 60 + fraction(abs % SECOND, 9) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    /** A point and the digits of a fraction without trailing zeros; nothing for 0. */
    private static String fraction(long value, int digits) {
        if (value == 0) {
            return "";
        }
        return "." + String.format(Locale.ROOT, "%0" + digits + "d", value).replaceFirst("0+$", "");
    }
}
