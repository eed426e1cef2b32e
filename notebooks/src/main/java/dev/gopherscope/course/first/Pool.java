package dev.gopherscope.course.first;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Run;

/** The worker pool of notebook 00: jobs in a channel, workers that take them. */
final class Pool {
    private Pool() {}

    /** Runs it; a pool that never closes its channel ends in a deadlock. */
    static Run run(int jobs, int workers, int procs, long jobNanos, boolean closes) {
        return Go.version("1.26").seed(42).procs(procs).run(() -> {
            var queue = chan(Integer.class, jobs);
            var wg = waitGroup();
            for (int w = 0; w < workers; w++) {
                wg.go("worker-" + w, () -> {
                    while (queue.receive() instanceof Ok(var n)) {
                        work(jobNanos);
                        log(n);
                    }
                });
            }
            for (int n = 0; n < jobs; n++) {
                queue.send(n);
            }
            if (closes) {
                queue.close();
            }
            wg.await();
        });
    }
}
