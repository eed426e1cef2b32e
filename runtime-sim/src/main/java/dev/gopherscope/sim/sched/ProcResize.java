package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.version.DefaultProcs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of GOMAXPROCS while the program runs: GOMAXPROCS in {@code runtime/debug.go}, procresize in {@code runtime/proc.go}. The
 * world stops; what the Ps that go away had in their queues moves to the global one, their timers to the P of the caller.
 */
final class ProcResize {
    private final Machine machine;
    private final List<P> everyP = new ArrayList<>();

    /** The number to take when the world starts again, 0 for no change. */
    private int newprocs;

    ProcResize(Machine machine) {
        this.machine = machine;
    }

    /** Set once the program chose the number itself: {@code sched.customGOMAXPROCS}. */
    private boolean custom;

    /** The goroutine that follows the limit of the container, null if that cannot change; and the number it shall set. */
    private @Nullable G updater;

    private int wanted;

    /** The limit of the container will change while the program runs: {@code defaultGOMAXPROCSUpdateEnable}, since Go 1.25. */
    void follow() {
        if (machine.version.defaultProcs() == DefaultProcs.CONTAINER) {
            updater = machine.goroutines.newSystemG(
                    "updatemaxprocs", this::update, WaitReason.GOMAXPROCS_UPDATER_IDLE, true);
        }
    }

    /** What the monitor does once a second: {@code sysmonUpdateGOMAXPROCS}. */
    void checkQuota() {
        G g = updater;
        if (g == null || custom || g.status != G.WAITING || g.waitReason != WaitReason.GOMAXPROCS_UPDATER_IDLE) {
            return;
        }
        int n = machine.version.defaultProcs().of(machine.cpuTime.cpus(), machine.cpuTime.quotaCpus());
        if (n != machine.allp.length) {
            wanted = n;
            machine.inject(g);
        }
    }

    private void update() {
        while (true) {
            G self = machine.current;
            if (self == null) {
                throw new IllegalStateException("the updater of GOMAXPROCS runs outside of its goroutine");
            }
            machine.worldStop.stop(self, "GOMAXPROCS", 0);
            if (!custom) {
                newprocs = wanted;
            }
            machine.worldStop.start(self);
            if (custom) {
                return;
            }
            machine.park(self, WaitReason.GOMAXPROCS_UPDATER_IDLE);
        }
    }

    /** {@code runtime.GOMAXPROCS(n)}: returns the old number; 0 or less only asks. */
    int gomaxprocs(G g, int n) {
        int old = machine.allp.length;
        custom |= n > 0;
        if (n > 0 && n != old) {
            machine.worldStop.stop(g, "GOMAXPROCS", 0);
            newprocs = n;
            machine.worldStop.start(g);
        }
        return old;
    }

    /** Before the world starts: makes or drops Ps. The caller may get another P. */
    void apply(G g, M m) {
        if (newprocs == 0) {
            return;
        }
        int n = newprocs;
        newprocs = 0;
        P[] old = machine.allp;
        for (int i = everyP.size(); i < Math.max(n, old.length); i++) {
            everyP.add(i < old.length ? old[i] : new P(i));
        }
        machine.recorder.record(machine.now(), EventKind.GOMAXPROCS, -1, g.goid, n, g.startEvent);
        P[] next = Arrays.copyOf(everyP.toArray(new P[0]), n);
        if (Machine.pOf(m).id >= n) {
            machine.threads.releasep(m);
            machine.threads.acquirep(m, next[0]);
        }
        P own = Machine.pOf(m);
        for (int i = n; i < old.length; i++) {
            destroy(old[i], own);
        }
        machine.allp = next;
        machine.resized();
    }

    private void destroy(P p, P heir) {
        int moved = 0;
        for (G g; (g = take(p)) != null; ) {
            machine.runq.put(g);
            moved++;
        }
        machine.recorder.record(machine.now(), EventKind.PROC_DRAIN, p.id, 0, moved, Recorder.NONE);
        for (Timer t; (t = p.timers.takeDue(Long.MAX_VALUE)) != null; ) {
            heir.timers.add(t);
        }
        machine.goroutines.dead.purge(p);
        p.status = P.DEAD;
        p.goidcache = p.goidcacheend;
    }

    private static @Nullable G take(P p) {
        G next = p.runq.getNext();
        return next != null ? next : p.runq.getRing();
    }
}
