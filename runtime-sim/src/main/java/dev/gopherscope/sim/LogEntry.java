package dev.gopherscope.sim;

/**
 * One line of the log of a run.
 *
 * @param timeNanos virtual time in nanoseconds
 * @param goroutine name of the goroutine that wrote it
 * @param value a number or boolean as it was given, everything else as text
 */
public record LogEntry(long timeNanos, String goroutine, Object value) {
    @Override
    public String toString() {
        return timeNanos + " " + goroutine + ": " + value;
    }
}
