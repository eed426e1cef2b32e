package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Sched;

/**
 * The sleeping semaphore that the sync package is built on: semacquire1 and semrelease1 in {@code runtime/sema.go}. Each
 * semaphore has its own queue here; Go keeps them in a table by address, which makes no difference to the order.
 */
final class Sema {
    private final Sched sched;
    private final WaitQueue waiters = new WaitQueue();
    private int value;

    Sema(Sched sched) {
        this.sched = sched;
    }

    /**
     * Waits until the semaphore is positive and takes one.
     *
     * @param lifo whether to wait before all others instead of after them
     */
    void acquire(boolean lifo, WaitReason reason) {
        while (value == 0) {
            var s = new Sudog(sched.getg());
            if (lifo) {
                waiters.addFirst(s);
            } else {
                waiters.add(s);
            }
            sched.gopark(reason);
            if (s.ticket) {
                return;
            }
        }
        value--;
    }

    /**
     * Gives one back and wakes the first waiter.
     *
     * @param handoff give it to the waiter directly and let it run at once
     */
    void release(boolean handoff) {
        value++;
        Sudog s = waiters.take();
        if (s == null) {
            return;
        }
        if (handoff && value > 0) {
            value--;
            s.ticket = true;
        }
        sched.goready(s.g);
        if (s.ticket && sched.version().handoffYields()) {
            sched.goyield();
        }
    }
}
