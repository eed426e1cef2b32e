package dev.gopherscope.course.locks;

import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.nanos;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;
import dev.gopherscope.kernel.lesson.WrongAnswer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.observe.RecordingLevel;
import java.util.List;
import java.util.Locale;

/** lock-3: which lock gives more throughput for a workload. The seed chooses section and share of writes. */
public final class ChooseTheLock extends GapExercise {

    /** A workload on eight Ps. */
    private record Load(int sectionNanos, int writesPercent) {
        static Load of(long seed) {
            return pick(seed, new Load(50, 10), new Load(5_000, 2), new Load(200, 30), new Load(1_000, 5));
        }

        long done(boolean readWrite) {
            long[] done = new long[1];
            Go.version("1.26").procs(8).seed(11).recording(RecordingLevel.OFF).run(() -> {
                var mu = mutex();
                var rw = rwMutex();
                for (int g = 0; g < 8; g++) {
                    go(() -> {
                        for (long n = 0; ; n++) {
                            boolean write = n % 100 < writesPercent;
                            if (!readWrite) {
                                mu.lock();
                            } else if (write) {
                                rw.lock();
                            } else {
                                rw.rLock();
                            }
                            work(sectionNanos);
                            if (!readWrite) {
                                mu.unlock();
                            } else if (write) {
                                rw.unlock();
                            } else {
                                rw.rUnlock();
                            }
                            work(nanos(200));
                            done[0]++;
                        }
                    });
                }
                sleep(millis(2));
            });
            return done[0];
        }
    }

    public ChooseTheLock() {
        super("lock-3", "Choose", "11", "var first");
    }

    private static String better(long seed) {
        Load load = Load.of(seed);
        return load.done(true) > load.done(false) ? "RWMutex" : "Mutex";
    }

    private static String other(String lock) {
        return lock.equals("Mutex") ? "RWMutex" : "Mutex";
    }

    @Override
    public String task(long seed) {
        Load load = Load.of(seed);
        return "Eight goroutines on eight Ps. A section takes " + load.sectionNanos + " ns, " + load.writesPercent
                + " % of the accesses write. Which lock lets more accesses through: \"Mutex\" or \"RWMutex\"?";
    }

    @Override
    protected String answer(long seed) {
        return '"' + better(seed) + '"';
    }

    @Override
    public List<String> hints(long seed) {
        return List.of(
                "Look at the chart: what moves the border?",
                "Each RLock and RUnlock changes a counter that all Ps share. Compare its cost with the section.",
                "A section of " + Load.of(seed).sectionNanos + " ns is "
                        + (Load.of(seed).sectionNanos < 1_000
                                ? "short beside that cost."
                                : "long: readers gain by overlapping."));
    }

    @Override
    public String why() {
        return "An RWMutex lets readers overlap, and pays with a counter that travels between the caches of all Ps. Only a section that is longer "
                + "than that gains. Measure with the section that you have. In Go's source: RLock in sync/rwmutex.go.";
    }

    @Override
    public List<WrongAnswer> wrongAnswers(long seed) {
        return List.of(
                wrong('"' + other(better(seed)) + '"', "times as many", seed),
                wrong("\"atomic.Value\"", "one of the two", seed));
    }

    @Override
    protected void check(Attempt attempt) {
        String given = attempt.as(String.class, "\"Mutex\" or \"RWMutex\"").strip();
        Load load = Load.of(attempt.seed());
        long mutex = load.done(false);
        long rw = load.done(true);
        attempt.ran("2 ms with each lock: " + mutex + " accesses with Mutex, " + rw + " with RWMutex");
        String better = better(attempt.seed());
        if (attempt.equal("more throughput", better, given)) {
            return;
        }
        if (!given.equals("Mutex") && !given.equals("RWMutex")) {
            attempt.mistake("Name one of the two: Mutex or RWMutex.");
        } else {
            attempt.mistake(String.format(
                    Locale.ROOT,
                    "%s lets %.1f times as many through: the share of writes alone does not decide.",
                    better,
                    (double) Math.max(mutex, rw) / Math.min(mutex, rw)));
        }
    }
}
