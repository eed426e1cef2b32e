package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;

/** Shows the boxes of the kit. */
public final class LessonViewRenderer implements Renderer<LessonView> {

    @Override
    public Class<LessonView> type() {
        return LessonView.class;
    }

    @Override
    public MimeBundle render(LessonView view) {
        MimeBundle bundle = MimeBundle.text(view.text()).with(MimeBundle.HTML, view.html());
        return view.json().isEmpty() ? bundle : bundle.with(LessonView.JSON, view.json());
    }
}
