package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.PauseView;

/** A view of pauses as the result of a cell shows its chart. */
public final class PauseViewRenderer implements Renderer<PauseView> {
    @Override
    public Class<PauseView> type() {
        return PauseView.class;
    }

    @Override
    public MimeBundle render(PauseView view) {
        return new ChartRenderer().render(Charts.pauses(view));
    }
}
