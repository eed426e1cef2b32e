package dev.gopherscope.bench;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.Costs;

/** The programs that are measured. */
final class Programs {
    /** JVM options of every measured process: those of the kernel, and a young generation that parked stacks fit into. */
    static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    static final String COLLECTOR = "-XX:+UseSerialGC";
    static final String YOUNG = "-Xmn256m";

    private Programs() {}

    /** One P, code takes no virtual time, nothing recorded. */
    static Go bare() {
        return Go.version("1.26").procs(1).costs(Costs.NONE).recording(RecordingLevel.OFF);
    }

    static Run run(Go go, Body main) {
        Run run = go.run(main);
        if (!run.outcome().ok()) {
            throw new IllegalStateException(run.toString());
        }
        return run;
    }

    /** Two goroutines that yield to each other. */
    static Body yields(int n) {
        return () -> {
            var wg = waitGroup();
            for (int g = 0; g < 2; g++) {
                wg.go(() -> {
                    for (int i = 0; i < n / 2; i++) {
                        gosched();
                    }
                });
            }
            wg.await();
        };
    }

    /** A producer and a consumer without a buffer. */
    static Body messages(int n) {
        return () -> {
            var c = chan(Integer.class);
            go(() -> {
                for (int i = 0; i < n; i++) {
                    c.send(i);
                }
                c.close();
            });
            while (c.receive() instanceof Ok) {}
        };
    }

    /** Goroutines that are started, run and end, a hundred at a time. */
    static Body starts(int n) {
        return () -> {
            for (int i = 0; i < n; i += 100) {
                var wg = waitGroup();
                for (int k = 0; k < 100; k++) {
                    wg.go(() -> {});
                }
                wg.await();
            }
        };
    }

    /** Workers with jobs, sleeps and yields on four Ps: what a lesson has, only more of it. */
    static Body jobs(int n) {
        return () -> {
            var jobs = chan(Integer.class, 64);
            var wg = waitGroup();
            for (int w = 0; w < 32; w++) {
                wg.go(() -> {
                    while (jobs.receive() instanceof Ok(var job)) {
                        work(micros(5 + job % 7));
                        if (job % 5 == 0) {
                            sleep(micros(30));
                        }
                        if (job % 11 == 0) {
                            gosched();
                        }
                    }
                });
            }
            for (int i = 0; i < n; i++) {
                jobs.send(i);
            }
            jobs.close();
            wg.await();
        };
    }

    /** So many goroutines that sleep and wake again and again, all alive until the end. */
    static Body sleepers(int n, int times) {
        return () -> {
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                int me = i;
                wg.go(() -> {
                    for (int k = 0; k < times; k++) {
                        sleep(micros(100) + (me * 31L + k * 17L) % 1_000_000);
                    }
                });
            }
            wg.await();
        };
    }

    /** All are started, parked, woken and ended. */
    static Body crowd(int n) {
        return () -> {
            var gate = chan(Boolean.class);
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                wg.go(gate::recv);
            }
            sleep(micros(1));
            gate.close();
            wg.await();
        };
    }
}
