package dev.gopherscope.kernel.widget;

import java.util.List;
import java.util.stream.Collectors;

/** Widgets beside or below each other (ipywidgets, HBoxModel and VBoxModel). */
public class Box extends Widget {
    private final boolean row;
    private final List<Widget> children;

    Box(boolean row, List<? extends Widget> children) {
        super(ModelType.control(row ? "HBox" : "VBox"));
        this.row = row;
        this.children = List.copyOf(children);
        set("children", this.children);
        set("box_style", "");
    }

    /** What is in it, in order. */
    public final List<Widget> children() {
        return children;
    }

    @Override
    String text() {
        return children.stream().map(Widget::text).collect(Collectors.joining(row ? "   " : "\n"));
    }

    @Override
    String html() {
        return children.stream()
                .map(each -> row
                        ? "<span style=\"margin-right:2em\">" + each.html() + "</span>"
                        : "<div>" + each.html() + "</div>")
                .collect(Collectors.joining("\n"));
    }
}
