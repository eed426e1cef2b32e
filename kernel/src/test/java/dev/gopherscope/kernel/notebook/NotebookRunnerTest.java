package dev.gopherscope.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks without Jupyter: run, compared, and as a page. */
class NotebookRunnerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A notebook file as JupyterLab writes it, with one Markdown cell and code cells of the given sources. */
    private Path notebook(String... sources) throws IOException {
        var cells = new StringBuilder("""
                {
                 "cells": [
                  {
                   "cell_type": "markdown",
                   "id": "text",
                   "metadata": {},
                   "source": [
                    "# A <title>\\n",
                    "## Täst\\n",
                    "<script>alert(1)</script>"
                   ]
                  }""");
        for (int i = 0; i < sources.length; i++) {
            String[] tagged = sources[i].split("#tag ", 2);
            cells.append(",\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": null,\n   \"id\": \"c")
                    .append(i)
                    .append("\",\n");
            cells.append(
                    tagged.length == 1
                            ? "   \"metadata\": {},\n"
                            : "   \"metadata\": {\n    \"tags\": [\n     \"" + tagged[1] + "\"\n    ]\n   },\n");
            cells.append("   \"outputs\": [],\n   \"source\": [\n    \"")
                    .append(tagged[0].replace("\"", "\\\""))
                    .append("\"\n   ]\n  }");
        }
        cells.append("""

                 ],
                 "metadata": {
                  "custom": {}
                 },
                 "nbformat": 4,
                 "nbformat_minor": 5
                }
                """);
        return Files.writeString(folder.resolve("n.ipynb"), cells.toString());
    }

    @Test
    void controls_are_words_and_interact_is_what_its_function_makes_of_the_first_values() throws IOException {
        Path file = notebook(
                "import static dev.gopherscope.kernel.widget.Widgets.*; var n = slider(\"Ps\", 1, 8, 4); n",
                "interact(n, v -> { System.out.println(\"from\"); return java.util.stream.IntStream.range(0, v * 10).boxed().toList(); })",
                "n.value(2); vbox(n, button(\"<Run>\"), label(\"a < b\"), progressBar(\"work\", 10), html(\"<b>bold</b> words\"))");
        var first = Notebook.read(file);
        assertNull(run(first));
        String text = first.toJson();
        assertFalse(text.contains("widget-view"), "there is no front end that could answer");
        assertTrue(text.contains("Ps: 4 (a slider from 1 to 8)"), text);
        assertTrue(text.contains("List: 40 rows"), text);
        assertTrue(text.contains("a &lt; b") && text.contains("[&lt;Run&gt;]"), text);
        assertTrue(text.contains("work: 0 of 10") && text.contains("bold words"), text);
        var second = Notebook.read(file);
        assertNull(run(second));
        assertEquals(text, second.toJson());
    }

    private static NotebookRunner.@Nullable Failure run(Notebook notebook) {
        return new NotebookRunner(JShellInterpreter::new).run(notebook, (cell, number, nanos, failure) -> {});
    }

    @Test
    void reading_and_writing_changes_no_byte() throws IOException {
        Path file = notebook("int x = 1;", "x + 1");
        assertEquals(Files.readString(file), Notebook.read(file).toJson());
    }

    @Test
    void outputs_are_those_that_a_jupyter_client_stores() throws IOException {
        Notebook notebook = Notebook.read(notebook(
                "int x = 1; System.out.println(x); System.out.print(2);", "x + 1", "display(\"<b>\", \"text/html\");"));
        assertNull(run(notebook));
        List<NotebookCell> cells = notebook.cells();
        assertEquals(
                "[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"1\\n\",\"2\"]}]",
                cells.get(1).outputs().toString());
        assertEquals(
                "{\"text/plain\":[\"2\"]}",
                cells.get(2).outputs().get(0).get("data").toString());
        assertEquals(2, cells.get(2).outputs().get(0).get("execution_count").asInt());
        assertEquals(
                "display_data", cells.get(3).outputs().get(0).get("output_type").asText());
    }

    @Test
    void the_first_failing_cell_ends_the_run_unless_it_is_expected_to_fail() throws IOException {
        var ran = new ArrayList<Integer>();
        Notebook notebook =
                Notebook.read(notebook("int y = 1 / 0;#tag raises-exception", "int z = 1 / 0;", "int never = 1;"));
        NotebookRunner.Failure failure = new NotebookRunner(JShellInterpreter::new)
                .run(notebook, (cell, number, nanos, failed) -> ran.add(number));
        assertNotNull(failure);
        assertEquals(List.of(1, 2), ran);
        assertEquals(2, failure.number());
        assertEquals("java.lang.ArithmeticException", failure.name());
        assertTrue(String.join("\n", failure.traceback()).contains("cell 2, line 1"), failure::toString);
    }

    @Test
    void a_cell_that_asks_for_input_is_told_that_nobody_can_answer() throws IOException {
        NotebookRunner.Failure failure = run(Notebook.read(notebook("new Scanner(System.in).nextLine()")));
        assertNotNull(failure);
        assertTrue(failure.message().contains("Give the value in the code instead"), failure::toString);
    }

    @Test
    void a_check_finds_what_changed_and_leaves_volatile_cells_out() throws IOException {
        Notebook first = Notebook.read(notebook("1 + 1", "System.nanoTime()#tag volatile"));
        assertNull(run(first));
        Notebook second = first.copy();
        assertNull(run(second));
        assertEquals(List.of(), OutputCheck.compare(first, second));

        Notebook other = Notebook.read(notebook("1 + 2", "System.nanoTime()#tag volatile"));
        assertNull(run(other));
        List<OutputCheck.Difference> differences = OutputCheck.compare(first, other);
        assertEquals(1, differences.size());
        assertEquals("2", differences.getFirst().expected());
        assertEquals("3", differences.getFirst().actual());
    }

    @Test
    void a_page_is_one_file_without_script_and_with_everything_escaped() throws IOException {
        Notebook notebook = Notebook.read(notebook("System.out.println(\"<i>&\");"));
        assertNull(run(notebook));
        String page = HtmlPage.of(notebook, "n");
        assertTrue(page.contains("<title>A &lt;title&gt;</title>"), page);
        assertTrue(page.contains("&lt;i&gt;&amp;"), page);
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("<i>"), page);
    }

    @Test
    void a_file_that_is_no_notebook_is_refused_with_the_reason() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": [");
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> Notebook.read(broken))
                        .getMessage())
                .contains("not valid JSON"));
        Path old = Files.writeString(folder.resolve("old.ipynb"), "{\"cells\": [], \"nbformat\": 3}");
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> Notebook.read(old))
                        .getMessage())
                .contains("format 3"));
    }

    @Test
    void cells_that_are_not_reached_lose_the_outputs_of_an_earlier_run() throws IOException {
        Path file = notebook("int bad = nonsense;", "1");
        String stale = Files.readString(file)
                .replace(
                        "\"outputs\": []",
                        "\"outputs\": [{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"text/html\": \"<script>evil()</script>\"}}]");
        Files.writeString(file, stale);
        Notebook notebook = Notebook.read(file);
        run(notebook);
        assertEquals(0, notebook.cells().get(2).outputs().size());
        assertFalse(HtmlPage.of(notebook, "n").contains("evil"));
    }

    @Test
    void a_later_cell_changes_what_an_earlier_one_showed() throws IOException {
        Notebook notebook = Notebook.read(notebook("String id = display(1);", "updateDisplay(id, 2);"));
        assertEquals(null, run(notebook));
        var shown = notebook.cells().get(1).outputs().get(0);
        assertEquals("2", NotebookCell.joined(shown.path("data").path("text/plain")));
    }

    @Test
    void text_that_a_thread_prints_later_belongs_to_its_cell() throws IOException {
        Notebook notebook = Notebook.read(notebook(
                "var go = new java.util.concurrent.CountDownLatch(1); var t = new Thread(() -> { try { go.await(); } catch (InterruptedException e) { return; } System.out.print(42); }); t.start();",
                "go.countDown(); t.join();"));
        assertEquals(null, run(notebook));
        assertEquals(
                "42",
                NotebookCell.joined(notebook.cells().get(1).outputs().get(0).path("text")));
    }

    @Test
    void a_cell_that_runs_too_long_is_stopped_and_fails() throws IOException {
        Notebook notebook = Notebook.read(notebook("while (true) { }"));
        var failure = new NotebookRunner(JShellInterpreter::new, java.time.Duration.ofSeconds(2))
                .run(notebook, (cell, number, nanos, failed) -> {});
        assertEquals("Timeout", String.valueOf(failure == null ? null : failure.name()));
    }

    @Test
    void output_without_end_is_cut_with_a_notice() throws IOException {
        Notebook notebook =
                Notebook.read(notebook("for (int i = 0; i < 300; i++) System.out.print(\"0123456789\".repeat(1000));"));
        assertEquals(null, run(notebook));
        String json = notebook.toJson();
        assertTrue(json.length() < 2_200_000 && json.contains("was cut here"), "" + json.length());
    }

    @Test
    void numbers_and_escapes_are_written_as_python_writes_them() throws IOException {
        Path file = folder.resolve("numbers.ipynb");
        String text =
                "{\n \"cells\": [],\n \"metadata\": {\n  \"a\": 1e-05,\n  \"b\": 1.5e-07,\n  \"c\": 0.0001,\n  \"d\": -2.5,\n"
                        + "  \"e\": 1e+22,\n  \"f\": 123456789012345680000,\n  \"g\": \"\\u001b[31m\\t\\u007f\"\n },\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n";
        Files.writeString(file, text);
        assertEquals(text.replace("\\u007f", "\u007f"), Notebook.read(file).toJson());
    }
}
