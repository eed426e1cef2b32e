package dev.gopherscope.charts;

import dev.gopherscope.charts.table.TableForms;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Shows any Tablesaw table as accessible HTML and as aligned text; long tables with their first and last rows. */
public final class TableRenderer implements Renderer<Table> {

    @Override
    public Class<Table> type() {
        return Table.class;
    }

    @Override
    public MimeBundle render(Table table) {
        var data = new LinkedHashMap<String, Object>();
        data.put(MimeBundle.HTML, TableForms.html(table));
        data.put(MimeBundle.TEXT, TableForms.text(table));
        return new MimeBundle(data, Map.of());
    }
}
