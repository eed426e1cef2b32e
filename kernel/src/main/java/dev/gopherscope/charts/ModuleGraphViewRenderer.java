package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.ModuleGraphView;

/** Shows a {@link ModuleGraphView}: SVG, PNG, and the visited versions as text. */
public final class ModuleGraphViewRenderer implements Renderer<ModuleGraphView> {

    @Override
    public Class<ModuleGraphView> type() {
        return ModuleGraphView.class;
    }

    @Override
    public MimeBundle render(ModuleGraphView view) {
        Fonts.prepare();
        String description =
                "A graph of module versions. " + Answer.of(view.answer()).plain();
        return DrawnBundle.of(
                MimeBundle.text(view.question() + "\n" + view),
                Pictures.svg(view, description),
                Pictures.png(view),
                Pictures.size(view),
                description);
    }
}
