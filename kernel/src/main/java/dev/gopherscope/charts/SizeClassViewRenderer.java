package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.SizeClassView;

/** Shows a {@link SizeClassView} as its chart. */
public final class SizeClassViewRenderer implements Renderer<SizeClassView> {

    @Override
    public Class<SizeClassView> type() {
        return SizeClassView.class;
    }

    @Override
    public MimeBundle render(SizeClassView view) {
        return new ChartRenderer().render(Charts.sizeClasses(view));
    }
}
