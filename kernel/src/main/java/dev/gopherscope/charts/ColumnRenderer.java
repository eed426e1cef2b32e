package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Shows a Tablesaw column as a table of one column. */
public final class ColumnRenderer implements Renderer<Column<?>> {

    @SuppressWarnings("unchecked")
    @Override
    public Class<Column<?>> type() {
        return (Class<Column<?>>) (Class<?>) Column.class;
    }

    @Override
    public MimeBundle render(Column<?> column) {
        return new TableRenderer().render(Table.create(column.name(), column));
    }
}
