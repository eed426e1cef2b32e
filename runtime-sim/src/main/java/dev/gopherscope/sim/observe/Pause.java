package dev.gopherscope.sim.observe;

/**
 * One stop-the-world pause.
 *
 * @param startNanos virtual time at which the world was asked to stop
 * @param stoppedNanos virtual time at which every P had stopped
 * @param endNanos virtual time at which the world ran again
 * @param reason why, in the words of {@code runtime/trace}: "GC sweep termination", "GC mark termination", "GOMAXPROCS" …
 * @param cycle number of the collection it belongs to, 0 if none
 */
public record Pause(long startNanos, long stoppedNanos, long endNanos, String reason, int cycle) {

    /** How long user code could not run, in virtual nanoseconds: from the request to stop until the world ran again. */
    public long durationNanos() {
        return endNanos - startNanos;
    }
}
