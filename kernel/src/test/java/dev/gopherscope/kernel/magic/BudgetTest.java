package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.MemoryLink;
import dev.gopherscope.kernel.protocol.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of {@code %budget}. No test depends on how fast a cell is: what has to be stopped would never end. */
@Timeout(300)
class BudgetTest {
    private Cells cells;

    @BeforeEach
    void start() {
        cells = new Cells();
    }

    @AfterEach
    void stop() {
        cells.close();
    }

    @Test
    void without_options_the_limits_are_shown() {
        assertTrue(cells.text("%budget").matches("(?s).*time +none\noutput +none\nthreads +none\nheap +none"));
        cells.value("%budget --time 1.5s --output 20k --threads 9 --heap 64M");
        assertTrue(cells.text("%budget")
                .matches("(?s).*time +1\\.5 s\noutput +20,000 characters\nthreads +9 threads\nheap +64\\.0 MiB"));
        assertTrue(cells.text("%budget --threads none").contains("threads   none"), () -> cells.text("%budget"));
        assertTrue(cells.text("%budget --off").contains("time      none"));
    }

    @Test
    void a_cell_that_takes_too_long_is_stopped_and_the_state_kept() {
        cells.value("int kept = 5;");
        cells.value("%budget --time 300ms");
        for (String endless : new String[] {"while (true) kept++;", "Thread.sleep(1_000_000);"}) {
            var failed = cells.failure(endless);
            assertEquals("BudgetExceeded", failed.name());
            assertTrue(failed.message().contains("it has run 300 ms, which is all the time"), failed.message());
            assertTrue(failed.message().contains("%budget --time 3s, or %budget --off"), failed.message());
        }
        cells.value("%budget --off");
        assertEquals("true", cells.text("kept >= 5"));
    }

    @Test
    void what_fails_by_itself_keeps_its_own_message() {
        cells.value("%budget --time 60s --threads 500 --heap 500M");
        assertEquals(
                "java.lang.ArithmeticException", cells.failure("1 / (2 - 2)").name());
        assertEquals("3", cells.text("1 + 2"));
    }

    @Test
    void java_between_magics_keeps_to_the_time_too() {
        cells.value("%budget --time 300ms");
        assertEquals("BudgetExceeded", cells.failure("%vars\nwhile (true) { }").name());
    }

    @Test
    void a_cell_with_too_many_threads_is_stopped_and_its_threads_end() {
        cells.value("var started = new ArrayList<Thread>();");
        cells.value("%budget --threads 10");
        var failed = cells.failure("""
                for (int i = 0; i < 30; i++) {
                    started.add(Thread.ofPlatform().daemon().start(() -> {
                        try { Thread.sleep(1_000_000); } catch (InterruptedException e) { }
                    }));
                }
                Thread.sleep(1_000_000);""");
        assertEquals("BudgetExceeded", failed.name());
        assertTrue(
                failed.message()
                        .matches("(?s).*it has \\d+ threads; a cell may have 10 at once.*%budget --threads \\d+.*"),
                failed.message());
        cells.value("%budget --off");
        cells.value("for (var each : started) each.join(60_000);");
        assertEquals("0", cells.text("started.stream().filter(Thread::isAlive).count()"));
    }

    @Test
    void a_cell_that_holds_too_much_memory_is_stopped_and_garbage_is_not_counted() {
        cells.value("var held = new ArrayList<byte[]>();");
        cells.value("%budget --heap 48M");
        assertEquals(
                "done",
                cells.text(
                        "for (int i = 0; i < 2000; i++) { byte[] garbage = new byte[1 << 20]; garbage[i] = 1; }\n\"done\""));
        var failed = cells.failure("while (true) { held.add(new byte[1 << 20]); Thread.sleep(5); }");
        assertEquals("BudgetExceeded", failed.name());
        assertTrue(
                failed.message()
                        .matches("(?s).*it holds [0-9.]+ MiB more memory.*a cell may take 48\\.0 MiB.*--heap \\d+M.*"),
                failed.message());
        cells.value("held.clear();");
        assertEquals("0", cells.text("held.size()"));
    }

    @Test
    void wrong_limits_are_explained() {
        for (String wrong : new String[] {
            "--time soon", "--time 0s", "--heap much", "--threads 0", "--output -1x", "10s", "--memory 5"
        }) {
            var failed = cells.failure("%budget " + wrong);
            assertTrue(failed.message().contains("%budget"), failed.message());
        }
        assertEquals(Budget.NONE, cells.kernel.context().budget());
        assertEquals(Duration.ofMinutes(2), Budget.NONE.withTime("2m").time().orElseThrow());
        assertEquals(3L << 30, Budget.NONE.withHeap("3G").heapBytes().orElseThrow());
    }

    @Test
    void what_is_printed_beyond_its_limit_is_cut_and_the_cell_goes_on() {
        var java = new MagicInterpreter(new JShellInterpreter());
        try (var client = new TestClient(new MemoryLink(java, KernelSettings.of("test", "1")))) {
            client.published(client.execute("%budget --output 100"));
            var id = client.execute("for (int i = 0; i < 50; i++) System.out.print(\"0123456789\"); int after = 7;");
            var published = client.published(id);
            assertEquals("0123456789".repeat(10), TestClient.text(published, "stdout"));
            String notice = TestClient.text(published, "stderr");
            assertTrue(notice.contains("it may print 100 characters. To allow more: %budget --output 1000"), notice);
            assertTrue(notice.contains("Not shown: 400 characters"), notice);
            assertEquals("ok", client.reply(id).content().get("status"));
            assertEquals(
                    "7",
                    TestClient.plain(client.published(client.execute("after")).get(2)));
            client.published(client.execute("%budget --off"));
            assertEquals(
                    500,
                    TestClient.text(
                                    client.published(client.execute(
                                            "for (int i = 0; i < 50; i++) System.out.print(\"0123456789\");")),
                                    "stdout")
                            .length());
        } finally {
            java.close();
        }
    }
}
