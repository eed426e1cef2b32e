package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.Markup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A button (ipywidgets, ButtonModel). What it calls runs between cells, as a cell does. */
public final class Button extends Widget {
    private final String label;
    private final List<Handler<Button>> actions = new CopyOnWriteArrayList<>();

    Button(String label) {
        super(ModelType.control("Button"));
        this.label = label;
        set("description", label);
        set("disabled", false);
        set("style", new Style("Button"));
    }

    /** Calls the action at each click. What it prints or throws is shown in the front end's log. */
    public void onClick(Runnable action) {
        actions.add(new Handler<>(button -> action.run(), null));
    }

    /** Calls the action at each click; what it prints, shows or throws replaces what the area held. */
    public void onClick(Output into, Runnable action) {
        Consumer<Button> replacing = button -> {
            into.replace();
            action.run();
        };
        actions.add(new Handler<>(replacing, into));
    }

    /** Does what a click does, on this thread. */
    public void click() {
        actions.forEach(each -> each.run(this));
    }

    /** Lets the person press it, or not. */
    public void enabled(boolean on) {
        set("disabled", !on);
    }

    @Override
    void custom(Map<String, @Nullable Object> content) {
        Models models = models();
        if ("click".equals(content.get("event")) && models != null) {
            actions.forEach(each -> models.later(each.waiting(this)));
        }
    }

    @Override
    String text() {
        return "[" + label + "] (a button)";
    }

    @Override
    String html() {
        return "<strong>[" + Markup.escape(label) + "]</strong> <span style=\"opacity:.75\">(a button)</span>";
    }
}
