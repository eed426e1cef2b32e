package dev.gopherscope.sim.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The page that says which recorded programs the simulator reproduces is what the tests of this very run found out. A run
 * of some tests only renews the rows that they touch.
 */
@Order(Integer.MAX_VALUE)
class ConformancePageTest {
    private static final Path PAGE = Path.of("..", "docs", "conformance.md");
    private static final String NOT_HELD = "not held";

    /** One line of the page. */
    private record Row(String level, String result, String tests) {
        boolean held() {
            return !result.equals(NOT_HELD) && !result.startsWith("fails") && !result.startsWith("in part");
        }
    }

    @Test
    void theConformancePageSaysWhatTheTestsFoundOut() throws IOException {
        String committed = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        String page = page(rows(committed));
        if (!page.equals(committed)) {
            Files.writeString(PAGE, page);
        }
        assertEquals(
                committed, page, "docs/conformance.md was stale. It has been written anew: look at it, commit it.");
    }

    private static Map<String, Row> rows(String committed) throws IOException {
        Map<String, Row> before = parse(committed);
        // Surefire hands over the choice of tests by this property; without one all tests have run.
        boolean all = System.getProperty("test") == null;
        var found = Conformance.found();
        Map<String, Row> rows = new TreeMap<>();
        try (var in = ConformancePageTest.class.getResourceAsStream("/oracle/index.json")) {
            for (JsonNode program : new ObjectMapper().readTree(in).path("cases")) {
                String key = program.get(0).asText() + "/" + program.get(1).asText();
                String level = program.get(3).asText();
                var held = found.get(key);
                Row none = new Row(level, NOT_HELD, "");
                rows.put(
                        key,
                        held != null
                                ? new Row(level, result(level, held), String.join(", ", held.tests))
                                : all ? none : before.getOrDefault(key, none));
            }
        }
        return rows;
    }

    private static String result(String level, Conformance.Held held) {
        if (held.failed) {
            return "fails";
        }
        if (!held.leftOut.isEmpty()) {
            return "in part: without " + held.leftOut;
        }
        return switch (level) {
            case "D" -> "exact";
            case "S" -> "within tolerance";
            default -> "in shape";
        };
    }

    private static Map<String, Row> parse(String page) {
        Map<String, Row> rows = new TreeMap<>();
        String topic = "";
        for (String line : page.split("\n")) {
            if (line.startsWith("## ")) {
                topic = line.substring(3);
            }
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && !cells[1].isBlank()) {
                rows.put(topic + "/" + cells[1].strip(), new Row(cells[2].strip(), cells[3].strip(), cells[4].strip()));
            }
        }
        return rows;
    }

    private static String page(Map<String, Row> rows) {
        var text = new StringBuilder("""
                # Conformance

                What the simulator reproduces of programs that were recorded on go1.26.8, linux/amd64. The tests of `runtime-sim` write this page;
                one of them fails if it is out of date. Level D: every value is the same in every run of real Go, so it has to be exact. Level S:
                within the recorded range. Level T depends on timing: the shape and the stated bounds hold.

                | topic | D | S | T |
                |---|---|---|---|
                """);
        var topics = new LinkedHashMap<String, StringBuilder>();
        rows.forEach((key, row) -> topics.computeIfAbsent(key.substring(0, key.indexOf('/')), t -> new StringBuilder())
                .append("| %s | %s | %s | %s |\n"
                        .formatted(key.substring(key.indexOf('/') + 1), row.level, row.result, row.tests)));
        for (String topic : topics.keySet()) {
            text.append("| %s | %s | %s | %s |\n"
                    .formatted(topic, share(rows, topic, "D"), share(rows, topic, "S"), share(rows, topic, "T")));
        }
        topics.forEach((topic, lines) -> text.append("\n## ")
                .append(topic)
                .append("\n\n| program | level | result | test |\n|---|---|---|---|\n")
                .append(lines));
        return text.toString();
    }

    private static String share(Map<String, Row> rows, String topic, String level) {
        var these = rows.entrySet().stream()
                .filter(e ->
                        e.getKey().startsWith(topic + "/") && e.getValue().level.equals(level))
                .map(Map.Entry::getValue)
                .toList();
        return these.isEmpty() ? "" : these.stream().filter(Row::held).count() + " of " + these.size();
    }
}
