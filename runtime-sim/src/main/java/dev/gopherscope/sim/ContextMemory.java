package dev.gopherscope.sim;

import dev.gopherscope.sim.context.ContextHeap;
import dev.gopherscope.sim.gc.ObjectGraph;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MapMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The heap of a run as contexts use it. Maps of children stay alive while their context is open. */
final class ContextMemory implements ContextHeap {
    private static final GoType KEY = GoType.of("any");
    private static final GoType NOTHING = GoType.of("struct{}");

    private final RuntimeEntry entry;
    private final List<Integer> free = new ArrayList<>();

    ContextMemory(RuntimeEntry entry) {
        this.entry = entry;
    }

    @Override
    public long mallocgc(long size, boolean noscan, @Nullable GoType type) {
        return entry.mallocgc(size, noscan, type);
    }

    @Override
    public MapMemory makeChildMap() {
        return entry.makemap(KEY, NOTHING, 0);
    }

    @Override
    public void makeDoneChannel() {
        entry.objects().makechan(NOTHING, 0);
    }

    @Override
    public int keep(long object) {
        ObjectGraph graph = entry.graph();
        Object variable = graph.global("context children");
        if (free.isEmpty()) {
            graph.add(variable, object);
            return graph.size(variable) - 1;
        }
        int slot = free.removeLast();
        graph.set(variable, slot, object);
        return slot;
    }

    @Override
    public void drop(int number) {
        ObjectGraph graph = entry.graph();
        graph.set(graph.global("context children"), number, 0);
        free.add(number);
    }
}
