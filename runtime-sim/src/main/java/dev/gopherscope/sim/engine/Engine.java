package dev.gopherscope.sim.engine;

/**
 * The virtual clock with its event queue. Whoever runs may move the clock on by itself as long as it stays before the
 * first event of the queue (the horizon); to get further it has to queue an event of its own and let the others go first.
 * So everything happens in one global order of time, and undisturbed work costs one addition.
 */
public final class Engine {
    /** How many small steps of the clock pass between two looks at the stop flag. */
    private static final int FUEL = 4096;

    private final EventQueue queue = new EventQueue();
    private final StopFlag stop;
    private long now;
    private long horizon = EventQueue.NEVER;
    private int fuel = FUEL;

    /**
     * A clock at time zero with an empty queue.
     *
     * @param stop looked at now and then, see {@link #outOfFuel}
     */
    public Engine(StopFlag stop) {
        this.stop = stop;
    }

    /** The virtual time in nanoseconds. */
    public long now() {
        return now;
    }

    /** The flag that ends the run early. */
    public StopFlag stop() {
        return stop;
    }

    /** Queues an event. A time in the past counts as now. */
    public void at(long time, long payload) {
        long t = Math.max(time, now);
        queue.add(t, payload);
        if (t < horizon) {
            horizon = t;
        }
    }

    /**
     * Moves the clock on, if nothing else happens before or at that time.
     *
     * @param nanos how far, not negative
     * @return false if the clock was not moved: an event comes first, or it is time for {@link #outOfFuel}
     */
    public boolean advance(long nanos) {
        if (nanos < horizon - now && --fuel > 0) {
            now += nanos;
            return true;
        }
        return false;
    }

    /** Allows further steps after {@link #advance} refused; returns whether the run was asked to stop. */
    public boolean outOfFuel() {
        fuel = FUEL;
        return stop.poll();
    }

    /** Whether no event waits. */
    public boolean isIdle() {
        return queue.isEmpty();
    }

    /** Takes the first event, moves the clock to it and returns its payload. */
    public long next() {
        now = queue.minTime();
        long payload = queue.poll();
        horizon = queue.minTime();
        return payload;
    }

    /** The time plus a duration; a sum past the end of time counts as the end of time. */
    public long after(long nanos) {
        long t = now + nanos;
        return t < 0 ? EventQueue.NEVER - 1 : t;
    }
}
