package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.StackView;

/** Shows a {@link StackView} as its chart. */
public final class StackViewRenderer implements Renderer<StackView> {

    @Override
    public Class<StackView> type() {
        return StackView.class;
    }

    @Override
    public MimeBundle render(StackView view) {
        return new ChartRenderer().render(Charts.stacks(view));
    }
}
