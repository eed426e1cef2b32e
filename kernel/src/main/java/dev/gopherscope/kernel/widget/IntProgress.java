package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.Markup;

/** A bar that says how far something is (ipywidgets, IntProgressModel). Threads may share one. */
public final class IntProgress extends Widget {
    private final String label;
    private final int total;

    IntProgress(String label, int total) {
        super(ModelType.control("IntProgressModel", "ProgressView"));
        if (total < 1) {
            throw new IllegalArgumentException(
                    "progressBar(\"" + label + "\", " + total + "): give a total of 1 or more");
        }
        this.label = label;
        this.total = total;
        set("description", label);
        set("style", Style.described("Progress"));
        set("min", 0);
        set("max", total);
        set("orientation", "horizontal");
        set("bar_style", "");
        set("value", 0);
    }

    /** How much is done. */
    public int value() {
        return (Integer) get("value");
    }

    /** So much is done, of the total; less than 0 is 0, more than the total is the total. */
    public synchronized void moveTo(int done) {
        int value = Math.max(0, Math.min(total, done));
        set("value", value);
        set("bar_style", value == total ? "success" : "");
    }

    /** One more is done. */
    public synchronized void step() {
        moveTo(value() + 1);
    }

    @Override
    String text() {
        return (label.isEmpty() ? "" : label + ": ") + value() + " of " + total;
    }

    @Override
    String html() {
        return "<label>" + Markup.escape(label) + " <progress max=\"" + total + "\" value=\"" + value() + "\">"
                + value() + "</progress></label> " + value() + " of " + total;
    }
}
