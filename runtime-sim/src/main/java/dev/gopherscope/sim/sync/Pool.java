package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that wait to be used again: {@code sync.Pool} in {@code sync/pool.go} and {@code poolqueue.go}. Each P has a private
 * object and a queue: it takes the newest of its own and the oldest of others. A collection empties the pool; since Go 1.13 what was in it
 * survives one in the victim cache.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="Pool"}
 */
public final class Pool<T> {
    /** Where a {@link #get} found its object. */
    public enum Source {
        /** The private slot of the own P. */
        PRIVATE,
        /** The queue of the own P. */
        SHARED,
        /** The queue of another P. */
        STOLEN,
        /** What the last collection put aside. */
        VICTIM,
        /** New made it, or nothing was there. */
        NEW
    }

    /** Where the memory of the pool itself comes from. */
    public interface Memory {
        /** An object of the runtime's own. */
        void alloc(long bytes, boolean noscan);

        /** The list of all pools grew by this one. */
        void poolAdded();
    }

    /** {@code dequeueLimit}: rings do not grow beyond. */
    private static final int LARGEST_RING = 1 << 30;

    private static final int FIRST_RING = 8;
    private static final int SLOT_BYTES = 16;
    private static final int LOCAL_BYTES = 128;

    /** {@code poolChainElt}: index word, slice header, two links. */
    private static final int CHAIN_ELEMENT_BYTES = 48;

    private final Sched sched;
    private final Memory memory;
    private final @Nullable Supplier<? extends T> make;
    private final long[] found = new long[Source.values().length];
    private List<Local<T>> locals = List.of();
    private List<Local<T>> victims = List.of();

    /** What one P has. */
    private static final class Local<T> {
        @Nullable
        T own;

        /** Newest first; see {@link Ring} for the memory. */
        final Deque<Ring<T>> rings = new ArrayDeque<>();
    }

    /** One ring of the chain, oldest object first. */
    private static final class Ring<T> {
        final int size;
        final Deque<T> objects = new ArrayDeque<>();

        Ring(int size) {
            this.size = size;
        }
    }

    /**
     * An empty pool.
     *
     * @param memory what its queues allocate from
     * @param make makes an object when there is none, null for nothing
     */
    public Pool(Sched sched, Memory memory, @Nullable Supplier<? extends T> make) {
        this.sched = sched;
        this.memory = memory;
        this.make = make;
    }

    /** Puts an object back. Null is ignored. */
    public void put(@Nullable T object) {
        sched.enter("Pool.put", sched.costs().syncOp());
        if (object == null) {
            return;
        }
        Local<T> local = pin();
        if (local.own == null) {
            local.own = object;
        } else {
            pushHead(local, object);
        }
    }

    private void pushHead(Local<T> local, T object) {
        Ring<T> head = local.rings.peekFirst();
        if (head == null || head.objects.size() == head.size) {
            int size = head == null ? FIRST_RING : Math.min(2 * head.size, LARGEST_RING);
            if (sched.version().poolVictims()) {
                memory.alloc(CHAIN_ELEMENT_BYTES, false);
            }
            memory.alloc((long) size * SLOT_BYTES, false);
            head = new Ring<>(size);
            local.rings.addFirst(head);
        }
        head.objects.addLast(object);
    }

    /** Takes an object; null if there is none and nothing makes one. */
    public @Nullable T get() {
        sched.enter("Pool.get", sched.costs().syncOp());
        Local<T> local = pin();
        T object = local.own;
        local.own = null;
        Source source = Source.PRIVATE;
        if (object == null) {
            source = Source.SHARED;
            object = popHead(local);
        }
        int p = sched.getp().id();
        for (int i = 1; object == null && i < locals.size(); i++) {
            source = Source.STOLEN;
            Local<T> other = locals.get((p + i) % locals.size());
            // Before 1.13 a thief took the newest, from a slice under a lock.
            object = sched.version().poolVictims() ? popTail(other) : popHead(other);
        }
        if (object == null && p < victims.size()) {
            source = Source.VICTIM;
            object = fromVictims(p);
        }
        if (object == null) {
            source = Source.NEW;
        }
        found[source.ordinal()]++;
        sched.recorder().record(sched.now(), EventKind.POOL_GET, p, sched.getg().goid(), source.ordinal(), 0);
        return object == null && make != null ? make.get() : object;
    }

    private @Nullable T fromVictims(int p) {
        T own = victims.get(p).own;
        if (own != null) {
            victims.get(p).own = null;
            return own;
        }
        for (int i = 0; i < victims.size(); i++) {
            T object = popTail(victims.get((p + i) % victims.size()));
            if (object != null) {
                return object;
            }
        }
        victims = List.of();
        return null;
    }

    private static <T> @Nullable T popHead(Local<T> local) {
        for (Ring<T> ring : local.rings) {
            T object = ring.objects.pollLast();
            if (object != null) {
                return object;
            }
        }
        return null;
    }

    private static <T> @Nullable T popTail(Local<T> local) {
        while (true) {
            Ring<T> tail = local.rings.peekLast();
            if (tail == null) {
                return null;
            }
            T object = tail.objects.pollFirst();
            if (object != null || local.rings.size() == 1) {
                return object;
            }
            // An empty ring at the tail gets no more objects and is dropped.
            local.rings.removeLast();
        }
    }

    /** The part of the own P; all parts are new after a collection or a change of GOMAXPROCS. */
    private Local<T> pin() {
        int p = sched.getp().id();
        if (p >= locals.size()) {
            if (locals.isEmpty()) {
                memory.poolAdded();
            }
            memory.alloc((long) LOCAL_BYTES * sched.procs(), false);
            List<Local<T>> fresh = new ArrayList<>();
            for (int i = 0; i < sched.procs(); i++) {
                fresh.add(new Local<>());
            }
            locals = fresh;
        }
        return locals.get(p);
    }

    /** A collection begins: {@code poolCleanup}. */
    public void cleanup() {
        victims = sched.version().poolVictims() ? locals : List.of();
        locals = List.of();
    }

    /** How many {@link #get} calls found their object at that place so far. */
    public long found(Source source) {
        return found[source.ordinal()];
    }

    /** How many objects it holds, victims included. */
    public int size() {
        return count(locals) + count(victims);
    }

    private static <T> int count(List<Local<T>> parts) {
        return parts.stream()
                .mapToInt(l -> (l.own == null ? 0 : 1)
                        + l.rings.stream().mapToInt(r -> r.objects.size()).sum())
                .sum();
    }

    @Override
    public String toString() {
        return "Pool of " + size() + " objects, gets by source " + Arrays.toString(found);
    }
}
