package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.ModuleGraphView;
import java.util.Base64;
import java.util.Map;

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
        Pictures.Size size = Pictures.size(view);
        return MimeBundle.text(view.question() + "\n" + view)
                .with(MimeBundle.SVG, Pictures.svg(view, description))
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(Pictures.png(view)))
                .withMetadata(
                        MimeBundle.PNG, Map.of("width", size.width(), "height", size.height(), "alt", description));
    }
}
