package dev.gopherscope.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gopherscope.modules.mvs.Mvs;
import dev.gopherscope.modules.mvs.Reqs;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Large and strange graphs end, and each go.mod is read once: the cost grows with the number of requirements. */
class AbsurdGraphsTest {
    private static final ModuleVersion MAIN = new ModuleVersion("example.com/main", "");

    /** Every version of every module requires {@code fan} others, forward and backward. */
    private static Map<ModuleVersion, List<ModuleVersion>> graph(int modules, int versions, int fan) {
        var random = new Random(5);
        var graph = new HashMap<ModuleVersion, List<ModuleVersion>>();
        graph.put(MAIN, List.of(module(0, 0)));
        for (int m = 0; m < modules; m++) {
            for (int v = 0; v < versions; v++) {
                var list = new ArrayList<ModuleVersion>();
                list.add(module((m + 1) % modules, random.nextInt(versions)));
                for (int i = 1; i < fan; i++) {
                    list.add(module(random.nextInt(modules), random.nextInt(versions)));
                }
                graph.put(module(m, v), list);
            }
        }
        return graph;
    }

    private static ModuleVersion module(int m, int v) {
        return new ModuleVersion("example.com/m" + m, "v1." + v + ".0");
    }

    private static final class Counting implements Reqs {
        private final Map<ModuleVersion, List<ModuleVersion>> graph;
        int reads;

        Counting(Map<ModuleVersion, List<ModuleVersion>> graph) {
            this.graph = graph;
        }

        @Override
        public List<ModuleVersion> required(ModuleVersion m) {
            reads++;
            return graph.get(m);
        }

        @Override
        public int compare(String path, String x, String y) {
            return Versions.compareWithMain(path, x, y);
        }
    }

    @Test
    void tenThousandModulesWithTenVersionsEachAreResolvedReadingEachVersionOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            var reqs = new Counting(graph(10_000, 10, 4));
            assertEquals(10_001, Mvs.buildList(List.of(MAIN), reqs).size());
            assertEquals(true, reqs.reads <= 100_001 && reqs.reads > 10_000);
        });
    }

    @Test
    void theCostIsLinearInTheRequirements() {
        var small = new Counting(graph(500, 4, 4));
        var large = new Counting(graph(5_000, 4, 4));
        Mvs.buildList(List.of(MAIN), small);
        Mvs.buildList(List.of(MAIN), large);
        double each = (double) large.reads / small.reads;
        assertEquals(true, each > 8 && each < 12, "reads grew by " + each);
    }

    @Test
    void aProjectWithAThousandModulesListsThem() {
        var world = new ModuleWorld();
        for (int i = 0; i < 1_000; i++) {
            world.publish(
                    "example.com/m" + i + " v1.0.0",
                    "go 1.16",
                    "require example.com/m" + (i + 1) % 1_000 + " v1.0.0 // indirect");
        }
        var project = world.project("example.com/main", "go 1.16", "require example.com/m0 v1.0.0");
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertEquals(1_000, project.buildList().size()));
    }
}
