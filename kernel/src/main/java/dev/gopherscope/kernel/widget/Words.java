package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.Markup;

/** Text in the page that code can change (ipywidgets, LabelModel and HTMLModel). */
public final class Words extends Widget {
    private final boolean markup;

    private Words(String kind, boolean markup, String value) {
        super(ModelType.control(kind));
        this.markup = markup;
        set("description", "");
        set("style", new Style(kind));
        set("value", value);
    }

    /** Plain text. */
    static Words plain(String text) {
        return new Words("Label", false, text);
    }

    /** HTML as it is; who makes it of foreign text has to escape that. */
    static Words html(String html) {
        return new Words("HTML", true, html);
    }

    /** What it says: text or HTML, as it was made. */
    public String value() {
        return (String) get("value");
    }

    /** Says something else. */
    public void value(String words) {
        set("value", words);
    }

    @Override
    String text() {
        return markup
                ? value().replaceAll("(?s)<(style|title|desc).*?</\\1>", "")
                        .replaceAll("<[^>]*>", " ")
                        .replaceAll("\\s+", " ")
                        .strip()
                : value();
    }

    @Override
    String html() {
        return markup ? value() : Markup.escape(value());
    }
}
