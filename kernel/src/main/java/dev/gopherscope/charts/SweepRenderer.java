package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;

/** Shows a {@link Sweep} as its chart. */
@SuppressWarnings("rawtypes")
public final class SweepRenderer implements Renderer<Sweep> {

    @Override
    public Class<Sweep> type() {
        return Sweep.class;
    }

    @Override
    public MimeBundle render(Sweep sweep) {
        return new ChartRenderer().render(sweep.chart());
    }
}
