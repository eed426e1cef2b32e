package dev.gopherscope.charts;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.TasksView;

/** Shows a {@link TasksView} as its chart. */
public final class TasksViewRenderer implements Renderer<TasksView> {

    @Override
    public Class<TasksView> type() {
        return TasksView.class;
    }

    @Override
    public MimeBundle render(TasksView view) {
        return new SpanChartRenderer().render(Charts.tasks(view));
    }
}
