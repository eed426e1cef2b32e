package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.ViewTable;

/** Shows the table of a view as a Tablesaw table. */
public final class ViewTableRenderer implements Renderer<ViewTable> {

    @Override
    public Class<ViewTable> type() {
        return ViewTable.class;
    }

    @Override
    public MimeBundle render(ViewTable table) {
        return new TableRenderer().render(Tables.of(table));
    }
}
