package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.observe.MarkStep;
import dev.gopherscope.sim.observe.MarkStep.Kind;
import dev.gopherscope.sim.observe.MarkingView;
import dev.gopherscope.sim.observe.MarkingView.GraphObject;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Step mode: notes every shade, scan and store that concerns the objects allocated since it was switched on. */
final class MarkSteps {
    private static final int MOST_OBJECTS = 2_000;
    private static final int MOST_STEPS = 50_000;

    private final Sched sched;
    private final MHeap heap;
    private final Map<Long, Integer> indexBySlot = new HashMap<>();
    private final Map<Long, String> names;
    private final List<GraphObject> objects = new ArrayList<>();
    private final List<MarkStep> steps = new ArrayList<>();
    private long dropped;
    private boolean inBarrier;

    MarkSteps(Sched sched, MHeap heap, Map<Long, String> names) {
        this.sched = sched;
        this.heap = heap;
        this.names = names;
    }

    void allocated(long address) {
        MSpan span = heap.spanOf(address);
        if (span == null) {
            return;
        }
        long slot = span.slot(span.index(address));
        if (objects.size() == MOST_OBJECTS) {
            dropped++;
            return;
        }
        int number = objects.size();
        Integer before = indexBySlot.get(slot);
        if (before != null && span.noscan() && span.elemsize == 16) {
            // A further part of a tiny block.
            return;
        }
        indexBySlot.put(slot, number);
        objects.add(new GraphObject(slot, "object " + (number + 1), span.elemsize, span.noscan()));
        add(Kind.ALLOC, number, -1, 0, "");
    }

    void cycleBegins() {
        add(Kind.CYCLE, -1, -1, 0, "");
    }

    void rootScanned(Roots.Table table) {
        if (!table.stack) {
            add(Kind.ROOT, -1, -1, 0, table.name);
        }
    }

    void stackScanned(int goid, boolean again) {
        add(again ? Kind.RESCAN : Kind.STACK, -1, -1, 0, sched.recorder().name(goid));
    }

    void shaded(long slot, long from, boolean noscan) {
        int object = index(slot);
        if (object >= 0) {
            add(inBarrier ? Kind.BARRIER : Kind.SHADE, object, inBarrier ? -1 : index(from), 0, "");
        }
    }

    void scanned(long slot) {
        int object = index(slot);
        if (object >= 0) {
            add(Kind.SCAN, object, -1, 0, "");
        }
    }

    void barrierHits() {
        inBarrier = true;
    }

    void barrierDone() {
        inBarrier = false;
    }

    void stored(Roots.Table table, int place, long target) {
        add(Kind.ROOT_STORE, indexOf(target), -1, place, table.name);
    }

    void truncated(Roots.Table table, int size) {
        add(Kind.ROOT_STORE, -1, MarkingView.TRUNCATED, size, table.name);
    }

    void linked(long object, long word, long target) {
        int at = indexOf(object);
        if (at >= 0) {
            add(Kind.STORE, at, indexOf(target), word, "");
        }
    }

    /** Marking has ended: what is white now is dead. */
    void cycleEnds(List<Long> finalizable) {
        indexBySlot.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .toList()
                .forEach(e -> {
                    MSpan span = heap.spanOf(e.getKey());
                    if (span != null && span.isMarked(span.index(e.getKey()))) {
                        return;
                    }
                    if (finalizable.contains(e.getKey())) {
                        add(Kind.REVIVED, e.getValue(), -1, 0, "");
                        return;
                    }
                    add(Kind.DIES, e.getValue(), -1, 0, "");
                    indexBySlot.remove(e.getKey());
                });
    }

    MarkingView view() {
        var named = new ArrayList<GraphObject>();
        for (GraphObject o : objects) {
            named.add(new GraphObject(o.address(), names.getOrDefault(o.address(), o.name()), o.bytes(), o.noscan()));
        }
        return new MarkingView(named, steps, dropped);
    }

    private int index(long slot) {
        return slot == 0 ? -1 : indexBySlot.getOrDefault(slot, -1);
    }

    private int indexOf(long address) {
        MSpan span = address == 0 ? null : heap.spanOf(address);
        return span == null ? -1 : index(span.slot(span.index(address)));
    }

    private void add(Kind kind, int object, int other, long slot, String where) {
        if (steps.size() == MOST_STEPS) {
            dropped++;
        } else {
            steps.add(new MarkStep(kind, object, other, slot, where, sched.now()));
        }
    }
}
