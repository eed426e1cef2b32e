package dev.gopherscope.sim.bench;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.waitGroup;

import com.sun.management.OperatingSystemMXBean;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.Costs;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Three workloads for comparing the simulator with others: a queue with eight servers (mmc), two processes that exchange
 * values (pingpong), many sleepers (timers). Code takes no virtual time, one P, as in a synctest bubble of real Go.
 *
 * <p>Arguments: workload, size, repetitions, and optionally "full" or "sampled" for recording, "costs" for charged time
 * (then the checksum differs), "virtual" for virtual threads, "procs=N".
 * Prints {@code RESULT workload size repetition wall-seconds cpu-seconds checksum}.
 */
public final class SimBench {
    private SimBench() {}

    /** The random numbers of the load: SplitMix64. */
    private static final class Load {
        private long state;

        Load(long seed) {
            state = seed;
        }

        long next() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }

        static long[] exponential(long seed, int n, double mean) {
            var load = new Load(seed);
            long[] gaps = new long[n];
            for (int i = 0; i < n; i++) {
                double u = ((load.next() >>> 11) + 1) * 0x1p-53;
                gaps[i] = (long) (-StrictMath.log(u) * mean + 0.5);
            }
            return gaps;
        }
    }

    private static long sum;

    private static Body mmc(int n) {
        long[] inter = Load.exponential(1, n, 1_000_000.0);
        long[] service = Load.exponential(2, n, 7_200_000.0);
        return () -> {
            var servers = chan(Boolean.class, 8);
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                int me = i;
                sleep(inter[i]);
                wg.add();
                go(() -> {
                    long arrived = now();
                    servers.send(true);
                    sum += now() - arrived;
                    sleep(service[me]);
                    servers.recv();
                    wg.done();
                });
            }
            wg.await();
        };
    }

    private static Body pingpong(int n) {
        return () -> {
            var ping = chan(Integer.class, 1);
            var pong = chan(Integer.class, 1);
            var done = chan(Boolean.class);
            go(() -> {
                for (int i = 0; i < n / 2; i++) {
                    int v = ping.recv();
                    sum += v;
                    pong.send(v);
                }
                done.close();
            });
            for (int i = 0; i < n / 2; i++) {
                ping.send(i);
                int back = pong.recv();
                sum += back;
            }
            done.recv();
        };
    }

    private static Body timers(int n) {
        var load = new Load(3);
        long[] delays = new long[n * 10];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = Long.remainderUnsigned(load.next(), 1_000_000) + 1;
        }
        return () -> {
            var wg = waitGroup();
            wg.add(n);
            for (int p = 0; p < n; p++) {
                int from = p * 10;
                go(() -> {
                    for (int k = from; k < from + 10; k++) {
                        sleep(delays[k]);
                    }
                    sum += now();
                    wg.done();
                });
            }
            wg.await();
        };
    }

    /** All of n goroutines are parked at the same time; prints the memory in use. */
    private static Body parked(int n) {
        return () -> {
            var gate = chan(Boolean.class);
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                wg.go(gate::recv);
            }
            sleep(1_000_000);
            System.gc();
            Runtime r = Runtime.getRuntime();
            System.out.printf("parked %d, heap in use %d MiB%n", n, (r.totalMemory() - r.freeMemory()) >> 20);
            gate.close();
            wg.await();
        };
    }

    public static void main(String[] args) {
        String workload = args[0];
        int n = Integer.parseInt(args[1]);
        int repetitions = Integer.parseInt(args[2]);
        Go settings = Go.version("1.26").procs(1).costs(Costs.NONE).recording(RecordingLevel.OFF);
        for (int i = 3; i < args.length; i++) {
            settings = switch (args[i]) {
                case "full" -> settings.recording(RecordingLevel.FULL);
                case "sampled" -> settings.recording(RecordingLevel.SAMPLED);
                case "costs" -> settings.costs(Costs.measured());
                case "virtual" -> settings.coroutines(CoroutineKind.VIRTUAL_THREAD);
                default -> settings.procs(Integer.parseInt(args[i].substring("procs=".length())));
            };
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int r = 0; r < repetitions; r++) {
            Body main = switch (workload) {
                case "mmc" -> mmc(n);
                case "pingpong" -> pingpong(n);
                case "timers" -> timers(n);
                case "parked" -> parked(n);
                default -> throw new IllegalArgumentException("unknown workload " + workload);
            };
            sum = 0;
            System.gc();
            long cpu = system.getProcessCpuTime();
            long wall = System.nanoTime();
            Run run = settings.run(main);
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
            if (!run.outcome().ok()) {
                throw new IllegalStateException(run.toString());
            }
            System.out.printf(
                    Locale.ROOT, "RESULT %s %d %d %.6f %.6f %d%n", workload, n, r, wallSeconds, cpuSeconds, sum);
        }
    }
}
