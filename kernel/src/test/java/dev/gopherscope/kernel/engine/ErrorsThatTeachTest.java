package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.Ansi;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.errors.Explanations;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cell with a fault says to its author. */
class ErrorsThatTeachTest {
    private static JShellInterpreter java;
    private static int number;

    @BeforeAll
    static void start() {
        java = new JShellInterpreter();
    }

    @AfterAll
    static void end() {
        java.close();
    }

    private static final class Noted extends NoOutput {
        final StringBuffer text = new StringBuffer();

        @Override
        public void stream(Stream stream, String more) {
            text.append(more);
        }
    }

    private static String run(String code) {
        var noted = new Noted();
        assertInstanceOf(Execution.Done.class, java.execute(new Cell(code, ++number, null, false), noted));
        return noted.text.toString();
    }

    private static Execution.Failed failure(String code) {
        return assertInstanceOf(
                Execution.Failed.class, java.execute(new Cell(code, ++number, null, false), new NoOutput()));
    }

    private static String text(Execution.Failed failed) {
        return Ansi.strip(String.join("\n", failed.traceback()));
    }

    private static void assertSays(String expected, String code) {
        String text = text(failure(code));
        assertTrue(text.contains(expected), () -> "expected " + expected + "\nin " + text);
    }

    /** A cell for each code of javac that is explained. */
    private static Map<String, String> cells() {
        try (var in = ErrorsThatTeachTest.class.getResourceAsStream("explained-cells.txt")) {
            var cells = new TreeMap<String, String>();
            for (String each :
                    new String(assertNotNull2(in).readAllBytes(), StandardCharsets.UTF_8).split("(?m)^### ")) {
                if (!each.isBlank()) {
                    int line = each.indexOf('\n');
                    cells.put(each.substring(0, line), each.substring(line + 1).stripTrailing());
                }
            }
            return cells;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T assertNotNull2(T value) {
        assertNotNull(value);
        return value;
    }

    static Stream<Arguments> explained() {
        return cells().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("explained")
    void a_cell_with_this_fault_is_told_what_it_means(String code, String cell) {
        Execution.Failed failed = failure(cell);
        assertEquals("CompilationError", failed.name(), () -> text(failed));
        assertTrue(text(failed).contains(Explanations.of(code).orElseThrow()), () -> text(failed));
        Position position = assertNotNull2(failed.position());
        long lines = cell.lines().count();
        assertTrue(position.line() >= 1 && position.line() <= lines && position.column() >= 1, position::toString);
        assertTrue(text(failed).startsWith("Cell " + number + ", " + position + ": "), () -> text(failed));
    }

    @Test
    void every_explained_fault_has_a_cell_and_every_explanation_is_one_sentence_of_its_own() {
        assertEquals(cells().keySet(), Explanations.codes());
        assertTrue(Explanations.codes().size() >= 30);
        var sentences = new HashSet<String>();
        for (String code : Explanations.codes()) {
            String sentence = Explanations.of("compiler.err." + code).orElseThrow();
            assertTrue(sentences.add(sentence), code);
            assertTrue(sentence.matches("[A-Z][^\\n]*[.?]"), code);
            assertFalse(sentence.matches(".*[.?] [A-Z].*"), code);
        }
    }

    @Test
    void the_fault_is_marked_under_the_line_of_the_cell() {
        Execution.Failed failed = failure("int fine = 1;\nint z = ;");
        assertEquals(new Position(2, 9), failed.position());
        assertEquals("illegal start of expression", failed.message());
        assertTrue(
                text(failed)
                        .startsWith("Cell " + number + ", line 2, column 9: illegal start of expression\n"
                                + "     2 | int z = ;\n"
                                + "       |         ^\n"),
                () -> text(failed));
    }

    @Test
    void of_a_call_only_the_name_that_is_unknown_is_marked() {
        assertSays("     1 | int m = Math.maxx(1, 2);\n       |              ^^^^\n", "int m = Math.maxx(1, 2);");
    }

    @Test
    void columns_count_characters_and_marks_stand_below_them() {
        Execution.Failed failed = failure("String s = \"\uD83D\uDE00\" + nosuch;");
        assertEquals(new Position(1, 18), failed.position());
        assertTrue(text(failed).contains("\n       |                  ^^^^^^\n"), () -> text(failed));
        Execution.Failed tabbed = failure("if (true) {\n\tint t = nosuch;\n}");
        assertTrue(
                text(tabbed).contains("     2 | \tint t = nosuch;\n       | \t        ^^^^^^\n"), () -> text(tabbed));
    }

    @Test
    void a_misspelt_name_is_answered_with_the_one_that_was_meant() {
        run("int gophers = 3;\nint countGophers(int n) { return n; }\nrecord Burrow(int depth) { }");
        assertSays("Did you mean gophers?", "int more = gohpers + 1;");
        assertSays("Did you mean countGophers()?", "countGopers(3)");
        assertSays("Did you mean Burrow?", "Burow home = null;");
        assertSays("Did you mean depth()?", "new Burrow(3).dept()");
        assertSays("Did you mean substring()?", "\"gopher\".substing(2)");
        assertSays("Did you mean String?", "string s = null;");
        assertSays("Did you mean ArrayList?", "new ArayList<String>()");
        assertSays("Did you mean System?", "Sytem.out.println(1);");
        assertSays("Did you mean util?", "java.utl.List<String> x = null;");
        assertSays("It is a method: did you mean length()?", "\"gopher\".length");
        assertSays("Did you mean total?", "{\n    int total = 1;\n    System.out.println(totl);\n}");
    }

    @Test
    void a_name_that_is_like_nothing_gets_no_guess() {
        assertFalse(text(failure("int w = xyzzyPlugh;")).contains("Did you mean"));
    }

    @Test
    void a_class_that_is_not_imported_is_answered_with_its_import() {
        assertSays(
                "Did you mean to import java.nio.file.Path? Add the line: import java.nio.file.Path;",
                "Path.of(\"x\")");
        assertSays("Did you mean to import java.util.Map.Entry", "Entry<String, String> e = null;");
        assertSays("Did you mean to import java.util.concurrent.TimeUnit?", "TimeUnit.SECONDS.sleep(1);");
        assertSays("Did you mean to import dev.gopherscope.sim.Go?", "Go.version(\"1.26\")");
        assertSays("Did you mean to import dev.gopherscope.charts.Charts?", "Charts.heap(null)");
        assertSays("Add the line: import static dev.gopherscope.sim.Goroutine.*;", "go(() -> { });");
        assertSays("Add the line: import static dev.gopherscope.kernel.lesson.Lesson.*;", "claim(\"x\")");
    }

    @Test
    void a_declaration_that_lacks_something_says_what_and_is_complete_once_that_is_there() {
        assertEquals(
                "area can be used once this is declared: variable widht.\nDid you mean width?\n",
                run("int width = 2;\nint area() { return widht * 3; }"));
        Execution.Failed failed = failure("int a = 1;\nint b = area();");
        assertEquals("UnresolvedReference", failed.name());
        assertEquals("area needs variable widht, which is not declared yet", failed.message());
        assertEquals(new Position(2, 0), failed.position());
        assertEquals("", run("int widht = 2;\nint c = area();"));
        assertEquals("", run("int first() { return second(); }\nint second() { return 1; }\nint third = first();"));
    }

    @Test
    void the_end_of_a_comment_that_is_missing_is_an_error() {
        assertSays("this is not a whole statement or declaration", "/* open");
        assertEquals("", run("// only a comment"));
        assertEquals("", run("/* closed */"));
    }

    @Test
    void a_class_whose_superclass_needs_arguments_is_an_error() {
        run("class Base { Base(int n) { } }");
        assertSays(Explanations.of("cant.apply.symbol").orElseThrow(), "class Derived extends Base { }");
    }

    @Test
    void an_exception_names_the_lines_of_the_cells_and_shows_the_innermost() {
        run("int divide(int n) {\n    return 1 / n;\n}");
        int declared = number;
        Execution.Failed failed = failure("int a = 1;\nint b = divide(0);");
        assertEquals("/ by zero", failed.message());
        assertEquals(new Position(2, 0), failed.position());
        assertEquals(
                "java.lang.ArithmeticException: / by zero\n"
                        + "     2 | int b = divide(0);\n"
                        + "    at divide, cell " + declared + ", line 2\n"
                        + "    at cell " + number + ", line 2",
                text(failed));
    }

    @Test
    void causes_are_kept_with_their_own_frames() {
        Execution.Failed failed = failure("void inner() { throw new IllegalStateException(\"deep\"); }\n"
                + "void outer() {\n    try {\n        inner();\n    } catch (RuntimeException e) {\n        throw new RuntimeException(\"top\", e);\n    }\n}\n"
                + "outer();");
        assertEquals(
                "java.lang.RuntimeException: top\n"
                        + "     6 |         throw new RuntimeException(\"top\", e);\n"
                        + "    at outer, cell N, line 6\n"
                        + "    at cell N, line 9\n"
                        + "Caused by java.lang.IllegalStateException: deep\n"
                        + "    at inner, cell N, line 1\n"
                        + "    at outer, cell N, line 4",
                text(failed).replace("cell " + number, "cell N"));
    }

    @Test
    void frames_of_libraries_are_folded_behind_their_number_and_repeated_ones_too() {
        String library = text(failure("List.of(3, 1).forEach(n -> { Integer.parseInt(\"x\" + n); });"));
        assertTrue(library.contains("at java.base/java.lang.Integer.parseInt"), library);
        assertTrue(library.contains("    at a lambda, cell " + number + ", line 1\n"), library);
        assertTrue(library.matches("(?s).*\n    … \\d+ frames? of libraries and the kernel\n    at cell .*"), library);
        assertFalse(library.contains("ImmutableCollections"), library);

        String deep = text(failure("int down(int n) { return down(n + 1) + 1; }\ndown(0)"));
        assertTrue(deep.matches("(?s).*\n    … the same \\d+ times more.*"), deep);
        assertTrue(deep.lines().count() < 10, deep);
    }

    @Test
    void an_exception_whose_cause_is_itself_or_throws_does_no_harm() {
        Execution.Failed odd = failure("throw new RuntimeException(\"odd\") {\n"
                + "    public Throwable getCause() { throw new IllegalStateException(); }\n"
                + "    public StackTraceElement[] getStackTrace() { throw new IllegalStateException(); }\n};");
        assertEquals("odd", odd.message());
        Execution.Failed loop = failure(
                "var a = new RuntimeException(\"a\"); var b = new RuntimeException(\"b\", a); a.initCause(b);\nthrow a;");
        assertTrue(loop.traceback().size() < 40, () -> text(loop));
    }

    @Test
    void as_html_the_text_of_an_error_is_escaped() {
        String html = Ansi.toHtml(
                String.join("\n", failure("String s = \"<script>\" - 1;").traceback()));
        assertTrue(html.contains("&lt;script&gt;"), html);
        assertFalse(html.contains("<script>"), html);
        assertTrue(html.contains("<span class=\"a31\">^"), html);
    }
}
