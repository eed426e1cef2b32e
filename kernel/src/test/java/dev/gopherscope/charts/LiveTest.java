package dev.gopherscope.charts;

import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static dev.gopherscope.sim.Memory.allocMany;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.GoroutineException;
import dev.gopherscope.sim.Run;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are shown while they go on. */
@Timeout(300)
class LiveTest {

    /** A front end that keeps what it was shown. */
    private static final class Page extends NoOutput {
        private final boolean live;
        private final List<MimeBundle> shown = new CopyOnWriteArrayList<>();
        private final List<MimeBundle> updates = new CopyOnWriteArrayList<>();

        Page(boolean live) {
            this.live = live;
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void display(MimeBundle bundle, @Nullable String displayId) {
            shown.add(bundle);
        }

        @Override
        public void updateDisplay(MimeBundle bundle, String displayId) {
            updates.add(bundle);
        }
    }

    private static Page page(boolean live) {
        var page = new Page(live);
        CurrentOutput.bind(page);
        return page;
    }

    @AfterEach
    void noCell() {
        CurrentOutput.bind(null);
    }

    private static void workers() throws InterruptedException {
        var wg = waitGroup();
        for (int i = 0; i < 9; i++) {
            wg.go(() -> work(micros(200)));
        }
        wg.await();
        allocMany(20_000, 512);
    }

    @Test
    void a_run_draws_itself_while_it_goes_on_and_ends_as_the_chart_of_the_whole() {
        var page = page(true);
        long start = System.nanoTime();
        Run run = Live.run(Go.version("1.26").procs(2), Charts::runQueues, () -> {
            workers();
            while (page.updates.size() < 3) {
                work(micros(1));
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(1, page.shown.size());
        int last = page.updates.size() - 1;
        assertTrue(last >= 3, () -> "updates: " + page.updates.size());
        assertTrue(last <= seconds * 5 + 1, () -> page.updates.size() + " updates in " + seconds + " s");
        page.updates.subList(0, last).forEach(each -> assertTrue(svg(each).contains("Running: "), () -> svg(each)));
        assertFalse(svg(page.updates.getLast()).contains("Running: "));
        assertEquals(Renderers.render(Charts.runQueues(run)), page.updates.getLast());
    }

    private static String svg(MimeBundle bundle) {
        return String.valueOf(bundle.data().get(MimeBundle.SVG));
    }

    @Test
    void a_run_that_nobody_watches_shows_its_last_chart_only() {
        var page = page(false);
        Run run = Live.run(Go.version("1.26").procs(2), v -> Charts.heap(v.heap()), LiveTest::workers);
        assertEquals(List.of(Renderers.render(Charts.heap(run))), page.shown);
        assertEquals(List.of(), page.updates);
    }

    @Test
    void a_run_that_is_shown_is_the_run_that_it_would_be_without() {
        page(true);
        var go = Go.version("1.26").procs(2).seed(7);
        assertEquals(
                go.run(LiveTest::workers).traceHash(),
                Live.run(go, Charts::heap, LiveTest::workers).traceHash());
    }

    @Test
    void a_run_that_fails_shows_what_happened_until_then() {
        var page = page(true);
        assertThrows(
                GoroutineException.class,
                () -> Live.run(Go.version("1.26").procs(2), Charts::heap, () -> {
                    workers();
                    throw new IllegalStateException("as asked");
                }));
        assertTrue(svg(page.updates.getLast()).contains("heap"), () -> "" + page.updates);
    }

    @Test
    void a_chart_that_can_not_be_made_yet_waits_and_one_that_never_can_fails_at_the_end() {
        var page = page(true);
        assertThrows(
                IllegalArgumentException.class,
                () -> Live.run(
                        Go.version("1.26").procs(2),
                        soFar -> {
                            throw new IllegalArgumentException("no chart");
                        },
                        LiveTest::workers));
        assertEquals(List.of(), page.updates);
    }
}
