package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.PollDesc;
import dev.gopherscope.sim.sync.WaitGroup;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests from outside that come whether or not the program keeps up (open arrivals). A goroutine accepts them from the network and starts
 * one goroutine for each, as {@code net/http} does.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Arrivals"}
 */
public final class Arrivals {
    /** What a request does. */
    public interface Handler {
        /**
         * Serves one request.
         *
         * @param number from 0
         */
        void serve(int number) throws Exception;
    }

    /**
     * One request; times are virtual nanoseconds.
     *
     * @param number from 0, in the order of arrival
     * @param arrived when it came to the machine
     * @param began when its goroutine first ran
     * @param ended when it was served
     * @param runnable how long its goroutine was runnable without running, in all
     */
    public record Request(int number, long arrived, long began, long ended, long runnable) {
        /** From arrival to end. */
        public long latency() {
            return ended - arrived;
        }
    }

    private final List<Request> served = new ArrayList<>();
    private final WaitGroup open;

    Arrivals(RuntimeEntry entry, int count, Distribution gaps, Handler handler) {
        if (count < 0) {
            throw new IllegalArgumentException("arrivals(" + count + ", ...): the number cannot be negative");
        }
        var sched = entry.sched();
        open = new WaitGroup(sched);
        open.add(count);
        RandomStream random = entry.stream("arrivals");
        long[] arrivals = new long[count];
        long time = sched.now();
        for (int i = 0; i < count; i++) {
            time += gaps.sample(random);
            arrivals[i] = time;
        }
        var listener = new PollDesc();
        for (long arrival : arrivals) {
            sched.netpollArrives(listener, arrival);
        }
        sched.newproc("listener", () -> {
            for (int i = 0; i < count; i++) {
                sched.netpollBlock(listener);
                int number = i;
                sched.newproc("request-" + i, () -> serve(entry, handler, number, arrivals[number]));
            }
        });
    }

    private void serve(RuntimeEntry entry, Handler handler, int number, long arrived) throws Exception {
        long began = entry.sched().now();
        G g = entry.sched().getg();
        try {
            handler.serve(number);
        } finally {
            served.add(new Request(number, arrived, began, entry.sched().now(), g.runnableNanos()));
            open.done();
        }
    }

    /** Waits until all are served. */
    public void await() {
        open.await();
    }

    /** Those served so far, in the order in which they ended. */
    public List<Request> served() {
        return List.copyOf(served);
    }

    /** The time from arrival to end that a share of the requests stays below, such as 0.99; nanoseconds. */
    public long latencyQuantile(double share) {
        if (served.isEmpty() || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("latencyQuantile(" + share + "): give a share from 0 to 1, after "
                    + "at least one request was served");
        }
        long[] sorted = served.stream().mapToLong(Request::latency).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
