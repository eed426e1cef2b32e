package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;

/** Shows a {@link Widget}. */
public final class WidgetRenderer implements Renderer<Widget> {

    @Override
    public Class<Widget> type() {
        return Widget.class;
    }

    @Override
    public MimeBundle render(Widget widget) {
        return widget.bundle();
    }
}
