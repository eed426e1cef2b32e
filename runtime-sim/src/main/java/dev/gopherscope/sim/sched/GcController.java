package dev.gopherscope.sim.sched;

import org.jspecify.annotations.Nullable;

/**
 * What the scheduler asks the collector. The names are those of {@code gcController} and its neighbours in
 * {@code runtime/mgcpacer.go} and {@code runtime/mgc.go}. A worker that is handed out is in the waiting state; the
 * scheduler makes it run at once, past all queues.
 */
public interface GcController {
    /** No collector. */
    GcController NONE = new GcController() {
        @Override
        public boolean blackenEnabled() {
            return false;
        }

        @Override
        public @Nullable G findRunnableGCWorker(P p, long now) {
            return null;
        }

        @Override
        public @Nullable G idleMarkWorker(P p, long now) {
            return null;
        }

        @Override
        public boolean shouldScheduleWorker(@Nullable P p) {
            return false;
        }
    };

    /** Whether marking is on: {@code gcBlackenEnabled}. The others are only asked then. */
    boolean blackenEnabled();

    /** A dedicated or fractional worker that should run on this P now, before any other goroutine. */
    @Nullable
    G findRunnableGCWorker(P p, long now);

    /** A worker to fill the time of a P that found nothing else to do. */
    @Nullable
    G idleMarkWorker(P p, long now);

    /** Whether there is marking work that an idle P could do: {@code gcShouldScheduleWorker}. */
    boolean shouldScheduleWorker(@Nullable P p);

    /** GOMAXPROCS has changed; the world is stopped. */
    default void procresize(int procs) {}

    /** A goroutine of the program got a record of its own because no dead one was left: {@code allgadd}. */
    default void newG() {}

    /**
     * Goroutines took records for their waits, or gave them back: {@code acquireSudog}, {@code releaseSudog}.
     *
     * @return whether a record had to be allocated
     */
    default boolean sudogs(int change) {
        return false;
    }

    /**
     * What sysmon asks at each of its rounds: a parked goroutine that shall start a collection because there was none for two
     * minutes; null if it is not time.
     */
    default @Nullable G forcegc(long now) {
        return null;
    }

    /** What sysmon asks at each of its rounds: the background scavenger, parked, if there is work for it. */
    default @Nullable G scavenge() {
        return null;
    }
}
