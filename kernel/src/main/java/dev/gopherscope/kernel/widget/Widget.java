package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.MimeBundle;
import java.util.Map;

/**
 * Something that stands in the page. Where a front end knows Jupyter widgets, it is live; everywhere else it is shown as it is at
 * that moment, as text and HTML.
 */
public abstract class Widget extends Model {

    static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final Layout layout = new Layout();

    Widget(ModelType type) {
        super(type);
        set("layout", layout);
    }

    /**
     * Sets size or place.
     *
     * @param property of CSS, such as {@code width} or {@code min-height}
     * @param value such as {@code 300px} or {@code 50%}
     */
    public void layout(String property, String value) {
        layout.property(property, value);
    }

    /** What it says now, for a reader of text. */
    abstract String text();

    /** What it says now, as HTML without script. */
    abstract String html();

    /** All forms; the live one only where a front end can answer. */
    MimeBundle bundle() {
        var bundle = MimeBundle.text(text()).with(MimeBundle.HTML, "<div>" + html() + "</div>");
        Models models = Models.current();
        return models == null
                ? bundle
                : bundle.with(VIEW, Map.of("model_id", open(models), "version_major", 2, "version_minor", 0));
    }

    @Override
    public String toString() {
        return text();
    }
}
