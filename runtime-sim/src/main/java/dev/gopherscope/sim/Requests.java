package dev.gopherscope.sim;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.done;
import static dev.gopherscope.sim.Contexts.withTimeout;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.observe.ViewTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Requests that pass several hops, each within a part of one deadline. A hop works for a drawn time and then calls the next. Who
 * gives up on a hop leaves it working: that time is counted as wasted. Made for runs, called inside one.
 *
 * <pre>{@code
 * var report = Requests.every(millis(2), 1_000)
 *     .hop("gateway", Distribution.logNormalTo(millis(100), millis(400)))
 *     .hop("service", Distribution.logNormalTo(millis(100), millis(400)))
 *     .budget(seconds(1), Budget.remainingMinus(millis(50)))
 *     .send();
 * }</pre>
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Requests"}
 */
public final class Requests {
    private final long gap;
    private final int count;
    private final List<Hop> hops = new ArrayList<>();
    private long total = Long.MAX_VALUE;
    private Budget budget = Budget.remaining();
    private long step;

    private record Hop(String name, Distribution latency) {}

    /** How much time a hop gets, in virtual nanoseconds. */
    @FunctionalInterface
    public interface Budget {
        /**
         * The time for a hop.
         *
         * @param total of the request
         * @param remaining until its deadline
         * @param hopsLeft hops that are still to be made, this one included
         * @param hops of the whole request
         * @return 0 or less: fail at once
         */
        long of(long total, long remaining, int hopsLeft, int hops);

        /** Every hop gets the same part of the whole; what one does not use is lost. */
        static Budget equalParts() {
            return (total, remaining, left, hops) -> Math.min(remaining, total / hops * left);
        }

        /** Every hop gets what is left. */
        static Budget remaining() {
            return (total, remaining, left, hops) -> remaining;
        }

        /** Every hop gets what is left without a reserve for the way back; too little fails at once. */
        static Budget remainingMinus(long reserve) {
            return (total, remaining, left, hops) -> remaining - reserve;
        }
    }

