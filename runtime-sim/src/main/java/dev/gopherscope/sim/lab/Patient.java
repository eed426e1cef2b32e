package dev.gopherscope.sim.lab;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;

import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Root;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.gc.HeapProfiler;
import dev.gopherscope.sim.observe.HeapProfile;
import dev.gopherscope.sim.observe.RecordingLevel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service in a container that dies of memory, for a reason that the learner has to find. It answers requests, each of which makes some
 * garbage; the planted causes add what they add. Nothing is scripted: the same program without the cause survives.
 *
 * <pre>{@code
 * var patient = Patient.of(7);
 * var seen = patient.examine();      // readings, profiles, files of the container
 * seen.check(Cause.OFF_HEAP)         // does this row of the decision table fit?
 * patient.diagnose(Cause.OFF_HEAP)   // compares with what was planted
 * patient.cure(Cause.OFF_HEAP)       // runs it again without that cause
 * }</pre>
 */
public final class Patient {
    /** How long a service runs, in virtual seconds. */
    public static final int SECONDS = 60;

    private static final int REQUESTS_PER_SECOND = 200;
    private static final int BUFFER = 64 << 10;

    private final long seed;
    private final Set<Cause> planted;
    private final Set<Cause> cured;
    private final long memoryMax;
    private final long live;
    private final int garbagePerRequest;
    private final long lethal;
    private @Nullable Examination seen;

    private Patient(long seed, Set<Cause> planted, Set<Cause> cured) {
        this.seed = seed;
        this.planted = planted;
        this.cured = cured;
        var random = new RandomStream(seed, "patient");
        memoryMax = (64 + 16L * random.below(4)) << 20;
        live = memoryMax / 16 + memoryMax / 64 * random.below(4);
        garbagePerRequest = 24 + random.below(16);
        // What a cause adds until two thirds of the time have passed is enough to kill.
        lethal = memoryMax / 100 * (110 + random.below(30));
    }

    /** The patient of that number: one of nine causes, with sizes that the number decides. */
    public static Patient of(long seed) {
        Cause[] all = Cause.values();
        return with(seed, all[new RandomStream(seed, "patient.cause").below(all.length)]);
    }

    /** A patient with causes that you choose. */
    public static Patient with(long seed, Cause first, Cause... more) {
        return new Patient(seed, EnumSet.of(first, more), EnumSet.noneOf(Cause.class));
    }

    /** {@code memory.max} of its container in bytes. */
    public long memoryMax() {
        return memoryMax;
    }

    /** What was planted; the learner should not look. */
    public Set<Cause> planted() {
        return EnumSet.copyOf(planted);
    }

    /** Runs the service for 60 virtual seconds, or until it is killed. */
    public Examination examine() {
        if (seen == null) {
            seen = new Service().run();
        }
        return seen;
    }

    /** Whether a cause was planted, and the reading that says so, or that speaks against it. */
    public String diagnose(Cause cause) {
        String check = examine().check(cause);
        String reading = check.substring(check.indexOf(':') + 2);
        return planted.contains(cause)
                ? "Right, " + cause + ": " + reading + ". What helps: " + cause.cure() + "."
                : "Not " + cause + ": " + reading + ".";
    }

    /** The same service with the cure for a cause; a cure for something else changes nothing that matters. */
    public Patient cure(Cause cause) {
        Set<Cause> more = EnumSet.of(cause);
        more.addAll(cured);
        return new Patient(seed, planted, more);
    }

    private boolean sick(Cause cause) {
        return planted.contains(cause) && !cured.contains(cause);
    }

    /** One run of the service. */
    private final class Service {
        private final List<Reading> readings = new ArrayList<>();
        private @Nullable HeapProfile early;
        private @Nullable HeapProfile late;
        private String files = "";
        private String filesV1 = "";
        private String json = "";
        private long served;

        Examination run() {
            long limit = Long.MAX_VALUE;
            if (planted.contains(Cause.LIMIT_TOO_TIGHT)) {
                limit = memoryMax * 9 / 10;
            } else if (planted.contains(Cause.GENEROUS_GOGC) && cured.contains(Cause.GENEROUS_GOGC)) {
                limit = memoryMax * 9 / 10;
            }
            var settings = Go.version("1.26")
                    .procs(2)
                    .seed(seed)
                    .gogc(planted.contains(Cause.LIMIT_TOO_TIGHT) ? -1 : 100)
                    .memoryLimit(limit)
                    .cgroup(memoryMax)
                    .recording(RecordingLevel.FULL, 4_000_000);
            var run = settings.run(this::main);
            HeapProfile none = new HeapProfile(HeapProfiler.DEFAULT_RATE, 0, List.of());
            return new Examination(
                    run,
                    readings,
                    early == null ? none : early,
                    late == null ? none : late,
                    memoryMax,
                    limit,
                    (long) SECONDS * REQUESTS_PER_SECOND,
                    served,
                    files,
                    filesV1,
                    json);
        }

        /** The live heap of the service without what a cause adds. */
        private long steady() {
            return planted.contains(Cause.GENEROUS_GOGC) || planted.contains(Cause.LIMIT_TOO_TIGHT)
                    ? memoryMax / 100 * 62
                    : live;
        }

