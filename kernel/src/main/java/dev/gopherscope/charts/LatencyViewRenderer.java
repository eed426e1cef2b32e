package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.LatencyView;

/** Shows a {@link LatencyView} as its chart. */
public final class LatencyViewRenderer implements Renderer<LatencyView> {

    @Override
    public Class<LatencyView> type() {
        return LatencyView.class;
    }

    @Override
    public MimeBundle render(LatencyView view) {
        return new ChartRenderer().render(Charts.latency(view));
    }
}
