package dev.gopherscope.charts;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The charts of memory and stacks say in their subtitle the number that the run has. */
class MemoryChartsTest {
    private static String svg(String name, QuestionChart chart) {
        String svg = String.valueOf(new ChartRenderer().render(chart).data().get(MimeBundle.SVG));
        String folder = System.getProperty("gopherscope.pictures");
        if (folder != null) {
            try {
                Files.writeString(Path.of(folder, name + ".svg"), svg);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return svg;
    }

    @Test
    void theOomChartTellsWhenTheProcessWasKilled() {
        Run run = Go.version("1.26").procs(2).cgroup(mib(64)).run(() -> {
            var live = global("live");
            for (int i = 0; i < 40 * 256; i++) {
                live.add(alloc(4096));
            }
            for (int i = 0; i < 200 * 256; i++) {
                alloc(4096);
                work(micros(2));
            }
        });
        assertTrue(Charts.oom(run.oom()).answer().plain().startsWith("Killed at "));
        String svg = svg("oom", Charts.oom(run.oom()));
        assertTrue(svg.contains("memory.max") && svg.contains("RSS"));
    }

    @Test
    void theStackChartCountsTheCopies() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            go("deep", () -> down(300));
            sleep(millis(1));
        });
        assertTrue(Charts.stacks(run.stacks()).answer().plain().contains("5 copies"));
        assertTrue(svg("stacks", Charts.stacks(run.stacks())).contains("copied so far"));
    }

    private static void down(int levels) throws Exception {
        work(100);
        if (levels > 0) {
            call("down", 160, () -> down(levels - 1));
        }
    }

    @Test
    void theSizeClassChartTellsTheWasteAndTheScavengeChartWhatIsHeld() {
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            var live = global("live");
            for (int i = 1; i <= 20_000; i++) {
                live.add(alloc(i % 2048 + 1));
            }
            work(millis(2));
            live.clear();
            gc();
            work(millis(2));
            freeOSMemory();
            work(millis(2));
        });
        assertTrue(Charts.sizeClasses(run.sizeClasses()).answer().plain().contains("%"));
        assertTrue(svg("sizes", Charts.sizeClasses(run.sizeClasses())).contains("asked for"));
        assertTrue(svg("scavenged", Charts.scavenged(run.oom())).contains("address space"));
    }

    private static final Run WORK = Go.version("1.26").procs(1).run(() -> {
        recordAllocations();
        var keep = global("keep");
        for (int i = 0; i < 20_000; i++) {
            long object = alloc(i % 7 == 0 ? 512 : 64 + i % 900);
            if (i % 5 == 0) {
                keep.add(object);
            }
        }
        for (int i = 0; i < 20; i++) {
            go(() -> sleep(seconds(1)));
        }
        gc();
    });

    @Test
    void theMemoryMapShowsPagesAndSlotsAndSaysHowMuchIsAlive() {
        MimeBundle bundle = new MemoryMapViewRenderer().render(WORK.memoryMap());
        String svg = String.valueOf(bundle.data().get(MimeBundle.SVG));
        String text = String.valueOf(bundle.data().get(MimeBundle.TEXT));
        long pages = WORK.memoryMap().spans().stream()
                .filter(s -> !s.stack())
                .mapToLong(s -> s.npages())
                .sum();
        String share =
                dev.gopherscope.charts.theme.Units.percent(WORK.memoryMap().liveBytes() / (double) (pages * 8192));
        assertTrue(text.contains(share + " of "), text);
        for (String part :
                new String[] {"live objects", "stacks", "free pages", " slots of ", "prefers-color-scheme"}) {
            assertTrue(svg.contains(part), part);
        }
        assertTrue(bundle.data().containsKey(MimeBundle.PNG));
    }

    @Test
    void theTrafficChartCountsWhatTheCachesCouldNotServe() {
        var small = WORK.sizeClasses().rows().stream().filter(r -> r.size() > 0).toList();
        long fresh = small.stream().mapToLong(r -> r.fresh()).sum();
        var chart = Charts.traffic(WORK.sizeClasses());
        assertTrue(
                chart.answer()
                        .plain()
                        .contains(dev.gopherscope.charts.theme.Units.number(fresh) + " had to be made from pages"),
                chart.answer().plain());
        assertTrue(svg("traffic", chart).contains("mcentral"));
    }

    @Test
    void thePacerChartCountsTheCollectionsThatEndInTime() {
        var chart = Charts.pacer(WORK.pacerEvents());
        assertTrue(
                chart.answer().plain().contains("of " + WORK.cycles().size() + " collections do"),
                chart.answer().plain());
        assertTrue(svg("pacer", chart).contains("trigger"));
        assertTrue(Charts.pacer(java.util.List.of()).answer().plain().contains("No collection ran"));
    }

    @Test
    void theAllocationChartCountsTheAssists() {
        long assists = WORK.allocations().allocations().stream()
                .filter(a -> a.assistNanos() > 0)
                .count();
        var chart = Charts.allocations(WORK.allocations());
        assertTrue(
                assists > 0 && chart.answer().plain().startsWith(assists + " of "),
                chart.answer().plain());
        assertTrue(svg("allocations", chart).contains("no assist"));
    }
}
