package dev.gopherscope.kernel.magic;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What each cell may use. An empty part is not limited.
 *
 * @param time from its start to its end
 * @param characters of text that it prints
 * @param threads that it has at once, its own among them; virtual threads don't count
 * @param heapBytes by which the reachable heap of the kernel may grow while it runs
 */
public record Budget(Optional<Duration> time, OptionalLong characters, OptionalInt threads, OptionalLong heapBytes) {

    /** Nothing is limited. */
    public static final Budget NONE =
            new Budget(Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), OptionalLong.empty());

    private static final String NO_LIMIT = "none";

    /** Whether a running cell has to be watched. */
    boolean watches() {
        return time.isPresent() || threads.isPresent() || heapBytes.isPresent();
    }

    /** With another limit of time: {@code 500ms}, {@code 10s}, {@code 2m}, {@code none}. */
    public Budget withTime(String written) {
        return new Budget(
                limited(written) ? Optional.of(duration(written)) : Optional.empty(), characters, threads, heapBytes);
    }

    /** With another limit of text: {@code 5000}, {@code 100k}, {@code 2M}, {@code none}. */
    public Budget withCharacters(String written) {
        return new Budget(
                time,
                limited(written) ? OptionalLong.of(size(written, 1000, "characters")) : OptionalLong.empty(),
                threads,
                heapBytes);
    }

    /** With another limit of threads: {@code 20}, {@code none}. */
    public Budget withThreads(String written) {
        if (!limited(written)) {
            return new Budget(time, characters, OptionalInt.empty(), heapBytes);
        }
        long most = size(written, 1000, "threads");
        if (most < 1 || most > 1_000_000) {
            throw new IllegalArgumentException(
                    "a cell needs a thread of its own: give 1 to 1000000 threads, not " + most);
        }
        return new Budget(time, characters, OptionalInt.of((int) most), heapBytes);
    }

    /** With another limit of memory: {@code 64M}, {@code 1G}, {@code none}. */
    public Budget withHeap(String written) {
        return new Budget(
                time,
                characters,
                threads,
                limited(written) ? OptionalLong.of(size(written, 1024, "bytes")) : OptionalLong.empty());
    }

    private static boolean limited(String written) {
        return !written.equalsIgnoreCase(NO_LIMIT);
    }

    private static Duration duration(String written) {
        if (!written.matches("[0-9]{1,9}(\\.[0-9]{1,6})?(ms|s|m|min|h)?")) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is no time; write it like 500ms, 10s, 2m, or none for no limit");
        }
        String unit = written.replaceAll("[0-9.]", "");
        double seconds = Double.parseDouble(written.substring(0, written.length() - unit.length()))
                * switch (unit) {
                    case "ms" -> 0.001;
                    case "m", "min" -> 60;
                    case "h" -> 3600;
                    default -> 1;
                };
        if (seconds < 0.001) {
            throw new IllegalArgumentException("give a cell at least 1ms, not " + written);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static long size(String written, int thousand, String what) {
        if (!written.matches("[0-9]{1,9}[kKmMgG]?[bB]?")) {
            throw new IllegalArgumentException("\"" + written + "\" is no number of " + what
                    + "; write it like 5000, 100k, 2M, or none for no limit");
        }
        String unit = written.replaceAll("[0-9bB]", "").toLowerCase(Locale.ROOT);
        long number = Long.parseLong(written.replaceAll("[^0-9]", ""));
        return number
                * switch (unit) {
                    case "k" -> thousand;
                    case "m" -> (long) thousand * thousand;
                    case "g" -> (long) thousand * thousand * thousand;
                    default -> 1;
                };
    }

    /** A time as a reader says it. */
    static String inWords(Duration time) {
        long millis = time.toMillis();
        return millis < 1000
                ? millis + " ms"
                : String.format(Locale.ROOT, millis % 1000 == 0 ? "%.0f s" : "%.1f s", millis / 1000.0);
    }

    /** A number of bytes as a reader says it. */
    static String inWords(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.0f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    /** One limit as a table shows it: time, text, threads or heap. */
    public String timeInWords() {
        return time.map(Budget::inWords).orElse(NO_LIMIT);
    }

    /** The limit of text as a table shows it. */
    public String charactersInWords() {
        return characters.isPresent() ? String.format(Locale.ROOT, "%,d characters", characters.getAsLong()) : NO_LIMIT;
    }

    /** The limit of threads as a table shows it. */
    public String threadsInWords() {
        return threads.isPresent() ? threads.getAsInt() + " threads" : NO_LIMIT;
    }

    /** The limit of memory as a table shows it. */
    public String heapInWords() {
        return heapBytes.isPresent() ? inWords(heapBytes.getAsLong()) : NO_LIMIT;
    }
}
