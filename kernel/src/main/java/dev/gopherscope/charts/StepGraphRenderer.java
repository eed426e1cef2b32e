package dev.gopherscope.charts;

import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.vegalite.StepsSpec;
import dev.gopherscope.kernel.display.Markup;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.kernel.widget.Widgets;
import dev.gopherscope.sim.observe.StepGraph;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Shows a {@link StepGraph}: with a slider over its steps, of the kernel where a front end has widgets, of the page where Vega-Lite works; as a
 * film strip, and as text.
 */
public final class StepGraphRenderer implements Renderer<StepGraph> {
    private static final int MOST_LINES = 14;

    @Override
    public Class<StepGraph> type() {
        return StepGraph.class;
    }

    @Override
    public MimeBundle render(StepGraph graph) {
        Fonts.prepare();
        String description = description(graph);
        MimeBundle bundle = MimeBundle.text(text(graph));
        if (StepsSpec.fits(graph)) {
            bundle = bundle.with(MimeBundle.VEGA_LITE, StepsSpec.of(graph, description));
        }
        MimeBundle still = DrawnBundle.of(
                bundle, Pictures.svg(graph, description), Pictures.png(graph), Pictures.size(graph), description);
        return graph.frames().size() < 2
                ? still
                : Widgets.stepped("step", graph.frames().size(), step -> picture(graph, step), still);
    }

    private static String picture(StepGraph graph, int step) {
        byte[] svg = Pictures.svg(graph, step).getBytes(StandardCharsets.UTF_8);
        return "<img alt=\"Step " + step + ": "
                + Markup.escape(graph.frames().get(step).caption())
                + "\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg) + "\">";
    }

    private static String text(StepGraph graph) {
        String[] lines = graph.toString().split("\n");
        if (lines.length <= MOST_LINES) {
            return graph.toString();
        }
        var text = new StringBuilder();
        for (int i = 0; i < MOST_LINES - 2; i++) {
            text.append(lines[i]).append('\n');
        }
        return text.append("... ")
                .append(lines.length - MOST_LINES + 1)
                .append(" more steps, then\n")
                .append(lines[lines.length - 1])
                .toString();
    }

    private static String description(StepGraph graph) {
        long objects = graph.nodes().stream().filter(n -> !n.root()).count();
        return graph.answer() + " " + objects + " objects and " + (graph.nodes().size() - objects)
                + " variables in " + graph.frames().size() + " steps, at most " + graph.peakGrey()
                + " objects grey at once. The last step: "
                + graph.frames().getLast().caption() + ".";
    }
}
