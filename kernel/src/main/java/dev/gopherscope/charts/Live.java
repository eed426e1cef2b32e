package dev.gopherscope.charts;

import dev.gopherscope.charts.model.QuestionChart;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.Display;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.GoroutineException;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RunObserver;
import dev.gopherscope.sim.RunStoppedException;
import dev.gopherscope.sim.RunViews;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A long run that shows how far it is by a chart that grows, at most five times a second, and ends as the chart of the whole run. Where
 * nobody reads along, only the last one is drawn. Drawing does not change the run.
 *
 * <pre>{@code
 * var run = Live.run(Go.version("1.26").gogc(50), Charts::heap, () -> allocMany(2_000_000, 512));
 * }</pre>
 */
public final class Live {

    /** The shortest time from the end of one drawing to the next. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How many times as long as it took to draw is left to the run before the next drawing. */
    private static final int SHARE = 3;

    private final Function<? super RunViews, ?> chart;
    private final String id;
    private final CellOutput output;
    private final AtomicReference<@Nullable Object> made = new AtomicReference<>();
    private volatile boolean ended;

    private Live(Function<? super RunViews, ?> chart, String id, CellOutput output) {
        this.chart = chart;
        this.id = id;
        this.output = output;
    }

    /** What the main goroutine does. */
    @FunctionalInterface
    public interface Program {
        /** Runs it from its start to its end. */
        void run() throws Exception;
    }

    /**
     * Runs a program and shows it meanwhile.
     *
     * @param go the settings
     * @param chart such as {@code Charts::heap}: makes what to show of what happened so far; while the run goes on it is called between
     *     two steps of it, so it may not call verbs
     * @param program the body of the main goroutine
     * @return the run, as {@code go.run(program)} would
     */
    public static Run run(Go go, Function<? super RunViews, ?> chart, Program program) {
        CellOutput output = CurrentOutput.get();
        if (output == null) {
            throw new IllegalStateException("a run is shown live in a cell; this thread belongs to none");
        }
        if (!output.live()) {
            Run run = go.run(program::run);
            Display.display(chart.apply(run));
            return run;
        }
        return new Live(chart, Display.display(MimeBundle.text("The run begins.")), output).shown(go, program);
    }

    private Run shown(Go go, Program program) {
        var observer = new RunObserver(this::make);
        Thread drawer = Thread.ofPlatform().daemon().name("live").start(() -> draw(observer));
        try {
            Run run = go.observer(observer).run(program::run);
            end(drawer, run);
            return run;
        } catch (RunStoppedException e) {
            end(drawer, e.run());
            throw e;
        } catch (GoroutineException e) {
            end(drawer, e.run());
            throw e;
        } finally {
            ended = true;
            LockSupport.unpark(drawer);
        }
    }

    /** On the thread of the run: all that is read of it is read here. */
    private void make(RunViews soFar) {
        Object shown = chart.apply(soFar);
        if (shown instanceof QuestionChart question) {
            question.note("Running: " + Units.nanos(soFar.endNanos()) + " so far, "
                    + String.format(Locale.ROOT, "%,d events", soFar.recorder().total()));
        }
        made.set(shown);
    }

    private void draw(RunObserver observer) {
        long wait = LEAST_NANOS;
        while (sleep(wait)) {
            long start = System.nanoTime();
            observer.ask();
            Object next = null;
            while (next == null && sleep(TimeUnit.MILLISECONDS.toNanos(5))) {
                next = made.getAndSet(null);
                if (next == null && observer.failure() != null) {
                    break; // It can't be drawn yet; the end will tell if it never can.
                }
            }
            if (next != null) {
                try {
                    MimeBundle bundle = Renderers.render(next);
                    synchronized (this) {
                        if (!ended) {
                            output.updateDisplay(bundle, id);
                        }
                    }
                } catch (RuntimeException e) {
                    // As above.
                    wait = LEAST_NANOS;
                }
            }
            wait = Math.max(LEAST_NANOS, SHARE * (System.nanoTime() - start));
        }
    }

    /** Waits; false once the run has ended. */
    private boolean sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!ended && System.nanoTime() < end) {
            LockSupport.parkNanos(this, Math.max(1, end - System.nanoTime()));
        }
        return !ended;
    }

    private void end(Thread drawer, Run run) {
        synchronized (this) {
            ended = true;
        }
        LockSupport.unpark(drawer);
        output.updateDisplay(Renderers.render(chart.apply(run)), id);
    }
}
