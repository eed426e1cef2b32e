package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Why an object is alive: the shortest chain of pointers from a root to it. Stands in no Go file; tools read it from heap dumps. */
final class Paths {
    /** Where the search came from: an object and the word in it, or a root by name. */
    private record Step(long from, long word, String root) {}

    private final Sched sched;
    private final MHeap heap;
    private final Roots roots;
    private final Specials specials;
    private final Map<Long, String> names;
    private final Map<Long, Step> found = new HashMap<>();
    private final ArrayDeque<Long> queue = new ArrayDeque<>();

    Paths(Sched sched, MHeap heap, Roots roots, Specials specials, Map<Long, String> names) {
        this.sched = sched;
        this.heap = heap;
        this.roots = roots;
        this.specials = specials;
        this.names = names;
    }

    /** The chain as sentences. */
    String explain(long address) {
        MSpan span = heap.spanOf(address);
        if (span == null || !span.isAllocated(span.index(address))) {
            return "There is no object at 0x" + Long.toHexString(address)
                    + ": it was never allocated, or it was freed.";
        }
        long target = span.slot(span.index(address));
        if (!search(target)) {
            return describe(target) + " is not reachable from any root: the next collection frees it"
                    + (heap.isDoomed(target) ? ", or rather the sweeping of the last one." : ".");
        }
        var chain = new ArrayList<String>();
        long at = target;
        for (Step step = found.get(at); step != null; step = step.root.isEmpty() ? found.get(step.from) : null) {
            if (step.root.isEmpty()) {
                chain.addFirst(describe(step.from) + field(step.from, step.word) + " -> " + describe(at));
                at = step.from;
            } else {
                chain.addFirst(step.root + " -> " + describe(at));
            }
        }
        String inner = address == target || address == target + 8 && span.elemsize > 512
                ? ""
                : " A pointer to the middle of an object keeps all " + span.elemsize + " bytes of it.";
        return describe(target) + " is alive, " + chain.size() + (chain.size() == 1 ? " step" : " steps")
                + " from a root:\n" + String.join("\n", chain) + inner;
    }

    private boolean search(long target) {
        for (Roots.Table table : roots.globals()) {
            addRoot(table, "global " + table.name);
        }
        for (G g : sched.goroutines()) {
            String owner = sched.recorder().name(g.goid());
            for (Roots.Table table : roots.stack(g.goid())) {
                addRoot(table, "local " + table.name + " of " + owner);
            }
            visit(g.lastObject, 0, 0, "the last allocation of " + owner + ", still in a register");
        }
        addRoot(roots.runtime, "the runtime");
        for (long object : specials.queued()) {
            visit(object, 0, 0, "a finalizer that waits to run");
        }
        for (long slot : specials.finalizable()) {
            follow(slot, "the finalizer of " + describe(slot) + ", which refers to it");
        }
        while (!queue.isEmpty() && !found.containsKey(target)) {
            follow(queue.removeFirst(), "");
        }
        return found.containsKey(target);
    }

    private void addRoot(Roots.Table table, String name) {
        for (int i = 0; i < table.size(); i++) {
            visit(table.get(i), 0, 0, table.size() == 1 ? name : name + "[" + i + "]");
        }
    }

    private void visit(long pointer, long from, long word, String root) {
        MSpan span = pointer == 0 ? null : heap.spanOf(pointer);
        if (span == null || !span.isAllocated(span.index(pointer))) {
            return;
        }
        long slot = span.slot(span.index(pointer));
        if (found.putIfAbsent(slot, new Step(from, word, root)) == null) {
            queue.addLast(slot);
        }
    }

    private void follow(long slot, String root) {
        MSpan span = heap.spanOf(slot);
        long[] words = span == null ? null : span.words();
        if (span == null || words == null || span.noscan()) {
            return;
        }
        int perSlot = (int) (span.elemsize / GoType.PTR);
        int base = span.index(slot) * perSlot;
        for (int i = 0; i < perSlot; i++) {
            visit(words[base + i], slot, i, root);
        }
    }

    private String describe(long slot) {
        String name = names.get(slot);
        if (name != null) {
            return name;
        }
        MSpan span = heap.spanOf(slot);
        String bytes = span == null ? "" : span.elemsize + " bytes";
        GoType type = span == null ? null : span.type(span.index(slot));
        return "object at 0x" + Long.toHexString(slot) + " (" + bytes + (type == null ? "" : ", " + type) + ")";
    }

    private String field(long slot, long word) {
        MSpan span = heap.spanOf(slot);
        GoType type = span == null ? null : span.type(span.index(slot));
        if (span == null || type == null) {
            return ", word " + word;
        }
        long first = word - heap.classes().header(span) / GoType.PTR;
        long element = first / (type.size() / GoType.PTR);
        String name = type.fieldAt(first % (type.size() / GoType.PTR));
        return (span.elemsize >= 2 * type.size() ? "[" + element + "]" : "") + "." + name;
    }
}
