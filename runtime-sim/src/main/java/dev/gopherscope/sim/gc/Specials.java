package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Records beside objects that change what happens when they die: finalizers, cleanups (1.24), weak pointers (1.24). Follows
 * {@code addspecial} in {@code runtime/mheap.go}, the treatment of specials in {@code mgcsweep.go}, and {@code mfinal.go}. Left out: the
 * memory of the records, and that several goroutines may run cleanups.
 */
public final class Specials implements MHeap.SweepHook {

    private static sealed interface Special {}

    private record Finalizer(LongConsumer function) implements Special {}

    /** A function that runs when its object has died; it cannot see the object. */
    public static final class Cleanup implements Special {
        private final Body function;
        private final Specials owner;
        private final long object;

        private Cleanup(Specials owner, long object, Body function) {
            this.owner = owner;
            this.object = object;
            this.function = function;
        }

        /** {@code Cleanup.Stop}: it will not run, unless it is queued already. */
        public void stop() {
            owner.remove(object, this);
        }
    }

    /** A pointer that does not keep its object alive: {@code weak.Pointer}. */
    public static final class Weak implements Special {
        private final Specials owner;
        private long object;

        private Weak(Specials owner, long object) {
            this.owner = owner;
            this.object = object;
        }

        /** {@code weak.Pointer.Value}: the object, 0 once it has died or is about to be finalized. */
        public long value() {
            if (object != 0 && owner.heap.isDoomed(object)) {
                object = 0;
            }
            if (object != 0 && owner.marking) {
                owner.marker.shade(object);
            }
            return object;
        }
    }

    private record Queued(long object, LongConsumer function) {}

    private final Sched sched;
    private final MHeap heap;
    private final Roots roots;
    private final Marker marker;
    private final TreeMap<Long, List<Special>> byObject = new TreeMap<>();
    /** {@code finq}: the one queued last runs first. */
    private final ArrayDeque<Queued> finalizers = new ArrayDeque<>();

    private final ArrayDeque<Body> cleanups = new ArrayDeque<>();
    private @Nullable G finalizerG;
    private @Nullable G cleanupG;
    private boolean marking;

    Specials(Sched sched, MHeap heap, Roots roots, Marker marker) {
        this.sched = sched;
        this.heap = heap;
        this.roots = roots;
        this.marker = marker;
        heap.setSweepHook(this);
    }

    void setMarking(boolean on) {
        marking = on;
    }

    // What programs may call.

    /**
     * {@code runtime.SetFinalizer}; null removes it.
     *
     * @throws IllegalStateException if the object has one already: Go ends the program with a fatal error
     */
    public void setFinalizer(long object, @Nullable LongConsumer function) {
        long slot = heap.slotOf(object);
        List<Special> own = byObject.getOrDefault(slot, List.of());
        if (function == null) {
            remove(
                    slot,
                    own.stream().filter(s -> s instanceof Finalizer).findFirst().orElse(null));
            return;
        }
        if (own.stream().anyMatch(s -> s instanceof Finalizer)) {
            throw new IllegalStateException("the object at 0x" + Long.toHexString(object)
                    + " has a finalizer already; real Go ends with \"runtime.SetFinalizer: finalizer already set\". Remove the old one"
                    + " with setFinalizer(object, null) first.");
        }
        if (finalizerG == null) {
            finalizerG = sched.newSystemG("finalizer", this::runFinalizers, WaitReason.FINALIZER_WAIT);
        }
        add(slot, new Finalizer(function));
        if (marking) {
            // What the object refers to must be found although the roots were made before.
            marker.scanForFinalizer(slot);
        }
    }

    /** {@code runtime.AddCleanup}: an object may have several. */
    public Cleanup addCleanup(long object, Body function) {
        if (cleanupG == null) {
            cleanupG = sched.newSystemG("cleanup", this::runCleanups, WaitReason.CLEANUP_WAIT);
        }
        long slot = heap.slotOf(object);
        var cleanup = new Cleanup(this, slot, function);
        add(slot, cleanup);
        return cleanup;
    }

    /** {@code weak.Make}. */
    public Weak weak(long object) {
        var weak = new Weak(this, object);
        add(heap.slotOf(object), weak);
        return weak;
    }

    private void add(long slot, Special special) {
        byObject.computeIfAbsent(slot, s -> new ArrayList<>()).add(special);
        heap.noteSpecials(slot, 1);
    }

    private void remove(long slot, @Nullable Special special) {
        List<Special> own = byObject.get(slot);
        if (own != null && own.remove(special)) {
            heap.noteSpecials(slot, -1);
            if (own.isEmpty()) {
                byObject.remove(slot);
            }
        }
    }

    // Marking and sweeping.

    /** Objects with finalizers: what they refer to is kept, they themselves are not. */
    List<Long> finalizable() {
        var slots = new ArrayList<Long>();
        byObject.forEach((slot, own) -> {
            if (own.stream().anyMatch(s -> s instanceof Finalizer)) {
                slots.add(slot);
            }
        });
        return slots;
    }

    /** Objects whose finalizers wait to be run. */
    List<Long> queued() {
        return finalizers.stream().map(Queued::object).toList();
    }

    @Override
    public void sweeping(MSpan span) {
        SortedMap<Long, List<Special>> inside = byObject.subMap(span.base, span.base + span.bytes());
        for (long slot : List.copyOf(inside.keySet())) {
            int index = span.index(slot);
            if (span.isMarked(index)) {
                continue;
            }
            List<Special> own = byObject.get(slot);
            if (own == null) {
                continue;
            }
            boolean revived = own.stream().anyMatch(s -> s instanceof Finalizer);
            if (revived) {
                // It lives on until its finalizer has run.
                span.mark(index);
            }
            for (Special special : List.copyOf(own)) {
                switch (special) {
                    case Finalizer f -> {
                        finalizers.addFirst(new Queued(slot, f.function));
                        remove(slot, f);
                    }
                    case Weak w -> {
                        w.object = 0;
                        remove(slot, w);
                    }
                    case Cleanup c -> {
                        if (!revived) {
                            cleanups.addLast(c.function);
                            remove(slot, c);
                        }
                    }
                }
            }
        }
    }

    /** The goroutines that run finalizers and cleanups become ready if there is something for them. */
    void wakeIfPending() {
        if (!finalizers.isEmpty()) {
            wake(finalizerG);
        }
        if (!cleanups.isEmpty()) {
            wake(cleanupG);
        }
    }

    private void wake(@Nullable G g) {
        if (g != null && g.status() == G.WAITING) {
            sched.injectg(g);
        }
    }

    /** {@code runFinalizers}: one goroutine for all of them; a queued object is a root. */
    private void runFinalizers() {
        Roots.Table held = roots.local(sched.getg().goid(), "object to finalize");
        while (true) {
            while (!finalizers.isEmpty()) {
                Queued next = finalizers.removeFirst();
                held.add(next.object);
                next.function.accept(next.object);
                held.truncate(0);
                sched.charge(0);
            }
            sched.gopark(WaitReason.FINALIZER_WAIT);
        }
    }

    private void runCleanups() throws Exception {
        while (true) {
            while (!cleanups.isEmpty()) {
                cleanups.removeFirst().run();
            }
            sched.gopark(WaitReason.CLEANUP_WAIT);
        }
    }
}
