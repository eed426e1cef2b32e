package dev.gopherscope.charts;

import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.GcTrigger;
import dev.gopherscope.sim.observe.HeapView;
import dev.gopherscope.sim.observe.Pause;
import dev.gopherscope.sim.observe.PauseView;
import dev.gopherscope.sim.observe.RunQueueView;
import dev.gopherscope.sim.observe.StepSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Views from two toy machines, so that charts are tested with shapes that a run has: a pacer, and queues with stealing. */
final class SampleViews {

    private static final long MIB = 1 << 20;

    private SampleViews() {}

    /** A growing list of longs, filled step by step. */
    static final class Column {
        private final List<Long> times = new ArrayList<>();
        private final List<Long> values = new ArrayList<>();

        void add(long time, long value) {
            times.add(time);
            values.add(value);
        }

        StepSeries series() {
            return new StepSeries(
                    times.stream().mapToLong(Long::longValue).toArray(),
                    values.stream().mapToLong(Long::longValue).toArray());
        }
    }

    /** A program that allocates 1.2 MiB/ms and keeps 12 MiB, later 24, under a pacer that starts at 0.9 of its goal. */
    static HeapView heap(int gogc, long limit, long endNanos, long seed) {
        var random = new Random(seed);
        var live = new Column();
        var marked = new Column();
        var goals = new Column();
        var allocated = new Column();
        var cycles = new ArrayList<GcCycle>();
        long now = 0;
        long heap = 256 << 10;
        long total = heap;
        long goal = gogc < 0 ? Long.MAX_VALUE : 4 * MIB * gogc / 100;
        live.add(0, heap);
        marked.add(0, 0);
        goals.add(0, goal);
        allocated.add(0, total);
        while (now < endNanos) {
            now += 60_000 + random.nextInt(20_000);
            long bytes = 64 << 10 | random.nextInt(32 << 10);
            heap += bytes;
            total += bytes;
            live.add(now, heap);
            allocated.add(now, total);
            if (heap >= goal * 0.9) {
                long keep = Math.min(heap, (now < endNanos / 2 ? 12 : 24) * MIB);
                long sweep = now;
                long mark = sweep + 12_000 + random.nextInt(40_000);
                long term = mark + keep / 8 + random.nextInt(200_000);
                long end = term + 20_000 + random.nextInt(60_000);
                long start = heap;
                for (long t = mark + 100_000; t < term; t += 100_000) {
                    heap += 90 << 10;
                    total += 90 << 10;
                    live.add(t, heap);
                    allocated.add(t, total);
                }
                long found = keep + (heap - start);
                long wanted = found + found * gogc / 100;
                goal = Math.max(4 * MIB * gogc / 100, Math.min(wanted, limit - limit / 32));
                cycles.add(new GcCycle(
                        cycles.size() + 1,
                        sweep,
                        mark,
                        term,
                        end,
                        GcTrigger.HEAP,
                        start,
                        start,
                        heap,
                        found,
                        goal,
                        64 << 10,
                        128 << 10,
                        30_000 + random.nextInt(200_000),
                        (term - mark),
                        random.nextInt(50_000),
                        4));
                heap = found;
                now = end;
                live.add(now, heap);
                marked.add(now, found);
                goals.add(now, goal);
            }
        }
        return new HeapView(
                live.series(), marked.series(), goals.series(), allocated.series(), cycles, limit, gogc, now);
    }

    static HeapView heap() {
        return heap(100, Long.MAX_VALUE, 220_000_000, 42);
    }

    /** The two stops of each collection; one in the middle waits 1.3 ms for a loop without a safe point. */
    static PauseView pauses(HeapView heap) {
        var pauses = new ArrayList<Pause>();
        for (GcCycle c : heap.cycles()) {
            long slow = c.number() == heap.cycles().size() / 2 ? 1_300_000 : 0;
            pauses.add(new Pause(
                    c.sweepTermStartNanos(),
                    c.sweepTermStartNanos() + 5_000,
                    c.markStartNanos() + slow,
                    "GC sweep termination",
                    c.number()));
            pauses.add(new Pause(
                    c.markTermStartNanos(),
                    c.markTermStartNanos() + 8_000,
                    c.endNanos(),
                    "GC mark termination",
                    c.number()));
        }
        return new PauseView(pauses, heap.endNanos());
    }

    /** Goroutines of 25 µs that all start on P0; idle Ps steal half of the longest ring, a full ring overflows. */
    static RunQueueView runQueues(int procs, int goroutines, long seed) {
        var random = new Random(seed);
        var columns = new Column[procs];
        long[] ring = new long[procs];
        long[] freeAt = new long[procs];
        var global = new Column();
        long queued = 0;
        long steals = 0;
        long overflows = 0;
        for (int p = 0; p < procs; p++) {
            columns[p] = new Column();
            columns[p].add(0, 0);
        }
        global.add(0, 0);
        int started = 0;
        int done = 0;
        long now = 0;
        while (done < goroutines) {
            if (started < goroutines && now >= started * 1_000L) {
                started++;
                ring[0]++;
                if (ring[0] > 256) {
                    ring[0] -= 129;
                    queued += 129;
                    overflows++;
                    global.add(now, queued);
                }
                columns[0].add(now, ring[0]);
            }
            for (int p = 0; p < procs; p++) {
                if (freeAt[p] > now) {
                    continue;
                }
                if (ring[p] == 0 && queued > 0) {
                    long taken = Math.min(64, (queued + procs - 1) / procs);
                    queued -= taken;
                    ring[p] += taken;
                    global.add(now, queued);
                } else if (ring[p] == 0) {
                    int victim = random.nextInt(procs);
                    if (ring[victim] > 1) {
                        long half = ring[victim] / 2;
                        ring[victim] -= half;
                        ring[p] += half;
                        steals++;
                        columns[victim].add(now, ring[victim]);
                    }
                }
                if (ring[p] > 0) {
                    ring[p]--;
                    done++;
                    freeAt[p] = now + 20_000 + random.nextInt(10_000);
                    columns[p].add(now, ring[p]);
                }
            }
            now += 1_000;
        }
        var perP = new ArrayList<StepSeries>();
        for (Column column : columns) {
            perP.add(column.series());
        }
        return new RunQueueView(perP, global.series(), steals, overflows, now + 25_000);
    }
}
