package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.StackMove;
import dev.gopherscope.sim.stack.Stack;
import dev.gopherscope.sim.stack.Stacks;

/** Records what happens to stacks, and ends the run when one overflows. */
final class StackEvents implements Stacks.Listener {
    private final Machine machine;

    StackEvents(Machine machine) {
        this.machine = machine;
    }

    private void record(EventKind kind, Stack stack, long argument) {
        M m = machine.acting;
        G g = machine.current;
        machine.recorder.record(
                machine.now(),
                kind,
                m == null || m.p == null ? -1 : m.p.id,
                stack.goid,
                argument,
                g == null ? 0 : g.startEvent);
    }

    @Override
    public void allocated(Stack stack, int bytes) {
        record(EventKind.STACK_ALLOC, stack, bytes);
    }

    @Override
    public void freed(Stack stack, int bytes) {
        record(EventKind.STACK_FREE, stack, bytes);
    }

    @Override
    public void copied(Stack stack, int from, int to, long used, long pointers) {
        record(EventKind.STACK_COPY, stack, StackMove.encode(from, to, used));
    }

    @Override
    public void overflow(Stack stack, long used, long limit, long levels, String function) {
        machine.ending.stackOverflow(stack, used, limit, levels, function);
    }
}
