package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.HeapView;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {

    private static Document html(MimeBundle bundle) throws Exception {
        String html = (String) bundle.data().get(MimeBundle.HTML);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    @Test
    void theTableOfCollectionsHasARowForEachWithTheFiguresOfGctrace() {
        HeapView heap = SampleViews.heap();
        Table table = Tables.gcCycles(heap.cycles());
        assertEquals(heap.cycles().size(), table.rowCount());
        GcCycle third = heap.cycles().get(2);
        assertEquals(3, table.intColumn("GC").getInt(2));
        assertEquals(
                third.sweepTermPauseNanos() / 1e3,
                table.doubleColumn("STW 1 µs").getDouble(2),
                1e-9);
        assertEquals(third.markNanos() / 1e6, table.doubleColumn("mark ms").getDouble(2), 1e-9);
        assertEquals(
                third.heapMarkedBytes() / 1048576.0,
                table.doubleColumn("live MiB").getDouble(2),
                1e-9);
        assertEquals("heap", table.stringColumn("trigger").get(2));
    }

    @Test
    void aTableIsHtmlThatAScreenReaderCanWalkAndText() throws Exception {
        MimeBundle bundle = Renderers.render(Tables.gcCycles(SampleViews.heap().cycles()));
        Document page = html(bundle);
        assertTrue(page.getElementsByTagName("caption").item(0).getTextContent().startsWith("GC cycles"));
        var heads = page.getElementsByTagName("th");
        assertEquals(14, heads.getLength());
        for (int i = 0; i < heads.getLength(); i++) {
            assertEquals("col", ((Element) heads.item(i)).getAttribute("scope"));
        }
        String html = (String) bundle.data().get(MimeBundle.HTML);
        assertFalse(html.contains("<script") || html.contains("<style"));
        assertFalse(html.matches("(?s).*color:\\s*#.*"), "colours are the page's");
        List<String> lines = bundle.text().lines().toList();
        assertEquals("GC cycles: 16 rows", lines.get(0));
        assertTrue(lines.get(1).startsWith("GC  start ms"), lines.get(1));
        assertEquals(16 + 3, lines.size());
    }

    @Test
    void numbersOfAColumnHaveTheSameDecimalsAndStandRight() throws Exception {
        Table table = Table.create(
                "t", DoubleColumn.create("x", 1.5, 22.25, Double.NaN), StringColumn.create("s", "a", "b", "c"));
        MimeBundle bundle = Renderers.render(table);
        assertTrue(bundle.text().contains("\n 1.50  a\n22.25  b\n       c"), bundle.text());
        Element cell = (Element) html(bundle).getElementsByTagName("td").item(0);
        assertTrue(cell.getAttribute("style").contains("text-align:right"));
    }

    @Test
    void aLongTableShowsItsEndsAndSaysHowMuchIsMissing() throws Exception {
        Table table = Table.create(
                "long", IntColumn.create("i", IntStream.range(0, 1_000_000).toArray()));
        MimeBundle bundle = Renderers.render(table);
        assertTrue(bundle.text().contains("999\u00a0940 more rows"), bundle.text());
        assertTrue(bundle.text().contains("999999"), "the last row");
        assertTrue(((String) bundle.data().get(MimeBundle.HTML)).length() < 20_000);
        assertEquals(61, html(bundle).getElementsByTagName("td").getLength());
    }

    @Test
    void markupInNamesAndCellsStaysText() throws Exception {
        Table table = Table.create("<b>t</b>", StringColumn.create("<i>", "<script>alert(1)</script>", "a\u0001\nb"));
        MimeBundle bundle = Renderers.render(table);
        String html = (String) bundle.data().get(MimeBundle.HTML);
        assertFalse(html.contains("<script") || html.contains("<b>") || html.contains("<i>"));
        assertEquals(
                "<script>alert(1)</script>",
                html(bundle).getElementsByTagName("td").item(0).getTextContent());
        assertFalse(bundle.text().contains("\u0001"));
    }

    @Test
    void emptyTablesAndColumnsAreShownToo() {
        assertTrue(Renderers.render(Table.create("none")).text().contains("none: 0 rows"));
        assertTrue(Renderers.render(Tables.gcCycles(List.of())).text().contains("GC cycles: 0 rows"));
        assertTrue(Renderers.render(DoubleColumn.create("x", 1, 2)).text().contains("x: 2 rows"));
    }
}
