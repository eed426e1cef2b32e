package dev.gopherscope.sim.bench;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;

import com.sun.management.OperatingSystemMXBean;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.observe.RecordingLevel;
import java.lang.management.ManagementFactory;

/**
 * What the collector costs the simulator in processor time: edges marked in a second on a random and on a local graph, and a service
 * that allocates 100 MiB/s on 8 Ps. Arguments: "random", "local" or "service", and objects in thousands or virtual seconds.
 */
public final class GcBench {
    private static final int EDGES = 8;

    private GcBench() {}

    public static void main(String[] args) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        int n = Integer.parseInt(args[1]);
        if (args[0].equals("service")) {
            long cpu = system.getProcessCpuTime();
            var run = Go.version("1.26")
                    .procs(8)
                    .recording(RecordingLevel.SAMPLED)
                    .run(() -> {
                        var cache = global("cache");
                        for (int i = 0; i < 20_000; i++) {
                            cache.add(alloc(1024));
                        }
                        for (long tick = 0; tick < n * 1000L; tick++) {
                            allocMany(26, 4096);
                            sleep(millis(1));
                        }
                    });
            System.out.printf(
                    "service: %d virtual s, %d collections, %.2f s of processor time%n",
                    n, run.cycles().size(), (system.getProcessCpuTime() - cpu) / 1e9);
            return;
        }
        boolean local = args[0].equals("local");
        int objects = n * 1000;
        var random = new RandomStream(1, "graph");
        Go.version("1.26").procs(1).gogc(-1).recording(RecordingLevel.OFF).run(() -> {
            long[] o = new long[objects];
            var all = global("all");
            for (int i = 0; i < objects; i++) {
                o[i] = all.add(allocScan(8 * EDGES));
            }
            for (int i = 0; i < objects; i++) {
                for (int e = 0; e < EDGES; e++) {
                    int to = local ? Math.min(objects - 1, i + 1 + random.below(64)) : random.below(objects);
                    link(o[i], e, o[to]);
                }
            }
            all.truncate(1);
            gc();
            for (int round = 0; round < 3; round++) {
                long cpu = system.getProcessCpuTime();
                gc();
                double seconds = (system.getProcessCpuTime() - cpu) / 1e9;
                System.out.printf("%s: %.1f M edges/s%n", args[0], (double) objects * EDGES / seconds / 1e6);
            }
        });
    }
}
