package dev.gopherscope.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.Exercises;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages of the course say: numbers, links, questions, and how much of each topic is covered. {@link CourseTest} proves that a
 * run gives the committed outputs, so what is found in an output here was computed.
 */
class CourseTextTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    /** One expected number. */
    record Number(String notebook, String cell, String text, String origin) {}

    static List<Number> numbers() throws IOException {
        try (InputStream in = CourseTextTest.class.getResourceAsStream("/numbers.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(f -> new Number(f[0], f[1], f[2], f[3]))
                    .toList();
        }
    }

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("."))) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    private static JsonNode cells(Path notebook) throws IOException {
        return JSON.readTree(notebook.toFile()).get("cells");
    }

    private static String text(JsonNode lines) {
        if (lines.isTextual()) {
            return lines.asText();
        }
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    private static String outputs(JsonNode cell) {
        var text = new StringBuilder();
        cell.path("outputs")
                .forEach(output -> text.append(text(output.path("text")))
                        .append(text(output.path("data").path("text/plain")))
                        .append('\n'));
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void a_number_of_the_plan_is_what_its_cell_shows(Number number) throws IOException {
        Path notebook = notebooks()
                .filter(f -> f.getFileName().toString().startsWith(number.notebook + "-"))
                .findFirst()
                .orElseThrow();
        for (JsonNode cell : cells(notebook)) {
            if (cell.get("id").asText().equals(number.cell)) {
                assertTrue(outputs(cell).contains(number.text), () -> number + " is not in\n" + outputs(cell));
                return;
            }
        }
        throw new AssertionError("there is no cell " + number.cell + " in " + notebook);
    }

    static Stream<Path> pages() throws IOException {
        return Stream.concat(
                notebooks(), Stream.of(Path.of("README.md"), Path.of("facilitator.md"), Path.of("java-and-go.md")));
    }

    /** Links to other sites are not followed; everything else must be there. */
    @ParameterizedTest
    @MethodSource("pages")
    void links_lead_to_files_that_are_there(Path page) throws IOException {
        String text = Files.readString(page);
        if (page.toString().endsWith(".ipynb")) {
            var markdown = new StringBuilder();
            for (JsonNode cell : cells(page)) {
                if (cell.get("cell_type").asText().equals("markdown")) {
                    markdown.append(text(cell.get("source"))).append('\n');
                }
            }
            text = markdown.toString();
        }
        Matcher link = LINK.matcher(text.replaceAll("(?s)```.*?```", ""));
        while (link.find()) {
            String target = link.group(1).replaceAll("#.*", "");
            if (!target.isEmpty() && !target.contains("://")) {
                assertTrue(
                        Files.exists(Path.of(".").resolve(target)),
                        () -> page + " links to " + target + ", which is missing");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void a_notebook_says_what_it_teaches_how_long_it_takes_and_what_to_know(Path notebook) throws IOException {
        String first = text(cells(notebook).get(0).get("source"));
        for (String part : List.of("**What you will be able to do.**", "**Time**", "**Before**", "**The machine**")) {
            assertTrue(first.contains(part), () -> notebook + " has no " + part);
        }
    }

    /** Topic, notebook. */
    private static final Map<String, String> TOPICS = new TreeMap<>(Map.ofEntries(
            Map.entry("allocation", "03"),
            Map.entry("stack growth", "01"),
            Map.entry("escape analysis", "02"),
            Map.entry("GC marking and barriers", "04"),
            Map.entry("GC pacing and pauses", "05"),
            Map.entry("out of memory", "06"),
            Map.entry("scheduler", "07"),
            Map.entry("preemption", "08"),
            Map.entry("latency and run queues", "09"),
            Map.entry("context", "10"),
            Map.entry("Mutex and RWMutex", "11"),
            Map.entry("sync.Pool and atomic.Value", "12")));

    private static String row(String topic, String number) throws IOException {
        Path notebook = notebooks()
                .filter(f -> f.getFileName().toString().startsWith(number + "-"))
                .findFirst()
                .orElseThrow();
        int demos = 0;
        int charts = 0;
        int claims = 0;
        int recordings = 0;
        int predictions = 0;
        for (JsonNode cell : cells(notebook)) {
            String source = text(cell.get("source"));
            if (cell.get("cell_type").asText().equals("code")) {
                predictions += source.startsWith("%%predict") ? 1 : 0;
                claims += source.contains("claim(\"") ? 1 : 0;
                recordings += source.contains("crossCheck(\"") ? 1 : 0;
                demos += source.contains(".run(") || source.contains(".apply(") ? 1 : 0;
                for (JsonNode output : cell.path("outputs")) {
                    charts += output.path("data").has("image/svg+xml") ? 1 : 0;
                }
            }
        }
        long exercises = Exercises.all().stream()
                .filter((Exercise e) -> e.notebook().equals(number))
                .count();
        long tested = numbers().stream().filter(n -> n.notebook.equals(number)).count();
        assertTrue(demos > 0 && charts > 0 && claims > 0, topic + " is not covered");
        return "| "
                + String.join(
                        " | ",
                        topic,
                        number,
                        "" + demos,
                        "" + predictions,
                        "" + charts,
                        "" + exercises,
                        "" + claims,
                        "" + recordings,
                        "" + tested)
                + " |";
    }

    /** The table in {@code coverage.md}; {@code -Drenew=true} writes it anew. */
    @Test
    void the_table_of_coverage_is_what_the_notebooks_hold() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# What the course covers");
        lines.add("");
        lines.add("Counted by a test. Demos are cells with a run; numbers are outputs that a test holds to the plan.");
        lines.add("");
        lines.add(
                "| topic | notebook | demos | predictions | charts | exercises | claim checks | recordings | numbers |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (var topic : TOPICS.entrySet()) {
            lines.add(row(topic.getKey(), topic.getValue()));
        }
        String page = String.join("\n", lines) + "\n";
        Path file = Path.of("coverage.md");
        if (Boolean.getBoolean("renew")) {
            Files.writeString(file, page);
        }
        assertEquals(Files.readString(file), page, "run this test with -Drenew=true to write the page anew");
    }
}
