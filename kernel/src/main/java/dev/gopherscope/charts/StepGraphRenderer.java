package dev.gopherscope.charts;

import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.vegalite.StepsSpec;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.StepGraph;
import java.util.Base64;
import java.util.Map;

/** Shows a {@link StepGraph}: with a slider over its steps where Vega-Lite works, as a film strip, and as text. */
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
        Pictures.Size size = Pictures.size(graph);
        return bundle.with(MimeBundle.SVG, Pictures.svg(graph, description))
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(Pictures.png(graph)))
                .withMetadata(
                        MimeBundle.PNG, Map.of("width", size.width(), "height", size.height(), "alt", description));
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
