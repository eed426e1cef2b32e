package dev.gopherscope.sim.context;

import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.memory.MapMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The children of a context: {@code map[canceler]struct{}}. Go walks a map in an order that it draws anew each time: a map of
 * at most eight entries from a random slot on, a larger one in an order that depends on hashes too.
 */
final class Children {
    private static final int GROUP = 8;

    /** Slots in the order of their first use; null where a child was taken out. */
    private final List<@Nullable Canceler> slots = new ArrayList<>();

    /** By the number of the child. */
    private final Map<Integer, Integer> places = new HashMap<>();

    private final ContextHeap heap;
    private final MapMemory memory;
    private final int root;

    Children(ContextHeap heap) {
        this.heap = heap;
        this.memory = heap.makeChildMap();
        this.root = heap.keep(memory.address());
    }

    void add(CancelCtx child) {
        int free = slots.size();
        if (free >= GROUP && places.size() < free) {
            free = slots.indexOf(null);
            slots.set(free, child);
        } else {
            slots.add(child);
        }
        places.put(child.id, free);
        memory.put(child.id, 0);
    }

    void remove(CancelCtx child) {
        Integer place = places.remove(child.id);
        if (place != null) {
            slots.set(place, null);
            memory.remove(child.id);
        }
    }

    int size() {
        return places.size();
    }

    /** The map becomes garbage. */
    void drop() {
        heap.drop(root);
    }

    /** All children in the order of a walk over the map. */
    List<Canceler> inMapOrder(RandomStream random) {
        int n = slots.size() <= GROUP ? GROUP : slots.size();
        var order = new ArrayList<Canceler>(places.size());
        if (n == GROUP) {
            int start = places.size() < 2 ? 0 : random.below(GROUP);
            for (int i = 0; i < GROUP; i++) {
                int slot = start + i & GROUP - 1;
                Canceler child = slot < slots.size() ? slots.get(slot) : null;
                if (child != null) {
                    order.add(child);
                }
            }
            return order;
        }
        for (Canceler child : slots) {
            if (child != null) {
                order.add(child);
            }
        }
        for (int i = order.size() - 1; i > 0; i--) {
            Canceler other = order.get(i);
            int j = random.below(i + 1);
            order.set(i, order.get(j));
            order.set(j, other);
        }
        return order;
    }
}
