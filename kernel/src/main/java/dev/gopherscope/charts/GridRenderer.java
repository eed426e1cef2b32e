package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.DataTable;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.Grid;
import java.util.Collections;

/** Shows a table of the module lessons as pages of HTML and as text. */
public final class GridRenderer implements Renderer<Grid> {

    @Override
    public Class<Grid> type() {
        return Grid.class;
    }

    @Override
    public MimeBundle render(Grid grid) {
        return new DataTable(
                        grid.caption(),
                        grid.columns(),
                        Collections.nCopies(grid.columns().size(), false),
                        grid.rows(),
                        grid.rows().size())
                .bundle();
    }
}