        private void main() throws Exception {
            Root table = global("table");
            call("service.load", () -> {
                for (long bytes = 0; bytes < steady(); bytes += 2048) {
                    table.add(alloc(2048));
                }
            });
            gc();
            if (sick(Cause.LIMIT_TOO_TIGHT)) {
                // The goal leaves 3 % of the limit free: nothing remains above the live heap.
                setMemoryLimit(steady() + steady() / 200);
            }
            if (planted.contains(Cause.FRAGMENTATION)) {
                call("service.warmUp", this::warmUp);
            }
            Chan<Boolean> never = chan(Boolean.class);
            Root cache = global("cache");
            Root heads = global("heads");
            long period = seconds(1) / REQUESTS_PER_SECOND;
            long start = now();
            for (int n = 0; n < SECONDS * REQUESTS_PER_SECOND; n++) {
                long due = start + n * period;
                if (due > now()) {
                    sleep(due - now());
                }
                int number = n;
                call("service.handle", () -> request(number, cache, heads, never));
                // Whoever watches the service takes it away when a request waited for more than two seconds.
                if (now() - due > seconds(2)) {
                    look();
                    break;
                }
                served++;
                if (n % REQUESTS_PER_SECOND == REQUESTS_PER_SECOND - 1) {
                    look();
                }
            }
        }

        private void look() {
            readings.add(Reading.take(served));
            late = heapProfile();
            if (early == null && readings.size() >= 3) {
                early = late;
            }
            files = cgroup().files();
            filesV1 = cgroup().filesV1();
            json = memStats().toJson();
        }

        /** Many objects of which every eighth survives; cured, the survivors are copied together. */
        private void warmUp() {
            Root entries = global("entries");
            long count = memoryMax * 7 / 10 / 1024;
            for (long i = 0; i < count; i++) {
                entries.add(alloc(1024));
            }
            Root survivors = global("survivors");
            for (int i = 0; i < entries.size(); i += 8) {
                survivors.add(sick(Cause.FRAGMENTATION) ? entries.get(i) : alloc(1024));
            }
            entries.clear();
            gc();
        }

        private void request(int n, Root cache, Root heads, Chan<Boolean> never) throws Exception {
            work(micros(300));
            for (int i = 0; i < garbagePerRequest; i++) {
                alloc(512 + 64L * (i % 8));
            }
            long each = lethal / (SECONDS * REQUESTS_PER_SECOND * 2 / 3);
            if (sick(Cause.LEAK_IN_MAP)) {
                call("cache.put", () -> {
                    for (long bytes = 0; bytes < each; bytes += 1024) {
                        cache.add(alloc(1024));
                    }
                });
            } else if (planted.contains(Cause.LEAK_IN_MAP)) {
                // Bounded: the new entry replaces an old one.
                call("cache.put", () -> {
                    if (cache.size() < 1000) {
                        cache.add(alloc(1024));
                    } else {
                        cache.set(n % 1000, alloc(1024));
                    }
                });
            }
            if (planted.contains(Cause.SUB_SLICE) && n % Math.max(1, BUFFER / each) == 0) {
                call("parser.head", () -> {
                    long buffer = alloc(BUFFER);
                    heads.add(sick(Cause.SUB_SLICE) ? buffer : alloc(16));
                });
            }
            if (planted.contains(Cause.GOROUTINE_LEAK)) {
                long leaks = Math.max(1, each / (4096 + 600));
                for (long i = 0; i < leaks; i++) {
                    go(
                            "watcher",
                            () -> recurse("watch", 160, 8, () -> {
                                if (sick(Cause.GOROUTINE_LEAK)) {
                                    never.receive();
                                }
                            }));
                }
            }
            if (planted.contains(Cause.OFF_HEAP)) {
                mapMemory(each);
                if (!sick(Cause.OFF_HEAP)) {
                    unmapMemory(each);
                }
            }
            if (planted.contains(Cause.TMPFS)) {
                writeTmpfs(each);
                if (!sick(Cause.TMPFS)) {
                    removeTmpfs(each);
                }
            }
            if (planted.contains(Cause.FRAGMENTATION) && n == SECONDS * REQUESTS_PER_SECOND / 2) {
                call("report.build", () -> {
                    Root report = global("report");
                    for (long bytes = 0; bytes < memoryMax / 4; bytes += 3072) {
                        report.add(alloc(3072));
                    }
                });
            }
            if (planted.contains(Cause.IDLE_NOT_RETURNED)
                    && n % (10 * REQUESTS_PER_SECOND) == 5 * REQUESTS_PER_SECOND - 2) {
                call("batch.sort", () -> batch(n));
            }
        }

        /** A batch on the heap, then one that a C library does with memory of its own. */
        private void batch(int n) {
            Root rows = global("rows");
            for (long bytes = 0; bytes < memoryMax / 2; bytes += BUFFER) {
                rows.add(alloc(BUFFER));
            }
            rows.clear();
            gc();
            if (!sick(Cause.IDLE_NOT_RETURNED)) {
                freeOSMemory();
            }
            if (n > 5 * REQUESTS_PER_SECOND) {
                look();
                mapMemory(memoryMax / 2);
                unmapMemory(memoryMax / 2);
            }
        }
    }
}
