package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.stack.Stacks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Birth and death of goroutines: newproc, newproc1 and goexit in {@code runtime/proc.go}; the dead ones are in {@link DeadGoroutines}.
 */
final class Goroutines {
    private final Machine machine;
    private final List<G> allgs = new ArrayList<>();
    final DeadGoroutines dead = new DeadGoroutines();
    /** The next goroutine is one of those that a process has before main. */
    private boolean initial;

    private int goidgen;
    private int count;
    private long created;

    Goroutines(Machine machine) {
        this.machine = machine;
    }

    /** Every goroutine record there ever was, dead ones included. */
    List<G> all() {
        return allgs;
    }

    /** Goroutines of the program that have not ended: {@code gcount}. */
    int count() {
        return count;
    }

    /** Goroutines of the program that were ever started. */
    long created() {
        return created;
    }

    void abandonAll() {
        for (G g : allgs) {
            if (g.coroutine != null) {
                g.coroutine.abandon();
            }
        }
    }

    G newproc(@Nullable String name, Body body, Object function) {
        machine.beforeOperation("go");
        machine.charges.charge(machine.costs.newproc());
        M m = machine.acting;
        if (m == null) {
            throw new IllegalStateException("a goroutine can be started by a goroutine or a timer function only");
        }
        P p = Machine.pOf(m);
        G g = newproc1(name, body, p, machine.queueOf(p), false, dead.get(p));
        if (machine.goStatements != null) {
            machine.goStatements.born(g, function);
        }
        machine.runqput(p, g, true);
        machine.threads.wakep(m);
        machine.charges.payDebt(machine.current, m, 0);
        return g;
    }

    /**
     * A goroutine of the runtime, parked.
     *
     * @param initial one of those that a real process has before main: no dead goroutine is used again for it
     */
    G newSystemG(String name, Body body, WaitReason reason, boolean initial) {
        M m = machine.acting;
        P p = m == null ? machine.allp[0] : Machine.pOf(m);
        G reused = initial ? null : dead.get(p);
        this.initial = initial;
        G g = newproc1(name, body, p, Recorder.NO_QUEUE, true, reused);
        this.initial = false;
        if (!initial && reused == null) {
            machine.gcController.newG();
        }
        g.status = G.WAITING;
        g.waitReason = reason;
        return g;
    }

    /**
     * {@code newproc1}.
     *
     * @param reused a dead goroutine whose record is used again, null for a new one
     */
    G newproc1(@Nullable String name, Body body, P p, int queue, boolean system, @Nullable G reused) {
        boolean fresh = reused == null;
        G g = reused == null ? new G(this::main) : reused;
        if (fresh) {
            allgs.add(g);
        }
        if (p.goidcache == p.goidcacheend) {
            p.goidcache = goidgen + 1;
            goidgen += P.GOID_BATCH;
            p.goidcacheend = p.goidcache + P.GOID_BATCH;
        }
        g.gcAssistBytes = 0;
        g.lastObject = 0;
        g.closure = 0;
        G creator = machine.current;
        g.goid = p.goidcache++;
        g.body = body;
        g.system = system;
        g.operation = "";
        g.hasWaited = system;
        machine.latency.created(g);
        machine.casgstatus(g, G.RUNNABLE);
        g.parent = creator == null ? 0 : creator.goid;
        if (!system) {
            count++;
            created++;
        }
        if (fresh && !system && g.goid != 1) {
            machine.gcController.newG();
        }
        if (name != null) {
            machine.recorder.label(g.goid, name);
        }
        g.readyEvent = machine.recorder.record(
                machine.now(),
                EventKind.GO_CREATE,
                p.id,
                g.goid,
                Recorder.link(g.parent, queue),
                creator == null ? machine.timers.firing() : creator.startEvent);
        Stacks stacks = machine.stacks;
        if (stacks != null && initial) {
            stacks.initial(g.stack, g.goid);
        } else if (stacks != null && fresh) {
            stacks.malg(g.stack, g.goid);
        } else if (stacks != null) {
            stacks.gfget(g.stack, g.goid);
        }
        return g;
    }

    /** Where the stack of every goroutine begins. */
    private void main(G g) {
        boolean goexit = false;
        machine.enterStack();
        try {
            Body body = g.body;
            if (body == null) {
                throw new IllegalStateException(g + " has nothing to do");
            }
            body.run();
        } catch (Goexit e) {
            goexit = true;
        } catch (InterruptedException e) {
            // The thread that simulates was interrupted while the body waited for something outside of the simulation.
            if (!machine.finished()) {
                machine.ending.interrupted();
            }
        } catch (Throwable t) {
            // After the end of the run this is an abandoned stack that unwinds.
            machine.finish(Traceback.panic(machine, g, t));
        }
        if (machine.finished()) {
            return;
        }
        if (g.goid == 1 && !goexit) {
            machine.finish(Outcome.OK);
            return;
        }
        machine.charges.charge(machine.costs.goexit());
        machine.recorder.record(
                machine.now(), EventKind.GO_END, Machine.pOf(Machine.mOf(g)).id, g.goid, 0, g.startEvent);
        machine.casgstatus(g, G.DEAD);
        g.yield = G.Yield.SCHEDULER;
    }

    /** Unwinds the stack of a goroutine that called {@code runtime.Goexit}; finally blocks run, like deferred calls. */
    private static final class Goexit extends Error {
        private static final long serialVersionUID = 1;

        Goexit() {
            super("runtime.Goexit", null, false, false);
        }
    }

    /** Ends the running goroutine: {@code runtime.Goexit}. */
    static void goexit() {
        throw new Goexit();
    }

    /** A root job of the collector: dead goroutines that no P keeps lose their stacks. */
    void freeDeadStacks() {
        if (machine.stacks != null) {
            dead.freeStacks(g -> machine.stacks.freeDead(g.stack));
        }
    }

    /** A goroutine has ended on a P; true if its thread ended with it. */
    boolean gfput(G g, P p) {
        g.body = null;
        g.coroutine = null;
        g.param = null;
        M locked = g.lockedm;
        g.closure = 0;
        if (machine.stacks != null) {
            machine.stacks.gfput(g.stack);
        }
        machine.locked.release(g);
        if (!g.system) {
            count--;
        }
        dead.put(p, g);
        if (locked == null || !machine.version.lockedExitEndsThread()) {
            return false;
        }
        machine.threads.mexit(locked);
        return true;
    }
}
