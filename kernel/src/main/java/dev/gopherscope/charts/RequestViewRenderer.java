package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.RequestView;
import java.util.Base64;
import java.util.Map;

/** Shows a {@link RequestView} as a sequence picture, and as a table of text. */
public final class RequestViewRenderer implements Renderer<RequestView> {

    @Override
    public Class<RequestView> type() {
        return RequestView.class;
    }

    @Override
    public MimeBundle render(RequestView view) {
        Fonts.prepare();
        String description = "Requests of the go command in their order. "
                + Answer.of(view.answer()).plain();
        Pictures.Size size = Pictures.size(view);
        return MimeBundle.text(view.toString())
                .with(MimeBundle.SVG, Pictures.svg(view, description))
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(Pictures.png(view)))
                .withMetadata(
                        MimeBundle.PNG, Map.of("width", size.width(), "height", size.height(), "alt", description));
    }
}
