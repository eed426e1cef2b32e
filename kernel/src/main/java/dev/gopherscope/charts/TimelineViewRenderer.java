package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.TimelineView;

/** Shows a {@link TimelineView} as its chart. */
public final class TimelineViewRenderer implements Renderer<TimelineView> {

    @Override
    public Class<TimelineView> type() {
        return TimelineView.class;
    }

    @Override
    public MimeBundle render(TimelineView view) {
        return new SpanChartRenderer().render(Charts.timeline(view));
    }
}
