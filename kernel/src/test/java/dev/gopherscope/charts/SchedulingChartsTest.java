package dev.gopherscope.charts;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Trace.newTask;
import static dev.gopherscope.sim.Trace.withRegion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of scheduling are complete, readable and small, for short runs, long runs and empty ones. */
class SchedulingChartsTest {

    private static Run tasks(int procs, int n) {
        return Go.version("1.26").procs(procs).seed(7).run(() -> {
            var mu = mutex("table");
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                wg.go("task-" + i, () -> {
                    work(micros(40));
                    mu.lock();
                    work(micros(30));
                    mu.unlock();
                    sleep(micros(50));
                });
            }
            syscall(micros(200));
            wg.await();
        });
    }

    private static Run contexts(int services) {
        return Go.version("1.26").procs(1).run(() -> {
            var root = named("root", withTimeout(background(), millis(3)));
            for (int s = 0; s < services; s++) {
                var service = named("service " + s, withCancel(root));
                for (int r = 0; r < 3; r++) {
                    named("repository " + s + "." + r, withCancel(service));
                }
                work(micros(200));
                if (s == 1) {
                    service.cancel();
                }
            }
            sleep(millis(5));
        });
    }

    private static Run userTasks(int n) {
        return Go.version("1.26").procs(2).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                var task = newTask(background(), "request");
                wg.go("handler-" + i, () -> {
                    try (task) {
                        withRegion(task.context(), "handle", () -> {
                            withRegion(task.context(), "parse", () -> work(micros(120)));
                            withRegion(task.context(), "query", () -> sleep(micros(400)));
                        });
                    }
                });
            }
            wg.await();
        });
    }

    static Stream<Arguments> views() {
        Run few = tasks(2, 4);
        Run many = tasks(4, 300);
        Run none = Go.latest().procs(1).run(() -> {});
        return Stream.of(
                Arguments.of("few timeline", few.timeline()),
                Arguments.of("many timeline", many.timeline()),
                Arguments.of("window of many", many.timeline(micros(50), micros(300))),
                Arguments.of("nothing timeline", none.timeline()),
                Arguments.of("few locks", few.lockWaits()),
                Arguments.of("many locks", many.lockWaits()),
                Arguments.of("no locks", none.lockWaits()),
                Arguments.of("contexts", contexts(3).contextTree()),
                Arguments.of("many contexts", contexts(30).contextTree()),
                Arguments.of("no contexts", none.contextTree()),
                Arguments.of("user tasks", userTasks(3).tasks()),
                Arguments.of("many user tasks", userTasks(40).tasks()),
                Arguments.of("no user tasks", none.tasks()),
                Arguments.of("latency", many.latency()),
                Arguments.of("no latency", none.latency()),
                Arguments.of("states", many.states()),
                Arguments.of("states of nothing", none.states()));
    }

    @Test
    void theHeatMapOfLatencyCountsEveryWaitOnce() throws Exception {
        var latency = tasks(4, 300).latency();
        var chart = Charts.latencyHeatmap(latency);
        long sum = 0;
        for (Number[] cell : chart.getHeatMapSeries().getHeatData()) {
            sum += cell[2].longValue();
        }
        assertEquals(latency.count(), sum);
        MimeBundle bundle = Renderers.render(chart);
        SvgPage page = new SvgPage((String) bundle.data().get(MimeBundle.SVG));
        page.check();
        assertTrue(page.elements("title").getFirst().getTextContent().endsWith("how long?"));
        assertTrue(bundle.data().keySet().stream().anyMatch(type -> type.contains("vegalite")), "one can zoom into it");
        MimeBundle empty = Renderers.render(
                Charts.latencyHeatmap(Go.latest().procs(1).run(() -> {}).latency()));
        assertTrue(empty.text().contains("how long?"), empty.text());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("views")
    void everyPictureIsReadableCompleteAndSmall(String name, Object view) throws Exception {
        MimeBundle bundle = Renderers.render(view);
        SvgPage page = new SvgPage((String) bundle.data().get(MimeBundle.SVG));
        page.check();
        assertEquals(760, page.width());
        assertTrue(page.elements("title").getFirst().getTextContent().endsWith("?"));
        assertTrue(bundle.text().lines().allMatch(l -> l.codePointCount(0, l.length()) <= 78), bundle.text());
        byte[] png = Base64.getDecoder().decode((String) bundle.data().get(MimeBundle.PNG));
        assertTrue(png.length > 1000 && png.length < 300_000);
        assertEquals(bundle.data(), Renderers.render(view).data(), "showing a view twice gives the same bytes");
        String dump = System.getProperty("gopherscope.pictures", "");
        if (!dump.isEmpty()) {
            Files.write(Path.of(dump, name.replace(' ', '-') + ".png"), png);
            Files.writeString(Path.of(dump, name.replace(' ', '-') + ".svg"), page.source);
        }
    }
}
