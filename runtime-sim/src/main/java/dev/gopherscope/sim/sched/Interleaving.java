package dev.gopherscope.sim.sched;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs under a {@link Chooser}: a goroutine stops before each operation, and the chooser says who goes on. One P. */
final class Interleaving {
    private final Machine machine;
    private final Chooser chooser;
    private @Nullable G last;

    Interleaving(Machine machine, Chooser chooser) {
        this.machine = machine;
        this.chooser = chooser;
    }

    /** The running goroutine is about to do something that others could see. */
    void beforeOperation(G g) {
        machine.casgstatus(g, G.RUNNABLE);
        machine.runq.put(g);
        machine.charges.suspend(g, G.Yield.SCHEDULER);
    }

    /** The goroutine to run; null if none can. */
    @Nullable
    G next(P p) {
        List<G> runnable = new ArrayList<>();
        take(runnable, p.runq.getNext());
        for (G g; (g = p.runq.getRing()) != null; ) {
            runnable.add(g);
        }
        for (G g; (g = machine.runq.get()) != null; ) {
            runnable.add(g);
        }
        if (runnable.isEmpty()) {
            return null;
        }
        runnable.sort(Comparator.comparing((G g) -> g != last).thenComparing(g -> g.goid));
        G chosen = runnable.remove(chooser.choose(List.copyOf(runnable)));
        runnable.forEach(machine.runq::put);
        last = chosen;
        return chosen;
    }

    private static void take(List<G> into, @Nullable G g) {
        if (g != null) {
            into.add(g);
        }
    }
}
