package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.kernel.display.MimeBundle;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.internal.chartpart.Chart;

/** What JupyterLab's Vega-Lite needs, checked on the tree; that specs compile without warnings was checked by hand. */
class VegaLiteTest {

    static Stream<Chart<?, ?>> charts() {
        Stream<Chart<?, ?>> ours = RunChartsTest.charts().map(a -> (Chart<?, ?>) a.get()[1]);
        Stream<Chart<?, ?>> others = LearnerChartsTest.kinds().map(VegaLiteTest::chart);
        return Stream.concat(ours, others);
    }

    private static Chart<?, ?> chart(Arguments arguments) {
        return (Chart<?, ?>) arguments.get()[0];
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(Chart<?, ?> chart) {
        return (Map<String, Object>) new ChartRenderer().render(chart).data().get(MimeBundle.VEGA_LITE);
    }

    /** Calls back for every key with its value, at every depth. */
    private static void walk(Object tree, BiConsumer<String, Object> visitor) {
        switch (tree) {
            case Map<?, ?> map ->
                map.forEach((key, value) -> {
                    visitor.accept((String) key, value);
                    walk(value, visitor);
                });
            case List<?> list -> list.forEach(element -> walk(element, visitor));
            case null -> {}
            case String _, Boolean _, Integer _, Long _ -> {}
            case Double d -> assertTrue(Double.isFinite(d), "numbers are finite");
            default -> throw new AssertionError("not JSON: " + tree.getClass());
        }
    }

    private static void checkParameters(Map<String, Object> spec) {
        Set<String> defined = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        walk(spec, (key, value) -> {
            if (key.equals("params")) {
                for (Object param : (List<?>) value) {
                    assertTrue(defined.add((String) ((Map<?, ?>) param).get("name")), "defined twice: " + param);
                }
            } else if (key.equals("param")) {
                used.add((String) value);
            }
        });
        assertTrue(defined.containsAll(used), used + " in " + defined);
    }

    @ParameterizedTest
    @MethodSource("charts")
    void everySpecFollowsTheHouseRulesAndUsesOnlyParametersThatExist(Chart<?, ?> chart) {
        Map<String, Object> spec = spec(chart);
        if (spec == null) {
            return;
        }
        checkParameters(spec);
        assertEquals("transparent", spec.get("background"));
        assertTrue(spec.containsKey("hconcat") || spec.get("width").equals(720), "a fixed width");
        assertEquals(chart.getTitle(), ((Map<?, ?>) spec.get("title")).get("text"));
        assertFalse(String.valueOf(spec.get("description")).isBlank());
        walk(spec, (key, value) -> {
            assertFalse(key.endsWith("labelColor") || key.equals("titleColor"), "text takes the theme's colour");
            assertFalse(key.contains(" "), "no key of our own: " + key);
            if (key.equals("zoom")) {
                assertTrue(String.valueOf(value).contains("ctrlKey"), "scrolling a notebook must not zoom");
            }
            if (key.equals("url") || key.equals("href")) {
                throw new AssertionError("nothing is loaded from elsewhere: " + value);
            }
        });
    }

    @Test
    void aCsvRowHoldsExactlyTheColumnsOfItsHead() {
        QuestionChart chart = Charts.heap(SampleViews.heap());
        chart.addSeries("a, \"b\"", new double[] {0, 1}, new double[] {1, Double.NaN});
        Map<?, ?> data = (Map<?, ?>) spec(chart).get("data");
        List<String> lines = ((String) data.get("values")).lines().toList();
        assertEquals("s,x,y", lines.getFirst());
        assertTrue(lines.contains("\"a, \"\"b\"\"\",0,1"));
        assertTrue(lines.contains("\"a, \"\"b\"\"\",1,"), "a gap is an empty cell");
    }
}
