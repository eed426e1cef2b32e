package dev.gopherscope.sim.sched;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that wait for their event, in slots that are used again. */
final class Callbacks {
    private final List<@Nullable Runnable> slots = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    int add(Runnable function) {
        if (free.isEmpty()) {
            slots.add(function);
            return slots.size() - 1;
        }
        int slot = free.removeLast();
        slots.set(slot, function);
        return slot;
    }

    void run(int slot) {
        Runnable function = slots.set(slot, null);
        free.add(slot);
        if (function == null) {
            throw new IllegalStateException("callback " + slot + " is due twice");
        }
        function.run();
    }

    int pending() {
        return slots.size() - free.size();
    }
}
