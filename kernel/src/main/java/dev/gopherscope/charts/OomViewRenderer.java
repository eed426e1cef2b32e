package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.OomView;

/** Shows a {@link OomView} as its chart. */
public final class OomViewRenderer implements Renderer<OomView> {

    @Override
    public Class<OomView> type() {
        return OomView.class;
    }

    @Override
    public MimeBundle render(OomView view) {
        return new ChartRenderer().render(Charts.oom(view));
    }
}
