package dev.gopherscope.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTablesTest {

    record Span(String name, int pages) {}

    private static String html(Object value) {
        return String.valueOf(Renderers.render(value).data().get(MimeBundle.HTML));
    }

    @Test
    void records_of_one_type_get_a_column_for_each_component() {
        String text = Renderers.render(List.of(new Span("small", 1), new Span("<b>", 12)))
                .text();
        assertEquals("List: 2 rows\n#  name   pages\n─  ─────  ─────\n0  small      1\n1  <b>       12", text);
        assertTrue(html(List.of(new Span("<b>", 1))).contains("&lt;b&gt;"));
    }

    @Test
    void what_is_short_and_flat_stays_a_line() {
        assertEquals(MimeBundle.text("[1, 2, 3]"), Renderers.render(List.of(1, 2, 3)));
        assertEquals("int[3] { 1, 2, 3 }", Renderers.render(new int[] {1, 2, 3}).text());
    }

    @Test
    void many_rows_are_pages_of_which_one_is_open() {
        String page = html(IntStream.range(0, 120).boxed().toList());
        assertEquals(3, page.split("<details").length - 1);
        assertEquals(1, page.split(" open>").length - 1);
        assertTrue(page.contains("Rows 101 to 120"));
    }

    @Test
    void the_size_is_bounded() {
        var bundle = Renderers.render(new int[5_000_000]);
        assertTrue(String.valueOf(bundle.data().get(MimeBundle.HTML)).length() < 300_000);
        assertTrue(bundle.text().length() < 3_000 && bundle.text().contains("4999940 more rows"), bundle.text());
    }

    @Test
    void a_map_and_a_record_are_tables_of_two_columns() {
        assertTrue(
                Renderers.render(new TreeMap<>(Map.of("a", 1, "b", 2))).text().startsWith("Map: 2 rows\nkey  value\n"));
        assertTrue(Renderers.render(new Span("x", 3)).text().contains("pages      3"));
    }

    @Test
    void values_that_contain_themselves_or_throw_are_shown_all_the_same() {
        var self = new ArrayList<Object>();
        self.add(self);
        assertTrue(Renderers.render(self).text().contains("[[…]]"));
        var thrower = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        assertTrue(Renderers.render(List.of(thrower)).text().contains("its toString threw"));
    }

    @Test
    void progress_is_shown_in_place_and_to_its_end() {
        var shown = new ArrayList<String>();
        CurrentOutput.bind(new CellOutput() {
            @Override
            public void stream(Stream stream, String text) {}

            @Override
            public void display(MimeBundle bundle, @Nullable String displayId) {
                shown.add(displayId + " " + bundle.text());
            }

            @Override
            public void updateDisplay(MimeBundle bundle, String displayId) {
                shown.add(displayId + " " + bundle.text());
            }

            @Override
            public void clear(boolean wait) {}

            @Override
            public void error(String name, String message, List<String> traceback) {}

            @Override
            public String readLine(String prompt, boolean password) {
                return "";
            }
        });
        try {
            int sum = 0;
            for (int each : Progress.of(IntStream.range(0, 100_000).boxed().toList(), "adding")) {
                sum += each;
            }
            assertEquals(704_982_704, sum);
        } finally {
            CurrentOutput.bind(null);
        }
        assertTrue(shown.getFirst().contains("adding [..............................] 0 % (0 of 100000)"));
        assertTrue(shown.getLast().contains("100 % (100000 of 100000)"));
        assertTrue(shown.size() < 100, "updates are throttled: " + shown.size());
        assertEquals(
                1, shown.stream().map(each -> each.split(" ")[0]).distinct().count());
        assertFalse(shown.getFirst().startsWith("null"));
    }
}
