package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.RunQueueView;

/** Shows a {@link RunQueueView} as its chart. */
public final class RunQueueViewRenderer implements Renderer<RunQueueView> {

    @Override
    public Class<RunQueueView> type() {
        return RunQueueView.class;
    }

    @Override
    public MimeBundle render(RunQueueView view) {
        return new ChartRenderer().render(Charts.runQueues(view));
    }
}
