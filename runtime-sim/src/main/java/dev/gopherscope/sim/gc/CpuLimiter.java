package dev.gopherscope.sim.gc;

/**
 * Keeps the collector near half of the processors when a memory limit is too tight: a leaky bucket that collection fills and the
 * program empties; while it is full there are no assists. Follows {@code runtime/mgclimit.go} (1.19). Times are nanoseconds.
 */
final class CpuLimiter {
    /** {@code capacityPerProc}: one second of processor time for each P. */
    private static final long CAPACITY_PER_PROC = 1_000_000_000;

    /** {@code gcCPULimiterUpdatePeriod}. */
    private static final long UPDATE_PERIOD = 10_000_000;

    private long fill;
    private long capacity;
    private long overflow;
    private boolean limiting;
    private boolean ran;
    private boolean marking;
    private boolean transitioning;
    private long lastUpdate;
    private int procs;
    private long assistTime;
    private long idleTime;

    CpuLimiter(long now, int procs) {
        resetCapacity(now, procs);
    }

    /** Whether collection has used its share up: no assists now. */
    boolean limiting() {
        return limiting;
    }

    /** Whether it has ever limited. */
    boolean ran() {
        return ran;
    }

    long fill() {
        return fill;
    }

    long capacity() {
        return capacity;
    }

    /** Processor time of collection that found the bucket full. */
    long overflow() {
        return overflow;
    }

    boolean needUpdate(long now) {
        return now - lastUpdate > UPDATE_PERIOD;
    }

    void addAssistTime(long nanos) {
        assistTime += nanos;
    }

    void addIdleTime(long nanos) {
        idleTime += nanos;
    }

    /** Closes the window since the last update. */
    void update(long now) {
        if (!transitioning) {
            close(now);
        }
    }

    /** The world is about to stop; {@code gcOn} tells whether marking is on afterwards. */
    void startTransition(boolean gcOn, long now) {
        close(now);
        marking = gcOn;
        transitioning = true;
    }

    /** The world is about to start: since the start of the transition every P belonged to the collector. */
    void finishTransition(long now) {
        accumulate(0, (now - lastUpdate) * procs);
        lastUpdate = now;
        transitioning = false;
    }

    /** GOMAXPROCS changed. */
    void resetCapacity(long now, int newProcs) {
        close(now);
        procs = newProcs;
        capacity = procs * CAPACITY_PER_PROC;
        if (fill > capacity) {
            fill = capacity;
            limiting = true;
        } else if (fill < capacity) {
            limiting = false;
        }
    }

    private void close(long now) {
        if (now < lastUpdate) {
            return;
        }
        long total = (now - lastUpdate) * procs;
        lastUpdate = now;
        long collecting = assistTime;
        if (marking) {
            collecting += (long) ((double) total * Pacer.BACKGROUND_UTILIZATION);
        }
        accumulate(total - idleTime - collecting, collecting);
        assistTime = 0;
        idleTime = 0;
    }

    private void accumulate(long mutator, long collecting) {
        boolean wasFull = fill == capacity;
        long room = capacity - fill;
        long change = collecting - mutator;
        if (change > 0 && change >= room) {
            overflow += change - room;
            fill = capacity;
            limiting = true;
            ran = true;
            return;
        }
        fill = Math.max(fill + change, 0);
        if (wasFull && change != 0) {
            limiting = false;
        }
    }
}
