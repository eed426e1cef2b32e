package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Shift+Tab says of a name. */
class InspectionTest {
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

    private static int run(String code) {
        var execution = java.execute(new Cell(code, ++number, null, false), new NoOutput());
        assertInstanceOf(Execution.Done.class, execution, execution::toString);
        return number;
    }

    private static MimeBundle inspect(String code, int detail) {
        MimeBundle found = java.inspect(code, code.length(), detail);
        assertNotNull(found, code);
        return found;
    }

    private static void assertSays(String expected, String text) {
        assertTrue(text.contains(expected), () -> "expected " + expected + "\nin " + text);
    }

    private static boolean jdkSources() {
        return Files.isReadable(Path.of(System.getProperty("java.home"), "lib", "src.zip"));
    }

    @Test
    void a_variable_shows_type_value_place_and_users() {
        int declared = run("// the length\nint sideLength = 3;");
        int method = run("int areaOf() { return sideLength * sideLength; }\nvar doubled = sideLength * 2;");
        int used = run("sideLength + 1");
        assertEquals(
                "int sideLength = 3\n" + "Declared in cell " + declared + ", line 1.\n" + "Used by areaOf() in cell "
                        + method + ", doubled in cell " + method + ", cell " + used + ".",
                inspect("sideLength", 0).text());
        assertSays(
                "// the length\nint sideLength = 3;", inspect("sideLength", 1).text());
        run("sideLength = 4;");
        assertSays(
                "int sideLength = 4\n",
                inspect("System.out.println(sideLength", 0).text());
    }

    @Test
    void a_value_is_bounded_and_its_text_can_not_harm() {
        run("var numbers = new ArrayList<Integer>(); for (int i = 0; i < 1000; i++) numbers.add(i);");
        assertSays(
                "1000 elements: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]",
                inspect("numbers", 0).text());
        run("var ages = new TreeMap<>(Map.of(\"ann\", List.of(1, 2)));");
        assertSays("1 entry: {ann=2 elements: [1, 2]}", inspect("ages", 0).text());
        run("int[] squares = {1, 4, 9};");
        assertSays("int[3] {1, 4, 9}", inspect("squares", 0).text());
        run("String endless = \"x\".repeat(100_000);");
        assertSays("… (100000 characters in all)", inspect("endless", 0).text());
        assertTrue(inspect("endless", 0).text().length() < 3_000);
        run("var rude = new Object() { public String toString() { throw new IllegalStateException(); } };");
        assertSays(
                "(its toString() threw java.lang.IllegalStateException)",
                inspect("rude", 0).text());
        run("var slow = new Object() { public String toString() { while (!Thread.interrupted()) { } return \"\"; } };");
        assertSays("(its toString() takes too long)", inspect("slow", 0).text());
        run("String tag = \"<script>\";");
        String html = String.valueOf(inspect("tag", 0).data().get(MimeBundle.HTML));
        assertSays("&lt;script&gt;", html);
        assertFalse(html.contains("<script>"), html);
    }

    @Test
    void a_method_of_a_cell_shows_its_head_its_comment_and_its_place() {
        int cell = run(
                "/**\n * Adds.\n *\n * @param a one {@code int}\n */\nint addUp(int a, int b) {\n    return a + b;\n}");
        String text = inspect("addUp", 0).text();
        assertTrue(text.startsWith("int addUp(int a, int b)\n\nAdds.\n\nParameters:\n  - a: one int\n"), text);
        assertSays("Declared in cell " + cell + ", line 1.\nNothing uses it yet.", text);
    }

    @Test
    void of_a_member_the_library_is_asked_also_if_a_variable_has_its_name() {
        run("int size = 1;");
        assertSays("int List<E>.size()", inspect("List.of(1).size", 0).text().replace("java.util.", ""));
    }

    @Test
    void documentation_of_the_jdk_is_rendered_if_its_sources_are_there() {
        assumeTrue(jdkSources());
        MimeBundle found = inspect("Math.max", 0);
        assertTrue(
                found.text().startsWith("int Math.max(int a, int b)\n\n    Returns the greater of two int values."),
                found::text);
        assertSays("Parameters:\n      - a: an argument.", found.text());
        assertSays("<code>int</code>", String.valueOf(found.data().get(MimeBundle.HTML)));
        assertFalse(found.text().contains("{@code"), found::text);
    }

    @Test
    void our_own_public_classes_bring_their_documentation() {
        run(
                "import dev.gopherscope.sim.*;\nimport static dev.gopherscope.sim.Goroutine.*;\nimport dev.gopherscope.charts.Charts;");
        assertSays("void Goroutine.go(String name, ", inspect("go", 0).text());
        assertSays("Starts a goroutine", inspect("go", 0).text());
        assertSays("\n\n    ", inspect("Charts.heap", 0).text());
        assertSays("\n\n    ", inspect("Go.version", 0).text());
        assertSays(
                "\n\n    ",
                inspect("import static dev.gopherscope.kernel.lesson.Lesson", 0).text());
    }

    @Test
    void a_class_that_is_not_imported_is_known_all_the_same() {
        assertSays(
                "To use it, import java.util.concurrent.TimeUnit.",
                inspect("TimeUnit", 0).text());
    }

    @Test
    void many_overloads_are_shortened_unless_more_detail_is_asked_for() {
        assertSays("\n\nAnd ", inspect("String.valueOf", 0).text());
        assertFalse(inspect("String.valueOf", 1).text().contains("\n\nAnd "));
    }

    @Test
    void what_is_unknown_is_not_found() {
        assertNull(java.inspect("nothingOfThatName", 5, 0));
        assertNull(java.inspect("", 0, 0));
        assertNull(java.inspect("1 + ", 4, 0));
    }

    @Test
    void a_dropped_variable_is_forgotten() {
        run("int shortLived = 1;");
        java.drop("shortLived"::equals);
        assertNull(java.inspect("shortLived", 3, 0));
    }

    @Test
    void names_are_read_without_members_texts_comments_and_own_declarations() {
        assertEquals(
                Set.of("a", "b", "List", "f", "String", "System"),
                Identifiers.usedBy("String s = a.b.c + b + \"x y\" /* no */ + f(1) + 'q'; // no\n"
                        + "for (var e : List.of(s)) System.out.println(e); z -> z"));
    }
}
