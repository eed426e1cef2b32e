package dev.gopherscope.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.DataTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>evil()</script>",
                "<img src=x onerror=evil()>",
                "<a href='javascript:evil()'>x</a>",
                "<a href=' java\nscript:evil()'>x</a>",
                "<svg><script>evil()</script></svg>",
                "<svg onload=evil()><circle r=1 /></svg>",
                "<svg><foreignObject><iframe src=//evil></iframe></foreignObject></svg>",
                "<style>@import url(//evil)</style>",
                "<p style='background:url(//evil)'>x</p>",
                "<p style='back\\67round:\\75rl(//evil)'>x</p>",
                "<img src='http://evil/x.png'>",
                "<form action=//evil><input name=evil></form>",
                "<iframe srcdoc='<script>evil()</script>'></iframe>",
                "<math><mtext></form><form><mglyph><style></math><img src onerror=evil()>",
                "<meta http-equiv=refresh content='0;url=//evil'>",
                "<base href=//evil>",
                "<object data=evil></object><embed src=evil>"
            })
    void what_could_run_or_load_is_taken_out(String html) {
        String safe = SafeHtml.of(html).toLowerCase(Locale.ROOT);
        assertFalse(safe.matches("(?s).*<[^>]*(evil|script|style=|onerror|onload).*"), safe);
        assertFalse(safe.contains("<script") || safe.contains("<iframe") || safe.contains("<style"), safe);
    }

    @Test
    void tables_pictures_and_shapes_stay() {
        var rows = IntStream.range(0, 60).mapToObj(i -> List.of("" + i)).toList();
        String table = new DataTable("t", List.of("n"), List.of(true), rows, 60).html();
        assertEquals(2, SafeHtml.of(table).split("<details name=").length - 1);
        assertTrue(SafeHtml.of(table).contains("<th scope=\"col\" style=\"text-align:right"));
        assertTrue(
                SafeHtml.of("<img src=\"data:image/png;base64,AA\" alt=\"a\">").contains("src=\"data:"));
        assertTrue(SafeHtml.of("<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\" fill=\"red\"/></svg>")
                .contains("fill=\"red\""));
    }
}
