package dev.gopherscope.sim;

import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.gc.Collector;
import dev.gopherscope.sim.observe.GcCycle;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.sched.Sched;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a run while it goes on. Any thread may {@link #ask}; the run answers between two of its steps, on its own thread, and
 * stands still meanwhile. Looking changes nothing: it takes no virtual time, records no event and draws no random number, so that
 * the trace hash stays what it is. One observer watches one run at a time.
 */
public final class RunObserver {
    private final Consumer<? super RunViews> look;
    private volatile @Nullable StopFlag running;
    private volatile @Nullable Runnable answer;
    private volatile @Nullable Throwable failure;

    private record SoFar(Go settings, Recorder recorder, List<GcCycle> cycles, long endNanos) implements RunViews {}

    /**
     * An observer for {@link Go#observer}.
     *
     * @param look gets what happened so far. It may not keep it, since it goes on growing, and verbs don't work in it. What it throws
     *     does not harm the run, see {@link #failure}
     */
    public RunObserver(Consumer<? super RunViews> look) {
        this.look = look;
    }

    /** Lets the run show itself once, soon; does nothing if none goes on. */
    public void ask() {
        StopFlag flag = running;
        Runnable wanted = answer;
        if (flag != null && wanted != null) {
            flag.ask(wanted);
        }
    }

    /** What the last look threw; null if it threw nothing. */
    public @Nullable Throwable failure() {
        return failure;
    }

    void begin(Go settings, Sched sched, Collector collector, Recorder recorder, StopFlag flag) {
        answer = () -> RuntimeEntry.outside(() -> {
            try {
                look.accept(new SoFar(settings, recorder, collector.cycles(), sched.now()));
                failure = null;
            } catch (RuntimeException | Error e) {
                // Whatever the reader does wrong, the program of the run is not to blame.
                failure = e;
            }
        });
        running = flag;
    }

    void end() {
        running = null;
        answer = null;
    }
}
