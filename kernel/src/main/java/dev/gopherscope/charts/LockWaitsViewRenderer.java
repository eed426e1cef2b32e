package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.LockWaitsView;

/** Shows a {@link LockWaitsView} as its chart. */
public final class LockWaitsViewRenderer implements Renderer<LockWaitsView> {

    @Override
    public Class<LockWaitsView> type() {
        return LockWaitsView.class;
    }

    @Override
    public MimeBundle render(LockWaitsView view) {
        return new SpanChartRenderer().render(Charts.lockWaits(view));
    }
}
