package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Completeness;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import dev.gopherscope.kernel.protocol.Interpreter.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells on JShell, as their author sees them. */
class JShellInterpreterTest {
    private static JShellInterpreter java;
    private static int number;
    private static volatile Cell last = new Cell("", 0, null, false);

    @BeforeAll
    static void start() {
        java = new JShellInterpreter();
    }

    @AfterAll
    static void end() {
        java.close();
    }

    /** Keeps what a cell shows; a question is noted and never answered. */
    private static final class Shown extends NoOutput {
        final StringBuffer text = new StringBuffer();
        final List<MimeBundle> displays = new ArrayList<>();
        final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public void stream(Stream stream, String more) {
            text.append(more);
        }

        @Override
        public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
            displays.add(bundle);
        }

        @Override
        public String readLine(String prompt, boolean password) throws InterruptedException {
            asked.countDown();
            new CountDownLatch(1).await();
            return "";
        }
    }

    private static Execution run(String code, CellOutput output) {
        last = new Cell(code, ++number, null, false);
        return java.execute(last, output);
    }

    private static @Nullable String value(String code) {
        Execution execution = run(code, new Shown());
        if (execution instanceof Execution.Done done) {
            return done.value() == null ? null : done.value().text();
        }
        throw new AssertionError(code + " gave " + execution);
    }

    private static Execution.Failed failure(String code) {
        return assertInstanceOf(Execution.Failed.class, run(code, new Shown()));
    }

    private static String plain(Execution.Failed failed) {
        return Ansi.strip(String.join("\n", failed.traceback()));
    }

    @Test
    void the_last_expression_is_the_result_and_a_declaration_shows_nothing() {
        assertEquals("2", value("1+1"));
        assertNull(value("int a = 5;"));
        assertEquals("6", value("a + 1"));
        assertEquals("7", value("a = 7"));
        assertNull(value("int b = a; int c = b;"));
        assertNull(value("System.out.printf(\"x\")"));
    }

    @Test
    void types_of_every_kind_are_declared_and_used_in_one_cell() {
        assertEquals("Key[]", value("record Key() {}\n\nvar key = new Key();\nkey"));
        assertEquals("Key[]", value("record Key() {}\nnew Key()"));
        assertEquals("1", value("record Inferred(int n) {}\nvar all = List.of(new Inferred(1));\nall.get(0).n()"));
        assertEquals("2", value("var later = List.of(2);\nrecord After(int n) {}\nnew After(later.get(0)).n()"));
        assertEquals("3", value("class Box { int n = 3; }\ninterface Shape { }\nenum Kind { A, B }\nnew Box().n"));
        assertEquals("[A, B]", value("Arrays.asList(Kind.values())"));
        assertEquals("4", value("record Pair(int a, int b) { int sum() { return a + b; } }\nnew Pair(1, 3).sum()"));
    }

    @Test
    void declarations_may_refer_to_later_ones_and_may_be_replaced() {
        assertEquals("5", value("int first() { return second(); }\nint second() { return 5; }\nfirst()"));
        assertEquals("10", value("int second() { return 10; }\nfirst()"));
        assertEquals("ten", value("String second() { return \"ten\"; }\nsecond()"));
    }

    @Test
    void output_belongs_to_the_cell_that_started_the_thread_also_after_its_end() {
        var early = new Shown();
        var late = new Shown();
        run(
                "var go = new java.util.concurrent.CountDownLatch(1);"
                        + "var t = new Thread(() -> { try { go.await(); } catch (InterruptedException e) { } System.out.print(\"late\"); }); t.start();"
                        + "System.out.print(\"early \");",
                early);
        run("go.countDown(); t.join(); System.out.print(\"other\");", late);
        assertEquals("early late", early.text.toString());
        assertEquals("other", late.text.toString());
    }

    @Test
    void lines_that_named_goroutines_print_begin_with_their_names() {
        var shown = new Shown();
        run(
                "import dev.gopherscope.sim.*;\nimport static dev.gopherscope.sim.Goroutine.*;\n"
                        + "Go.version(\"1.26\").procs(1).run(() -> {\n"
                        + "    System.out.println(\"begin\");\n"
                        + "    go(\"producer\", () -> { System.out.print(\"half\"); gosched(); System.out.println(\"two\\nlines\"); });\n"
                        + "    go(() -> System.out.println(\"no name\"));\n"
                        + "    sleep(millis(1));\n"
                        + "    System.out.println(\"end\");\n"
                        + "});\nSystem.out.println(\"after\");",
                shown);
        assertEquals("begin\nno name\n[producer] halftwo\n[producer] lines\nend\nafter\n", shown.text.toString());
    }

    @Test
    void an_exception_shows_the_lines_of_the_cell_and_not_the_kernel() {
        Execution.Failed failed = failure("int divide(int n) {\n    return 1 / n;\n}\ndivide(0)");
        String text = plain(failed);
        assertEquals("java.lang.ArithmeticException", failed.name());
        assertTrue(text.contains("at divide, cell " + number + ", line 2"), text);
        assertTrue(text.contains("at cell " + number + ", line 4"), text);
        assertFalse(text.contains("dev.gopherscope.kernel"), text);
    }

    @Test
    void getMessage_that_throws_fails_the_cell_only() {
        Execution.Failed failed = failure(
                "throw new RuntimeException() { public String getMessage() { throw new IllegalStateException(); } };");
        assertTrue(failed.message().contains("its getMessage() threw"), failed::message);
        assertEquals("2", value("1+1"));
    }

    @Test
    void toString_that_throws_fails_the_cell_only() {
        assertEquals(
                "java.lang.IllegalStateException",
                failure("new Object() { public String toString() { throw new IllegalStateException(\"no text\"); } }")
                        .name());
        assertEquals("2", value("1+1"));
    }

    @Test
    void stack_overflow_is_an_error_of_the_cell() {
        assertEquals(
                "java.lang.StackOverflowError",
                failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)").name());
        assertEquals("2", value("1+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ready.countDown(); while (true) { }",
                "ready.countDown(); Thread.sleep(60_000);",
                "ready.countDown(); while (true) { beat++; try { Thread.sleep(50); } catch (InterruptedException e) { } }",
                "ready.countDown(); while (true) { try { beat++; } catch (Throwable t) { } }",
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run("
                        + "() -> { while (true) dev.gopherscope.sim.Goroutine.gosched(); });",
                // Bodies that never yield to the simulator: loops, sleeps and locks of Java.
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> { while (true) { beat++; } });",
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> {"
                        + " dev.gopherscope.sim.Goroutine.go(\"busy\", () -> { while (true) { beat++; } });"
                        + " dev.gopherscope.sim.Goroutine.sleep(1_000_000); });",
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> {"
                        + " dev.gopherscope.sim.Goroutine.go(\"busy\", () -> { while (true) { try { beat++; }"
                        + " catch (Throwable t) { } } }); dev.gopherscope.sim.Goroutine.sleep(1_000_000); });",
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> {"
                        + " dev.gopherscope.sim.Goroutine.go(() -> Thread.sleep(60_000_000));"
                        + " dev.gopherscope.sim.Goroutine.sleep(1_000_000); });",
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> {"
                        + " dev.gopherscope.sim.Goroutine.go(() -> new java.util.concurrent.Semaphore(0).acquire());"
                        + " dev.gopherscope.sim.Goroutine.sleep(1_000_000); });",
            })
    void an_interrupt_stops_the_cell_and_keeps_the_state(String code) throws Exception {
        value("int beat = 0; int kept = 41; var ready = new java.util.concurrent.CountDownLatch(1);");
        var running = CompletableFuture.supplyAsync(() -> run(code, new Shown()));
        awaitReady();
        Interruption interruption = java.interrupt(last);
        assertTrue(interruption.stopped(), interruption::explanation);
        assertInstanceOf(Execution.Interrupted.class, running.get(60, TimeUnit.SECONDS));
        assertEquals("42", value("kept + 1"));
    }

    /** The cell counts its latch down when it begins; inspection sees that while the cell runs. */
    private static void awaitReady() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            MimeBundle ready = java.inspect("ready", 5, 0);
            if (ready != null && ready.text().contains("Count = 0")) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the cell did not start");
    }

    @Test
    void what_an_interrupted_run_recorded_is_not_lost() throws Exception {
        value("int beat = 0; var ready = new java.util.concurrent.CountDownLatch(1);");
        var running = CompletableFuture.supplyAsync(() -> run(
                "ready.countDown(); dev.gopherscope.sim.Go.version(\"1.26\").run(() -> {"
                        + " dev.gopherscope.sim.Goroutine.log(\"so far\"); while (true) { beat++; } });",
                new Shown()));
        awaitReady();
        assertTrue(java.interrupt(last).stopped());
        assertInstanceOf(Execution.Interrupted.class, running.get(60, TimeUnit.SECONDS));
        assertEquals("true", value("dev.gopherscope.sim.Run.last().outcome().ok() == false"));
    }

    @Test
    void an_exported_trace_names_cells_and_their_lines() {
        value("import dev.gopherscope.sim.*;\nimport static dev.gopherscope.sim.Goroutine.*;");
        value("""
                void worker() {
                    var c = chan(Integer.class);
                    go("sender", () -> c.send(1));
                    c.receive();
                }""");
        int declared = number;
        value("var traced = Go.version(\"1.26\").procs(1).sourceLines(true).run(() ->\n    worker());");
        value("var file = java.nio.file.Files.createTempFile(\"run\", \".trace\"); traced.goTrace(file);");
        String text = value("new String(java.nio.file.Files.readAllBytes(file),"
                + " java.nio.charset.StandardCharsets.ISO_8859_1)");
        for (String part : List.of("cell " + declared, "cell " + (declared + 1), "worker", "sender", "main.main")) {
            assertTrue(text.contains(part), () -> part + " is missing in " + text);
        }
        String places = value("var at = traced.recorder().places(); java.util.stream.IntStream.range(0, at.size())"
                + ".mapToObj(i -> at.frames(i).stream().map(f -> f.typed())"
                + ".map(f -> f.file() + \":\" + f.line()).toList()).toList()");
        // Main receives in line 4 of the method, called from line 2 of the next cell; the other one sends in line 3.
        assertTrue(places.contains("[cell " + declared + ":4, cell " + (declared + 1) + ":2]"), places);
        assertTrue(places.contains("[cell " + declared + ":3]"), places);
        value("java.nio.file.Files.delete(file);");
    }

    @Test
    void an_interrupt_ends_a_question() throws Exception {
        var shown = new Shown();
        var running = CompletableFuture.supplyAsync(() -> run("new Scanner(System.in).nextLine()", shown));
        assertTrue(shown.asked.await(30, TimeUnit.SECONDS));
        assertTrue(java.interrupt(last).stopped());
        assertInstanceOf(Execution.Interrupted.class, running.get(60, TimeUnit.SECONDS));
    }

    @Test
    void library_code_that_cannot_be_stopped_is_named_and_left_behind() throws Exception {
        value(
                "var ready = new java.util.concurrent.CountDownLatch(1); var gate = new java.util.concurrent.Semaphore(0);");
        var running = CompletableFuture.supplyAsync(
                () -> run("{ ready.countDown(); gate.acquireUninterruptibly(); }", new Shown()));
        awaitReady();
        Interruption interruption = java.interrupt(last);
        assertFalse(interruption.stopped());
        assertTrue(interruption.explanation().contains("Semaphore"), interruption::explanation);
        assertInstanceOf(Execution.Interrupted.class, running.get(60, TimeUnit.SECONDS));
        assertEquals("2", value("1+1"));
        value("gate.release();");
    }

    @Test
    void a_redeclared_variable_lets_its_old_value_go() {
        value("var big = new byte[1000]; var ref = new java.lang.ref.WeakReference<>(big);");
        value("var big = new byte[1];");
        assertEquals(
                "true",
                value(
                        "for (int i = 0; i < 50 && ref.get() != null; i++) { System.gc(); Thread.sleep(20); }\nref.get() == null"));
    }

    @Test
    void running_a_cell_again_keeps_what_later_cells_made_of_it() {
        value("var base = new int[] {1};");
        value("var derived = new ArrayList<Integer>(List.of(base[0], 2));");
        value("var base = new int[] {1};");
        assertEquals("[1, 2]", value("derived"));
        value("int plain = 3;");
        value("int plain;");
        assertEquals("0", value("plain"));
    }

    @Test
    void cells_do_not_see_the_libraries_of_the_kernel() {
        assertTrue(plain(failure("com.fasterxml.jackson.databind.ObjectMapper m = null;"))
                .contains("does not exist"));
        assertTrue(plain(failure("Class.forName(\"org.zeromq.ZMQ\")")).contains("ClassNotFoundException"));
    }

    @Test
    void completion_inspection_and_completeness_know_the_cells() {
        value("String benchText = \"gopher\";");
        assertTrue(java.complete("benchText.subs", 14).matches().contains("substring("));
        MimeBundle variable = java.inspect("benchText", 4, 0);
        assertNotNull(variable);
        assertTrue(variable.text().startsWith("String benchText = gopher\n"), variable::text);
        MimeBundle method = java.inspect("Math.max", 8, 0);
        assertNotNull(method);
        assertTrue(method.text().startsWith("int Math.max(int a, int b)"), method::text);
        assertEquals(Completeness.Status.COMPLETE, java.isComplete("int q = 1;").status());
        assertEquals(
                Completeness.Status.INCOMPLETE,
                java.isComplete("for (int i = 0; i < 3; i++) {").status());
        assertEquals(Completeness.Status.INVALID, java.isComplete("int = ;").status());
    }

    @Test
    void a_cell_displays_html() {
        var shown = new Shown();
        run("display(\"<b>bold</b>\", \"text/html\");", shown);
        assertEquals("<b>bold</b>", shown.displays.getFirst().data().get(MimeBundle.HTML));
    }
}
