package dev.gopherscope.kernel.widget;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cell calls to make controls, made for static import.
 *
 * <pre>{@code
 * var n = slider("Ps", 1, 8, 4);
 * interact(n, v -> Charts.runQueues(run(v)))
 * }</pre>
 *
 * <p>A front end that knows Jupyter widgets shows them live. Everywhere else, and in a run without a front end, a control is shown as
 * its value, and {@code interact} as what its function makes of the first values.
 */
public final class Widgets {

    private Widgets() {}

    /**
     * A slider over whole numbers.
     *
     * @param label the words beside it
     * @param value where it stands at first, from {@code min} to {@code max}
     */
    public static IntSlider slider(String label, int min, int max, int value) {
        return slider(label, min, max, value, 1);
    }

    /** A slider over whole numbers in steps. */
    public static IntSlider slider(String label, int min, int max, int value, int step) {
        return new IntSlider(label, min, max, value, step);
    }

    /** A slider over numbers, in a hundred steps. */
    public static FloatSlider slider(String label, double min, double max, double value) {
        return slider(label, min, max, value, min < max ? (max - min) / 100 : 1);
    }

    /** A slider over numbers in steps. */
    public static FloatSlider slider(String label, double min, double max, double value, double step) {
        return new FloatSlider(label, min, max, value, step);
    }

    /** A choice of one of several values; the first is chosen at first. */
    public static <T> Dropdown<T> dropdown(String label, List<T> values) {
        return new Dropdown<>(label, values, null);
    }

    /** A choice of one of several values. */
    public static <T> Dropdown<T> dropdown(String label, List<T> values, T chosen) {
        return new Dropdown<>(label, values, chosen);
    }

    /** A choice of one of several texts; the first is chosen at first. */
    public static Dropdown<String> dropdown(String label, String... values) {
        return new Dropdown<>(label, Arrays.asList(values), null);
    }

    /** Yes or no. */
    public static Checkbox checkbox(String label, boolean value) {
        return new Checkbox(label, value);
    }

    /** A button; see {@link Button#onClick(Runnable)}. */
    public static Button button(String label) {
        return new Button(label);
    }

    /** A button with what a click calls. */
    public static Button button(String label, Runnable action) {
        var button = new Button(label);
        button.onClick(action);
        return button;
    }

    /**
     * A bar that says how far something is.
     *
     * @param total 1 or more
     */
    public static IntProgress progressBar(String label, int total) {
        return new IntProgress(label, total);
    }

    /** A place for what code prints and shows. */
    public static Output output() {
        return new Output();
    }

    /** Text that code can change. */
    public static Words label(String text) {
        return Words.plain(text);
    }

    /** HTML that code can change. It goes into the page as it is: escape text of others. */
    public static Words html(String html) {
        return Words.html(html);
    }

    /** Widgets beside each other. */
    public static Box hbox(Widget... widgets) {
        return new Box(true, List.of(widgets));
    }

    /** Widgets below each other. */
    public static Box vbox(Widget... widgets) {
        return new Box(false, List.of(widgets));
    }

    /**
     * Shows a control and, below it, what the function makes of its value; again whenever the value changes.
     *
     * @param function what it returns is shown like the value of a cell, null for nothing; what it prints and displays is shown too
     */
    public static <A> void interact(Control<A> a, Function<? super A, ? extends @Nullable Object> function) {
        Interactive.show(List.of(a), () -> function.apply(a.value()));
    }

    /** Shows two controls and what the function makes of their values. */
    public static <A, B> void interact(
            Control<A> a, Control<B> b, BiFunction<? super A, ? super B, ? extends @Nullable Object> function) {
        Interactive.show(List.of(a, b), () -> function.apply(a.value(), b.value()));
    }

    /** A function of three values. */
    @FunctionalInterface
    public interface TriFunction<A, B, C> {
        /** What it makes of them, null for nothing. */
        @Nullable
        Object apply(A a, B b, C c);
    }

    /** Shows three controls and what the function makes of their values. */
    public static <A, B, C> void interact(
            Control<A> a, Control<B> b, Control<C> c, TriFunction<? super A, ? super B, ? super C> function) {
        Interactive.show(List.of(a, b, c), () -> function.apply(a.value(), b.value(), c.value()));
    }
}
