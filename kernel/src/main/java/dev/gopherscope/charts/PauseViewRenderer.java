package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.PauseView;

/** Shows a {@link PauseView} as its chart. */
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