    /**
     * What became of the requests.
     *
     * @param requests how many were sent
     * @param answered how many were answered in time
     * @param gaveUpAt for each hop, how many of its callers gave up on it; one request may count at several hops
     * @param refusedAt for each hop, how many calls were not made because no budget was left
     * @param usefulNanos virtual time that hops worked for requests that were answered
     * @param wastedNanos virtual time that hops worked for requests that were not
     * @param afterGiveUpNanos the part of it after the caller of the hop had given up
     * @param workedAfterGiveUp how many hops worked on after their caller had given up
     * @param hops names of the hops
     * @param latencies of the answered ones in virtual nanoseconds, sorted
     */
    public record Report(
            int requests,
            int answered,
            int[] gaveUpAt,
            int[] refusedAt,
            long usefulNanos,
            long wastedNanos,
            long afterGiveUpNanos,
            int workedAfterGiveUp,
            List<String> hops,
            long[] latencies) {

        /** Share of the requests that were answered in time. */
        public double success() {
            return requests == 0 ? 0 : (double) answered / requests;
        }

        /** One row for each hop. */
        public ViewTable toTable() {
            List<List<Object>> rows = new ArrayList<>();
            for (int i = 0; i < hops.size(); i++) {
                rows.add(List.of(hops.get(i), gaveUpAt[i], refusedAt[i]));
            }
            return new ViewTable("Requests by hop", List.of("hop", "gave up on it", "no budget left"), rows);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Report r && toString().equals(r.toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return answered + " of " + requests + " answered; gave up at " + Arrays.toString(gaveUpAt) + ", refused at "
                    + Arrays.toString(refusedAt) + "; worked " + usefulNanos + " ns for answers, " + wastedNanos
                    + " ns for nothing, " + afterGiveUpNanos + " ns of it after the caller had given up ("
                    + workedAfterGiveUp + " hops)";
        }
    }

    private Requests(long gap, int count) {
        if (gap < 0 || count < 0) {
            throw new IllegalArgumentException("every(" + gap + ", " + count + "): give 0 or more of both");
        }
        this.gap = gap;
        this.count = count;
    }

    /**
     * Requests at equal distances.
     *
     * @param gap virtual nanoseconds between two
     * @param count how many
     */
    public static Requests every(long gap, int count) {
        return new Requests(gap, count);
    }

    /** Adds a hop: what it does takes a drawn time, then it calls the next one. */
    public Requests hop(String name, Distribution latency) {
        hops.add(new Hop(name, latency));
        return this;
    }

    /** Sets the deadline of a request from its start, and how hops share it. */
    public Requests budget(long nanos, Budget policy) {
        total = nanos;
        budget = policy;
        return this;
    }

    /** Lets hops look at their context each so many nanoseconds of work and stop when it has ended; 0, as at first: never. */
    public Requests lookEvery(long nanos) {
        step = nanos;
        return this;
    }

    private final class Tally {
        int answered;
        final int[] gaveUpAt = new int[hops.size()];
        final int[] refusedAt = new int[hops.size()];
        long useful;
        long wasted;
        long after;
        int workedAfter;
        final List<Long> latencies = new ArrayList<>();
        final RandomStream[] random = new RandomStream[hops.size()];
    }

    /** One request on its way. */
    private static final class Request {
        final long start = now();
        long worked;
        boolean answered;
        boolean over;
    }

    /**
     * Sends all requests and waits until every hop has ended.
     *
     * @throws IllegalStateException outside of a run, or without a hop
     */
    public Report send() throws Exception {
        var entry = RuntimeEntry.current("Requests.send");
        if (hops.isEmpty()) {
            throw new IllegalStateException("requests without a hop; call hop(name, latency) before send()");
        }
        var tally = new Tally();
        for (int i = 0; i < hops.size(); i++) {
            // A stream for each hop: another latency at one changes nothing at the others.
            tally.random[i] = entry.sched().random("requests." + hops.get(i).name);
        }
        var working = waitGroup();
        for (int r = 0; r < count; r++) {
            working.go("request-" + r, () -> {
                var request = new Request();
                try (var ctx = withTimeout(background(), total == Long.MAX_VALUE ? total / 4 : total)) {
                    request.answered = call(tally, request, ctx, 0, working);
                }
                if (request.answered) {
                    tally.answered++;
                    tally.latencies.add(now() - request.start);
                    tally.useful += request.worked;
                } else {
                    tally.wasted += request.worked;
                }
                request.over = true;
            });
            sleep(gap);
        }
        working.await();
        return new Report(
                count,
                tally.answered,
                tally.gaveUpAt,
                tally.refusedAt,
                tally.useful,
                tally.wasted,
                tally.after,
                tally.workedAfter,
                hops.stream().map(Hop::name).toList(),
                tally.latencies.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    /** Calls a hop within its budget; false if the caller gave up or the hop failed. */
    private boolean call(
            Tally tally, Request request, Context above, int hop, dev.gopherscope.sim.sync.WaitGroup working)
            throws Exception {
        long remaining = above.deadline().orElseThrow() - now();
        long share = budget.of(total, remaining, hops.size() - hop, hops.size());
        if (share <= 0) {
            tally.refusedAt[hop]++;
            return false;
        }
        var answer = chan(Boolean.class, 1);
        boolean[] ok = {false};
        boolean[] left = {false};
        try (var ctx = withTimeout(above, share)) {
            working.add();
            go(hops.get(hop).name, () -> {
                work(tally, request, ctx, hop, left);
                boolean good = !left[0] && (hop + 1 == hops.size() || call(tally, request, ctx, hop + 1, working));
                answer.send(good);
                working.done();
            });
            select(
                    onReceive(answer, x -> ok[0] = x instanceof Ok<Boolean>(var good) && good),
                    onReceive(done(ctx), x -> {
                        left[0] = true;
                        tally.gaveUpAt[hop]++;
                    }));
        }
        return ok[0];
    }

    private void work(Tally tally, Request request, Context ctx, int hop, boolean[] left) {
        long nanos = hops.get(hop).latency.sample(tally.random[hop]);
        LongUnaryOperator part = rest -> step > 0 ? Math.min(step, rest) : rest;
        boolean late = false;
        while (nanos > 0 && !(step > 0 && ctx.err() != null)) {
            long begin = now();
            boolean gone = left[0];
            long slice = part.applyAsLong(nanos);
            sleep(slice);
            nanos -= slice;
            account(tally, request, slice);
            long end = ctx.deadline().orElseThrow();
            long after = gone ? slice : left[0] ? Math.clamp(begin + slice - end, 0, slice) : 0;
            tally.after += after;
            late |= after > 0;
        }
        if (late) {
            tally.workedAfter++;
        }
    }

    private static void account(Tally tally, Request request, long nanos) {
        if (request.over) {
            tally.wasted += nanos;
        } else {
            request.worked += nanos;
        }
    }
}
