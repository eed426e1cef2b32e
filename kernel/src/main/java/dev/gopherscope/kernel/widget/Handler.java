package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.protocol.CommHandler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Code of a cell that hears of a change.
 *
 * @param action gets the new value
 * @param into shows what the action prints, displays and throws; null for where the front end shows what belongs to no cell
 * @param queue counts the changes whose call has not begun, if only the last of them needs a call; may be shared
 */
record Handler<T>(
        Consumer<? super T> action,
        @Nullable Output into,
        @Nullable AtomicInteger queue) {

    Handler(Consumer<? super T> action, @Nullable Output into) {
        this(action, into, null);
    }

    /** Runs it on this thread, which belongs to a cell. */
    void run(T value) {
        CellOutput cell = CurrentOutput.get();
        if (into == null || cell == null) {
            action.accept(value);
            return;
        }
        into.record(cell, () -> action.accept(value));
    }

    /** Runs it as a cell. */
    CommHandler waiting(T value) {
        if (queue != null) {
            queue.incrementAndGet();
        }
        return new CommHandler() {
            @Override
            public void run() {
                if (queue != null && queue.decrementAndGet() > 0) {
                    return;
                }
                action.accept(value);
            }

            @Override
            public CellOutput output(CellOutput cell) {
                return into == null ? cell : into.over(cell);
            }

            @Override
            public void ended() {
                if (into != null) {
                    into.ended();
                }
            }
        };
    }
}
