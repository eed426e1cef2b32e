package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.ContextTreeView;

/** Shows a {@link ContextTreeView} as its chart. */
public final class ContextTreeViewRenderer implements Renderer<ContextTreeView> {

    @Override
    public Class<ContextTreeView> type() {
        return ContextTreeView.class;
    }

    @Override
    public MimeBundle render(ContextTreeView view) {
        return new SpanChartRenderer().render(Charts.contextTree(view));
    }
}
