package dev.gopherscope.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.magic.MagicInterpreter;
import dev.gopherscope.kernel.notebook.Notebook;
import dev.gopherscope.kernel.notebook.NotebookCell;
import dev.gopherscope.kernel.notebook.NotebookRunner;
import dev.gopherscope.kernel.notebook.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every notebook of the course. */
class CourseTest {

    /** Lines of Java that a cell may have at most. */
    private static final int MAX_LINES = 15;

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("."))) {
            List<Path> found =
                    files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
            assertTrue(!found.isEmpty(), "no notebook in " + Path.of(".").toAbsolutePath());
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void a_run_reproduces_the_committed_outputs_byte_for_byte(Path file) throws IOException {
        Notebook committed = Notebook.read(file);
        Notebook fresh = committed.copy();
        assertNull(new NotebookRunner(() -> new MagicInterpreter(new JShellInterpreter()))
                .run(fresh, (cell, number, nanos, failure) -> {}));
        assertEquals(List.of(), OutputCheck.compare(committed, fresh));
        assertEquals(Files.readString(file), fresh.toJson());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cells_are_short_and_have_text_between_them(Path file) throws IOException {
        for (NotebookCell cell : Notebook.read(file).cells()) {
            if (cell.isCode()) {
                long lines =
                        cell.source().lines().filter(line -> !line.isBlank()).count();
                assertTrue(
                        lines <= MAX_LINES, () -> "cell " + cell.index() + " of " + file + " has " + lines + " lines");
            }
        }
        assertEquals("markdown", Notebook.read(file).cells().getFirst().kind());
    }

    /** The picture at the head of the README is an output of the course, not a drawing. */
    @Test
    void the_picture_of_the_readme_is_the_one_that_the_first_notebook_draws() throws IOException {
        String shown = Files.readString(Path.of("../docs/run-queues.svg"));
        assertTrue(Notebook.read(Path.of("00-first-light.ipynb")).cells().stream()
                .flatMap(cell -> StreamSupport.stream(cell.outputs().spliterator(), false))
                .map(output -> text(output.path("data").path("image/svg+xml")))
                .anyMatch(shown::equals));
    }

    private static String text(JsonNode lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }
}
