package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.WaitReason;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine, as under {@code iter.Pull}: {@code runtime/coro.go}. Whoever switches to it hands over thread and P past all queues and
 * waits until it is switched to again. Left out: the rules for locked threads.
 */
public final class Coro {
    private final Machine machine;

    /** The goroutine that waits for the next switch: the coroutine or its caller. */
    private @Nullable G gp;

    Coro(Machine machine, Body body) {
        this.machine = machine;
        gp = machine.goroutines.newSystemG(
                "coroutine",
                () -> {
                    try {
                        body.run();
                    } finally {
                        exit();
                    }
                },
                WaitReason.COROUTINE,
                false);
    }

    /** Lets the other side run until it switches back: {@code coroswitch}. */
    public void coroswitch() {
        machine.charges.charge(machine.costs.coroSwitch());
        G self = machine.current;
        if (self == null) {
            throw new IllegalStateException("a coroutine can be switched to by a goroutine only");
        }
        M m = Machine.mOf(self);
        handOver(m, self, self);
        machine.casgstatus(self, G.WAITING);
        self.waitReason = WaitReason.COROUTINE;
        machine.charges.suspend(self, G.Yield.SCHEDULER);
    }

    /** The coroutine has ended: its caller goes on and nobody waits any more. */
    private void exit() {
        G self = machine.current;
        if (self != null && !machine.finished()) {
            handOver(Machine.mOf(self), self, null);
        }
    }

    private void handOver(M m, G self, @Nullable G waits) {
        G next = gp;
        if (next == null) {
            throw new IllegalStateException("coroswitch on exited coro");
        }
        gp = waits;
        next.readyEvent = machine.recorder.record(
                machine.now(), EventKind.GO_SWITCH, Machine.pOf(m).id, self.goid, next.goid, self.startEvent);
        machine.casgstatus(next, G.RUNNABLE);
        m.found = next;
        m.foundInherits = true;
    }
}
