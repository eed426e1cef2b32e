package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Completion;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tab offers. */
class CompletionTest {
    private static JShellInterpreter java;
    private static int number;

    @BeforeAll
    static void start() {
        java = new JShellInterpreter();
        java.awaitNames();
        run("int gopherCount = 3; String gopherName = \"g\"; List<String> burrows = new ArrayList<>();");
        run("int countAll(int n) { return n; }\nrecord Burrow(int depth) { }");
    }

    @AfterAll
    static void end() {
        java.close();
    }

    private static void run(String code) {
        var execution = java.execute(new Cell(code, ++number, null, false), new NoOutput());
        assertInstanceOf(Execution.Done.class, execution, execution::toString);
    }

    private static Completion complete(String code) {
        return java.complete(code, code.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gopherC|gopherCount",
                "gopherName.subs|substring(",
                "burrows.get(0).len|length()",
                "new Burrow(1).de|depth()",
                "countA|countAll(",
                "new Arr|ArrayList(",
                "List<Burr|Burrow",
                "import java.util.conc|concurrent.",
                "import java.util.concurrent.TimeU|TimeUnit",
                "import static java.lang.Math.ab|abs",
                "import dev.gopherscope.si|sim.",
                "gopherName::subs|substring",
                "burrows.stream().map(String::len|length",
                "{ int total = 1; tot|total",
                "int half(int whole) { return who|whole",
                "burrows.forEach(burrow -> bur|burrow",
                "for (String each : burrows) { ea|each",
                "TimeU|java.util.concurrent.TimeUnit",
                "QuestionCh|dev.gopherscope.charts.model.QuestionChart",
                "ret|return",
            })
    void the_match_is_offered(String code, String match) {
        assertTrue(
                complete(code).matches().contains(match),
                () -> code + " gave " + complete(code).matches());
    }

    @Test
    void what_fits_the_expected_type_comes_first() {
        assertEquals("gopherName", complete("String copy = gopher").matches().getFirst());
        assertEquals("gopherCount", complete("int copy = gopher").matches().getFirst());
        assertEquals("gopherCount", complete("Math.max(gopher").matches().getFirst());
        List<String> members = complete("int n = gopherName.").matches();
        assertTrue(members.indexOf("length()") < members.indexOf("strip()"), members::toString);
    }

    @Test
    void what_every_object_has_comes_last_among_what_fits() {
        List<String> members = complete("gopherName.").matches();
        assertTrue(members.indexOf("strip()") < members.indexOf("getClass()"), members::toString);
    }

    @Test
    void locals_of_closed_blocks_and_hidden_classes_of_the_kernel_are_not_offered() {
        assertFalse(complete("{ int closed = 1; }\nclo").matches().contains("closed"));
        assertFalse(complete("KernelCo").matches().stream().anyMatch(each -> each.contains("KernelCore")));
    }

    @Test
    void each_match_has_its_kind_and_replaces_the_word_before_the_cursor() {
        Completion found = complete("String s = gopherNa");
        assertEquals(11, found.start());
        assertEquals(19, found.end());
        assertEquals("variable", found.types().get("gopherName"));
        assertEquals("method", complete("countA").types().get("countAll("));
        assertEquals("class", complete("Burr").types().get("Burrow"));
        assertEquals("class, not imported", complete("TimeU").types().get("java.util.concurrent.TimeUnit"));
        assertEquals("keyword", complete("ret").types().get("return"));
        assertEquals("package", complete("import java.util.conc").types().get("concurrent."));
    }

    @Test
    void a_class_that_is_imported_is_offered_once() {
        List<String> matches = complete("ArrayLi").matches();
        assertTrue(matches.contains("ArrayList"), matches::toString);
        assertFalse(matches.contains("java.util.ArrayList"), matches::toString);
    }

    @Test
    void completion_is_answered_while_a_cell_runs() throws Exception {
        run(
                "var began = new java.util.concurrent.CountDownLatch(1); var mayEnd = new java.util.concurrent.CountDownLatch(1);");
        var cell = new Cell("began.countDown(); mayEnd.await();", ++number, null, false);
        var running = CompletableFuture.supplyAsync(() -> java.execute(cell, new NoOutput()));
        ((java.util.concurrent.CountDownLatch) java.value("began")).await(60, TimeUnit.SECONDS);
        assertTrue(complete("gopherC").matches().contains("gopherCount"));
        assertFalse(running.isDone());
        ((java.util.concurrent.CountDownLatch) java.value("mayEnd")).countDown();
        assertInstanceOf(Execution.Done.class, running.get(60, TimeUnit.SECONDS));
    }

    @Test
    void locals_are_read_from_unfinished_code() {
        assertEquals(
                Set.of("a", "b", "c"), Locals.atEnd("void m(int a) { for (int b = 0; b < 3; b++) { String c = f("));
        assertEquals(Set.of("a"), Locals.atEnd("int a = 1; { int b = 2; } "));
        assertEquals(Set.of(), Locals.atEnd(""));
        assertEquals(Set.of(), Locals.atEnd("}}} ((("));
    }
}
