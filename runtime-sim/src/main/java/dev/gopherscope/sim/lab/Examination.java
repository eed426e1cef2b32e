package dev.gopherscope.sim.lab;

import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.observe.View;
import dev.gopherscope.sim.observe.ViewTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A service that ran, with what the instruments showed.
 *
 * @param run the run, with its charts
 * @param readings one for each virtual second, the last one just before the end
 * @param early a heap profile of the first third
 * @param late the last heap profile
 * @param memoryMax {@code memory.max} of the container
 * @param memoryLimit GOMEMLIMIT, {@code Long.MAX_VALUE} for none
 * @param asked requests that came in all
 * @param served requests that were answered
 * @param cgroupFiles the files of the container, version 2
 * @param cgroupFilesV1 the same under the names of version 1
 * @param memStatsJson the last MemStats as Go writes it
 */
public record Examination(
        Run run,
        List<Reading> readings,
        HeapProfile early,
        HeapProfile late,
        long memoryMax,
        long memoryLimit,
        long asked,
        long served,
        String cgroupFiles,
        String cgroupFilesV1,
        String memStatsJson)
        implements View {

    private static final double MIB = 1 << 20;

    public Examination {
        readings = List.copyOf(readings);
    }

    /** Whether the kernel killed the service. */
    public boolean killed() {
        return run.outcome().exitCode() == 137;
    }

    /** Whether it lived to the end and answered at least 95 of 100 requests. */
    public boolean survived() {
        return !killed() && served >= asked * 95 / 100;
    }

    /** The first reading after the service was warm. */
    public Reading first() {
        return readings.get(Math.min(2, readings.size() - 1));
    }

    /** The last reading. */
    public Reading last() {
        return readings.getLast();
    }

    /** How much a figure rose from the first to the last reading. */
    long rise(java.util.function.ToLongFunction<Reading> figure) {
        return figure.applyAsLong(last()) - figure.applyAsLong(first());
    }

    /**
     * Whether the readings fit a row of the decision table, with the numbers that say so.
     *
     * @return the sentence begins with "yes" or "no"
     */
    public String check(Cause cause) {
        Reading last = last();
        double max = (double) memoryMax;
        return switch (cause) {
            case LEAK_IN_MAP ->
                verdict(
                        (double) rise(Reading::liveBytes) > 0.2 * max && meanLateSize() < 16_384,
                        "the live heap went from %.1f to %.1f MiB; what grew has objects of %.0f bytes",
                        mib(first().liveBytes()),
                        mib(last.liveBytes()),
                        meanLateSize());
            case SUB_SLICE ->
                verdict(
                        (double) rise(Reading::liveBytes) > 0.2 * max && meanLateSize() >= 16_384,
                        "the live heap went from %.1f to %.1f MiB; what grew has objects of %.0f bytes",
                        mib(first().liveBytes()),
                        mib(last.liveBytes()),
                        meanLateSize());
            case GENEROUS_GOGC ->
                verdict(
                        (double) rise(Reading::liveBytes) < 0.1 * max && last.nextGC() > memoryMax,
                        "NextGC is %.1f MiB and memory.max %.1f; the live heap rose by %.1f",
                        mib(last.nextGC()),
                        mib(memoryMax),
                        mib(rise(Reading::liveBytes)));
            case FRAGMENTATION ->
                verdict(
                        holes() > 0.25 * max,
                        "after a collection HeapInuse was above the live heap by %.1f MiB of %.1f",
                        holes() / MIB,
                        mib(memoryMax));
            case GOROUTINE_LEAK ->
                verdict(
                        last.goroutines() > 4 * first().goroutines() + 100
                                && (double) rise(Reading::stackInuse) > 0.1 * max,
                        "goroutines went from %d to %d, StackInuse from %.1f to %.1f MiB",
                        first().goroutines(),
                        last.goroutines(),
                        mib(first().stackInuse()),
                        mib(last.stackInuse()));
            case IDLE_NOT_RETURNED ->
                verdict(
                        (double) (last.heapIdle() - last.heapReleased()) > 0.25 * max,
                        "HeapIdle - HeapReleased is %.1f MiB of %.1f",
                        mib(last.heapIdle() - last.heapReleased()),
                        mib(memoryMax));
            case OFF_HEAP ->
                verdict(
                        (double) (last.rss() - last.goBytes()) > 0.25 * max
                                && last.heapIdle() - last.heapReleased() < 0.25 * max,
                        "RSS is %.1f MiB, Sys - HeapReleased %.1f",
                        mib(last.rss()),
                        mib(last.goBytes()));
            case TMPFS ->
                verdict(
                        (double) (last.current() - last.rss()) > 0.25 * max,
                        "memory.current is %.1f MiB, RSS %.1f; memory.stat says shmem %.1f",
                        mib(last.current()),
                        mib(last.rss()),
                        mib(last.shmem()));
            case LIMIT_TOO_TIGHT ->
                verdict(
                        last.gcCpu() > 0.25 || (double) last.numGC() * 1e9 / (double) last.timeNanos() > 20,
                        "%d collections in %.0f s took %.0f %% of the CPU",
                        last.numGC(),
                        (double) last.timeNanos() / 1e9,
                        100 * last.gcCpu());
        };
    }

    /** The rows of the decision table that the readings fit. */
    public List<Cause> suspects() {
        return java.util.Arrays.stream(Cause.values())
                .filter(c -> check(c).startsWith("yes"))
                .toList();
    }

    /** The least difference of HeapInuse and live heap in the second half: pages that hold few survivors. */
    private double holes() {
        return readings.subList(readings.size() / 2, readings.size()).stream()
                .mapToLong(r -> r.heapInuse() - r.heapAlloc())
                .min()
                .orElse(0);
    }

    /** Mean size of the objects that grew most between the two profiles. */
    private double meanLateSize() {
        var grew = late.since(early);
        return grew.isEmpty() || grew.getFirst().inuseObjects() <= 0
                ? 0
                : grew.getFirst().inuseBytes() / grew.getFirst().inuseObjects();
    }

    private static double mib(long bytes) {
        return (double) bytes / MIB;
    }

    private static String verdict(boolean fits, String format, Object... numbers) {
        return (fits ? "yes: " : "no: ") + String.format(Locale.ROOT, format, numbers);
    }

    /** One row for each reading, in MiB. */
    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (Reading r : readings) {
            rows.add(List.of(
                    (double) r.timeNanos() / 1e9,
                    r.served(),
                    mib(r.liveBytes()),
                    mib(r.heapAlloc()),
                    mib(r.heapInuse()),
                    mib(r.heapIdle() - r.heapReleased()),
                    mib(r.nextGC()),
                    mib(r.stackInuse()),
                    r.goroutines(),
                    mib(r.goBytes()),
                    mib(r.rss()),
                    mib(r.current()),
                    r.numGC(),
                    100 * r.gcCpu()));
        }
        return new ViewTable(
                "Readings of the service, MiB",
                List.of(
                        "s",
                        "served",
                        "live",
                        "HeapAlloc",
                        "HeapInuse",
                        "idle, not released",
                        "NextGC",
                        "StackInuse",
                        "goroutines",
                        "Sys - HeapReleased",
                        "RSS",
                        "memory.current",
                        "GCs",
                        "GC CPU %"),
                rows);
    }
}
