package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.SwissMap;
import dev.gopherscope.sim.observe.MarkingView;
import dev.gopherscope.sim.sched.Sched;
import dev.gopherscope.sim.version.GcRules.Barrier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which object points to which, as the program sees it: variables that hold pointers, pointer slots of objects. While
 * marking, every store passes the write barrier of its version ({@code runtime/mbarrier.go}): since 1.8 the old and the new object
 * become grey, before that the new one. Variables on stacks have no barrier.
 */
public final class ObjectGraph implements SwissMap.Pointers {
    private final Sched sched;
    private final MHeap heap;
    private final Roots roots;
    private final Specials specials;
    private final Marker marker;
    private final Map<Long, String> names = new HashMap<>();
    private Barrier barrier = Barrier.NONE;
    private long barrierStores;
    private @Nullable MarkSteps steps;

    ObjectGraph(Sched sched, MHeap heap, Roots roots, Specials specials, Marker marker) {
        this.specials = specials;
        this.sched = sched;
        this.heap = heap;
        this.roots = roots;
        this.marker = marker;
    }

    /** {@code writeBarrier.enabled}. */
    void setBarrier(Barrier kind) {
        barrier = kind;
    }

    /** How many stores passed the barrier while it was on. */
    public long barrierStores() {
        return barrierStores;
    }

    private void barrier(long old, long now) {
        if (barrier == Barrier.NONE) {
            return;
        }
        barrierStores++;
        if (steps != null) {
            steps.barrierHits();
        }
        if (barrier == Barrier.HYBRID) {
            marker.shade(old);
        }
        marker.shade(now);
        if (steps != null) {
            steps.barrierDone();
        }
    }

    /**
     * A pointer arrives on a stack. Go has no barrier there; it needs none, since whatever brought the pointer, a channel, a closure or
     * a load, is covered by one. Here a Java variable may have brought it, unseen, so a stack that was scanned already shades it.
     */
    private void arrives(long address) {
        if (barrier != Barrier.NONE && address != 0 && marker.stackIsBlack(sched.getg())) {
            marker.shade(address);
        }
    }

    // Names, paths and steps.

    /** Gives an object a name for pictures and explanations. */
    public void name(long object, String name) {
        names.put(heap.slotOf(object), name);
    }

    /** Why an object is alive: the shortest chain of pointers from a root, as sentences. */
    public String explain(long object) {
        return new Paths(sched, heap, roots, specials, names).explain(object);
    }

    /** Switches step mode on: from now on every shade, scan and store is kept, see {@link #marking}. */
    public void recordMarking() {
        if (steps == null) {
            steps = new MarkSteps(sched, heap, names);
            marker.setSteps(steps);
        }
    }

    /** What step mode kept; empty if it was never on. */
    public MarkingView marking() {
        return steps == null ? new MarkingView(List.of(), List.of(), 0) : steps.view();
    }

    @Nullable
    MarkSteps steps() {
        return steps;
    }

    // Variables.

    /** A list of pointers in a global variable. */
    public Object global(String name) {
        return roots.global(name);
    }

    /** A list of pointers in a variable of the running goroutine. */
    public Object local(String name) {
        return roots.local(sched.getg().goid(), name);
    }

    /** How many pointers a variable holds. */
    public int size(Object variable) {
        return ((Roots.Table) variable).size();
    }

    /** The pointer at a place of a variable. */
    public long get(Object variable, int i) {
        return ((Roots.Table) variable).get(i);
    }

    /** Appends a pointer to a variable. */
    public void add(Object variable, long address) {
        var table = (Roots.Table) variable;
        checkTarget(address);
        if (table.stack) {
            arrives(address);
        } else {
            barrier(0, address);
        }
        table.add(address);
        if (steps != null) {
            steps.stored(table, table.size() - 1, address);
        }
    }

