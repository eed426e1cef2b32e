package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.MarkingView;

/** Shows a {@link MarkingView} as its graph. */
public final class MarkingViewRenderer implements Renderer<MarkingView> {

    @Override
    public Class<MarkingView> type() {
        return MarkingView.class;
    }

    @Override
    public MimeBundle render(MarkingView view) {
        if (view.steps().isEmpty()) {
            return MimeBundle.text("No step of marking was kept: call recordMarking() in the program first.");
        }
        return new StepGraphRenderer().render(view.graph());
    }
}
