package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.StatesView;

/** Shows a {@link StatesView} as its chart. */
public final class StatesViewRenderer implements Renderer<StatesView> {

    @Override
    public Class<StatesView> type() {
        return StatesView.class;
    }

    @Override
    public MimeBundle render(StatesView view) {
        return new ChartRenderer().render(Charts.states(view));
    }
}
