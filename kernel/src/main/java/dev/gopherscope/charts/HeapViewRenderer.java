package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.HeapView;

/** Shows a {@link HeapView} as its chart. */
public final class HeapViewRenderer implements Renderer<HeapView> {

    @Override
    public Class<HeapView> type() {
        return HeapView.class;
    }

    @Override
    public MimeBundle render(HeapView view) {
        return new ChartRenderer().render(Charts.heap(view));
    }
}
