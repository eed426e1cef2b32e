package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.Markup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A widget with a value that the person at the front end can change. The value changes at once, also while a cell runs; who observes
 * it is called between cells.
 *
 * @param <T> the type of its value
 */
public abstract class Control<T> extends Widget {

    private final String label;
    private final String key;
    private final List<Handler<T>> observers = new CopyOnWriteArrayList<>();

    /** @param key the part of the state that holds the value */
    Control(ModelType type, String label, String key, Style style) {
        super(type);
        this.label = label;
        this.key = key;
        set("description", label);
        set("disabled", false);
        set("style", style);
    }

    /** The words beside it. */
    public final String label() {
        return label;
    }

    /** The value now. */
    public final T value() {
        return valueOf(get(key));
    }

    /**
     * Sets the value, here and in the front ends. Who observes it is called before this returns.
     *
     * @throws IllegalArgumentException if the control can't have that value
     */
    public final void value(T value) {
        Object state = stateOf(value);
        if (!state.equals(get(key))) {
            set(key, state);
            observers.forEach(each -> each.run(value));
        }
    }

    /**
     * Calls the action whenever the value has changed. What it prints is shown in the front end's log; print into an
     * {@link Output} to have it in the page. What it throws is shown likewise, and the next change calls it again.
     */
    public final void observe(Consumer<? super T> action) {
        observe(new Handler<>(action, null));
    }

    final void observe(Handler<T> observer) {
        observers.add(observer);
    }

    /** Lets the person change it, or not. */
    public final void enabled(boolean on) {
        set("disabled", !on);
    }

    /** The value that a state stands for. */
    abstract T valueOf(Object state);

    /** The state of a value. */
    abstract Object stateOf(T value);

    /** The state that a front end wants, made valid; null if it is of another kind. */
    abstract @Nullable Object valid(@Nullable Object wanted);

    @Override
    final Object accepted(String changed, @Nullable Object wanted) {
        Object valid = changed.equals(key) ? valid(wanted) : null;
        return valid == null ? get(changed) : valid;
    }

    @Override
    final void changedByReader(String changed) {
        Models models = models();
        if (changed.equals(key) && models != null) {
            T now = value();
            observers.forEach(each -> models.later(each.waiting(now)));
        }
    }

    /** The value in words. */
    String valueText() {
        return String.valueOf(value());
    }

    /** What else the value could be, in words. */
    abstract String range();

    @Override
    String text() {
        return (label.isEmpty() ? "" : label + ": ") + valueText() + " (" + range() + ")";
    }

    @Override
    String html() {
        return (label.isEmpty() ? "" : Markup.escape(label) + ": ") + "<strong>" + Markup.escape(valueText())
                + "</strong> <span style=\"opacity:.75\">(" + Markup.escape(range()) + ")</span>";
    }
}