    /** Replaces a pointer of a variable. */
    public void set(Object variable, int i, long address) {
        var table = (Roots.Table) variable;
        checkTarget(address);
        if (table.stack) {
            arrives(address);
        } else {
            barrier(table.get(i), address);
        }
        table.set(i, address);
        if (steps != null) {
            steps.stored(table, i, address);
        }
    }

    /** Removes all pointers from a place on. */
    public void truncate(Object variable, int size) {
        var table = (Roots.Table) variable;
        if (!table.stack) {
            for (int i = size; i < table.size(); i++) {
                barrier(table.get(i), 0);
            }
        }
        table.truncate(size);
        if (steps != null) {
            steps.truncated(table, size);
        }
    }

    // Objects.

    /** Stores a pointer: {@code *(object + 8 * word) = target}. The address may lie inside of an object. */
    public void setPointer(long object, long word, long target) {
        MSpan span = requireAlive(object);
        checkTarget(target);
        int at = at(span, object, word);
        long[] words = span.madeWords();
        barrier(words[at], target);
        words[at] = target;
        if (steps != null) {
            steps.linked(object, word, target);
        }
    }

    /** Loads a pointer, 0 for nil. */
    public long getPointer(long object, long word) {
        MSpan span = requireAlive(object);
        int at = at(span, object, word);
        long[] words = span.words();
        return words == null ? 0 : words[at];
    }

    @Override
    public void set(long object, long word, long target) {
        setPointer(object, word, target);
    }

    @Override
    public long get(long object, long word) {
        return getPointer(object, word);
    }

    /** Copies words from one array to another, which is new: {@code typedmemmove}. */
    public void copyPointers(long from, long to, long count) {
        if (count == 0) {
            return;
        }
        MSpan source = requireAlive(from);
        long[] words = source.words();
        if (words == null) {
            return;
        }
        MSpan target = requireAlive(to);
        int start = word(source, from);
        long[] copies = target.madeWords();
        int at = word(target, to);
        for (int i = 0; i < count; i++) {
            long pointer = words[start + i];
            barrier(copies[at + i], pointer);
            copies[at + i] = pointer;
        }
    }

    private static int word(MSpan span, long address) {
        int index = span.index(address);
        return Math.toIntExact((index * span.elemsize + address - span.slot(index)) / GoType.PTR);
    }

    /** The place of a pointer among the words of a span. */
    private int at(MSpan span, long object, long word) {
        if (span.noscan()) {
            throw new IllegalArgumentException("the object at 0x" + Long.toHexString(object)
                    + " holds no pointers; allocate it with allocScan(bytes) or newObject(type) to store some");
        }
        int index = span.index(object);
        long offset = object - span.slot(index);
        long slots = (span.elemsize - offset) / GoType.PTR;
        if (word < 0 || word >= slots) {
            throw new IndexOutOfBoundsException("the object at 0x" + Long.toHexString(object) + " has the words 0 to "
                    + (slots - 1) + ", not " + word);
        }
        GoType type = span.type(index);
        long first = (offset - heap.classes().header(span)) / GoType.PTR;
        if (type != null && !type.isPointer((first + word) % (type.size() / GoType.PTR))) {
            throw new IllegalArgumentException("word " + word + " of the object at 0x" + Long.toHexString(object)
                    + " is no pointer: its type is " + type);
        }
        return Math.toIntExact(word(span, object) + word);
    }

    /** Whether an address points to an object that has not been swept away. */
    public boolean isAlive(long address) {
        MSpan span = heap.spanOf(address);
        return span != null && span.isAllocated(span.index(address));
    }

    private void checkTarget(long address) {
        if (address != 0) {
            requireAlive(address);
        }
    }

    private MSpan requireAlive(long address) {
        MSpan span = heap.spanOf(address);
        if (span == null || !span.isAllocated(span.index(address))) {
            throw new IllegalStateException("there is no object at 0x" + Long.toHexString(address)
                    + ": it was never allocated, or the collector freed it because no simulated variable or object pointed to it. "
                    + "Keep it with global(name).add(object) or local(name).add(object).");
        }
        return span;
    }
}
