package dev.gopherscope.charts;

import dev.gopherscope.charts.model.Answer;
import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.modules.RequestView;

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
        return DrawnBundle.of(
                MimeBundle.text(view.toString()),
                Pictures.svg(view, description),
                Pictures.png(view),
                Pictures.size(view),
                description);
    }
}
