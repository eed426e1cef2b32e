package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private Cells cells;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        cells = new Cells();
    }

    @AfterEach
    void stop() {
        cells.close();
    }

    @Test
    void variables_are_listed_with_type_and_value() {
        cells.value("int apples = 5; var names = List.of(\"a\", \"b\");");
        String text = cells.text("%vars");
        assertTrue(text.matches("(?s).*apples +int +5\n.*names +List<String> +\\[a, b\\].*"), text);
        assertFalse(cells.text("%vars apples").contains("names"));
        assertTrue(cells.failure("%vars aples").message().contains("Did you mean apples?"));
    }

    @Test
    void a_reset_forgets_some_names_or_all() {
        cells.value("int lesson1_a = 1, keep = 2; import java.util.zip.CRC32;");
        cells.value("%reset lesson1_*");
        assertTrue(cells.failure("lesson1_a").message().contains("cannot find symbol"));
        assertEquals("2", cells.text("keep"));
        assertTrue(cells.failure("%reset kep").message().contains("Did you mean keep?"));
        cells.value("%reset");
        assertTrue(cells.failure("keep").message().contains("cannot find symbol"));
        assertTrue(cells.failure("new CRC32()").message().contains("cannot find symbol"));
        assertEquals("[1]", cells.text("List.of(1)"));
        assertEquals("7", cells.text("int keep = 7; keep"));
    }

    @Test
    void a_reset_of_a_lesson_keeps_variables_and_other_lessons() {
        cells.value("int keep = 2;");
        cells.value("%%predict 99-first\nWhich?\n- yes\n- no\nanswer: a");
        cells.value("%%predict 99-second\nWhich?\n- yes\n- no\nanswer: b");
        String imports = "import static dev.gopherscope.kernel.lesson.Lesson.*;\n";
        assertEquals("yes", cells.text(imports + "outcome(\"99-first\", \"yes\").predicted()"));
        assertTrue(cells.text("%reset lesson 99-first").contains("99-first begins anew; 1 entry was forgotten"));
        assertEquals("null", cells.text("String.valueOf(outcome(\"99-first\", \"yes\").predicted())"));
        assertTrue(cells.text(imports + "outcome(\"99-second\", \"no\").predicted()")
                .contains("no"));
        assertEquals("2", cells.text("keep"));
        assertTrue(cells.failure("%reset lesson 99-secnd").message().contains("Did you mean 99-second?"));
        assertTrue(cells.failure("%reset lesson").message().contains("say which lesson"));
        assertTrue(cells.kernel.complete("%reset lesson 99-s", 18).matches().contains("99-second"));
        assertTrue(cells.kernel.complete("%reset le", 9).matches().contains("lesson"));
        cells.value("int lesson = 1;\n%reset lesson");
        assertTrue(cells.failure("lesson").message().contains("cannot find symbol"));
    }

    @Test
    void a_cell_becomes_a_file_and_a_file_a_cell() throws IOException {
        Path file = folder.resolve("my helpers.jsh");
        cells.value("%%writefile \"" + file + "\"\nint twice(int n) { return 2 * n; }\n");
        cells.value("%%writefile -a \"" + file + "\"\nint thrice(int n) { return 3 * n; }\n");
        assertEquals(2, Files.readAllLines(file).size());
        assertEquals("10", cells.text("%load '" + file + "'\ntwice(5)"));
        Files.writeString(file, "int fine = 1;\nint bad = nonsense;");
        var failed = cells.failure("%load '" + file + "'");
        assertTrue(failed.message().contains(file + ", line 2"), failed.message());
        assertTrue(
                cells.failure("%%writefile " + folder + "/none/x\n").message().contains("does not exist"));
    }

    @Test
    void a_script_prints_into_the_cell_and_its_exit_code_counts() {
        cells.value("%env GREETING=hello there");
        cells.value("%%bash one\necho \"$GREETING $1\"\necho wrong >&2\n");
        assertTrue(cells.printed.toString().contains("hello there one\n"));
        assertTrue(cells.printed.toString().contains("wrong\n"));
        assertTrue(cells.failure("%%bash\nexit 3\n").message().contains("exit code 3"));
    }

    @Test
    void secrets_are_hidden_in_the_list_of_the_environment() {
        cells.value("%env MY_API_TOKEN=tell-nobody");
        String all = cells.text("%env");
        assertTrue(all.contains("MY_API_TOKEN") && !all.contains("tell-nobody"), all);
        assertEquals("tell-nobody", cells.text("%env MY_API_TOKEN"));
        assertTrue(cells.failure("%env MY_API_TOKE").message().contains("Did you mean MY_API_TOKEN?"));
    }

    @Test
    void an_interrupt_ends_a_script_and_what_it_started() throws InterruptedException {
        var cell = new Interpreter.Cell("%%bash\necho $$\nsleep 60\n", 1, null, false);
        var ended = new CompletableFuture<Object>();
        Thread.ofPlatform().start(() -> ended.complete(cells.kernel.execute(cell, cells.output())));
        while (cells.printed.isEmpty()) {
            Thread.sleep(5);
        }
        assertTrue(cells.kernel.interrupt(cell).stopped());
        assertTrue(ended.join() instanceof Interpreter.Execution.Interrupted);
        long script = Long.parseLong(
                cells.printed.toString().strip().lines().findFirst().orElseThrow());
        assertFalse(ProcessHandle.of(script).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void a_timing_is_a_distribution() {
        String text = cells.text("double x = 2;\n%timeit Math.sqrt(x)");
        assertTrue(text.contains("median") && text.contains("95 % below") && text.contains("runs to warm up"), text);
        var timing = new Timing(new double[] {10, 20, 30, 40, 1000}, 1, 1);
        assertEquals(30, timing.median());
        assertEquals(1000, timing.quantile(1));
        assertEquals(5, Arrays.stream(timing.histogram()).sum());
    }

    @Test
    void statements_are_timed_as_a_cell_and_their_errors_named() {
        // A long: a quick JVM counts over the range of an int within the 1.3 s of a timing.
        cells.value("long count = 0;");
        assertTrue(cells.text("%%timeit\ncount++;\ncount++;").contains("samples"));
        assertTrue(Long.parseLong(cells.text("count")) > 2);
        assertTrue(cells.failure("%timeit nonsense(1)").message().contains("cannot find symbol"));
        assertTrue(cells.failure("%timeit 1 / (count - count)").name().contains("ArithmeticException"));
    }

    @Test
    void memory_and_class_path_are_shown() {
        assertTrue(cells.text("%memory").contains("Java heap"));
        assertTrue(cells.text("%classpath").contains("loaded nothing"));
        assertTrue(cells.failure("%classpath /no/such.jar").message().contains("there is no"));
        assertNull(cells.value("%classpath " + folder));
        assertTrue(cells.text("%classpath").contains(folder.toString()));
    }

    @Test
    void help_explains_each_magic() {
        for (MagicHelp help : cells.kernel.context().magics().help()) {
            MimeBundle shown = cells.value("%help " + help.name());
            assertNotNull(shown);
            assertTrue(shown.text().contains(help.summary()));
            assertFalse(help.examples().isEmpty(), help.name());
        }
    }

    @Test
    void the_page_of_magics_is_what_they_say_of_themselves() throws IOException {
        var page = new StringBuilder(
                "# Magics\n\nLines that begin with `%`, and cells that begin with `%%`. They may stand between"
                        + " lines of Java. This page is\nmade of the help texts of the magics; `%help` shows the same in a notebook.\n");
        cells.kernel.context().magics().help().forEach(help -> page.append("\n").append(help.markdown(2)));
        Path file = Path.of("../docs/magics.md");
        if (Boolean.getBoolean("renew")) {
            Files.writeString(file, page.toString());
        }
        assertEquals(Files.readString(file), page.toString(), "run this test with -Drenew=true to write the page anew");
    }
}
