package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.LockWaitsView;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.sched.Sched;
import org.jspecify.annotations.Nullable;

/** Records what happens to one lock. */
class LockLog {
    /** Of a lock that is a part of something else. */
    static final LockLog NONE = new LockLog();

    private LockLog() {}

    static LockLog of(Sched sched, @Nullable String name) {
        return new Kept(sched, sched.recorder().newLock(name));
    }

    /** The running goroutine begins to wait. */
    void waits(boolean shared) {}

    /** The running goroutine has the lock. */
    void acquired(boolean shared, boolean starving) {}

    /** The running goroutine gives the lock back. */
    void released(boolean shared) {}

    private static final class Kept extends LockLog {
        private final Sched sched;
        private final int lock;

        Kept(Sched sched, int lock) {
            this.sched = sched;
            this.lock = lock;
        }

        @Override
        void waits(boolean shared) {
            record(EventKind.LOCK_WAIT, shared, false);
        }

        @Override
        void acquired(boolean shared, boolean starving) {
            record(EventKind.LOCK_ACQUIRE, shared, starving);
        }

        @Override
        void released(boolean shared) {
            record(EventKind.LOCK_RELEASE, shared, false);
        }

        private void record(EventKind kind, boolean shared, boolean starving) {
            sched.recorder()
                    .record(
                            sched.now(),
                            kind,
                            sched.getp().id(),
                            sched.getg().goid(),
                            LockWaitsView.pack(lock, shared, starving),
                            Recorder.NONE);
        }
    }
}
