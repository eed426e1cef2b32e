package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.Display;
import dev.gopherscope.kernel.protocol.CommOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Controls above what a function makes of their values. A change of a control calls the function again. */
final class Interactive extends Box {
    private final List<Control<?>> controls;
    private final Output output;
    private final Supplier<? extends @Nullable Object> function;
    /** Changes whose call has not begun; only the last one needs to be made. */
    private final AtomicInteger waiting = new AtomicInteger();

    private Interactive(List<Control<?>> controls, Output output, Supplier<? extends @Nullable Object> function) {
        super(false, children(controls, output));
        this.controls = controls;
        this.output = output;
        this.function = function;
    }

    private static List<Widget> children(List<Control<?>> controls, Output output) {
        var children = new ArrayList<Widget>(controls);
        children.add(output);
        return children;
    }

    /** Calls the function once and shows it with its controls. Without a front end, the controls are words and what it shows follows them. */
    static void show(List<Control<?>> controls, Supplier<? extends @Nullable Object> function) {
        CellOutput cell = CurrentOutput.get();
        if (cell == null) {
            throw new IllegalStateException("interact shows something in a cell; this thread belongs to none");
        }
        var shown = new Interactive(List.copyOf(controls), new Output(), function);
        try {
            shown.output.record(cell, shown::call);
        } catch (RuntimeException | Error e) {
            shown.output.replay(cell);
            throw e;
        }
        if (cell instanceof CommOutput) {
            Display.display(shown);
            shown.controls.forEach(shown::follow);
        } else {
            Display.display(new Box(false, shown.controls));
            shown.output.replay(cell);
        }
    }

    private <T> void follow(Control<T> control) {
        control.observe(new Handler<>(value -> again(), output, waiting));
    }

    private void again() {
        output.replace();
        call();
    }

    private void call() {
        Object value = function.get();
        if (value != null) {
            Display.display(value);
        }
    }
}
