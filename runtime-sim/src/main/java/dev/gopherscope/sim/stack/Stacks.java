package dev.gopherscope.sim.stack;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.version.StackRules;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one run: they begin small, grow in function prologues, shrink when the collector scans them. Follows
 * {@code runtime/stack.go}; where a goroutine begins and ends, {@code malg}, {@code gfget} and {@code gfput} of
 * {@code runtime/proc.go}. Left out: the stacks of threads (g0, gsignal).
 */
public final class Stacks {
    /** What the runtime wants to know at the moment it happens. */
    public interface Listener {
        /** A stack or segment was taken from the pools. */
        void allocated(Stack stack, int bytes);

        /** A stack or segment went back to the pools. */
        void freed(Stack stack, int bytes);

        /**
         * A stack was copied.
         *
         * @param used bytes that were copied
         * @param pointers how many pointers were adjusted
         */
        void copied(Stack stack, int from, int to, long used, long pointers);

        /**
         * A stack would become larger than the limit. Does not return: the program dies.
         *
         * @param levels calls on the stack, the one that did not fit included
         */
        void overflow(Stack stack, long used, long limit, long levels, String function);
    }

    /** Bytes that a goroutine uses below its own frames while it allocates or was preempted; chosen. */
    private static final int IN_RUNTIME = 350;

    /** Bytes that a parked goroutine of the runtime uses; chosen: together they are what a process of go1.26.8 has. */
    private static final int PARKED_ELSE = 112;

    /**
     * Stack that a wait takes, measured with go1.26.8.
     *
     * @param parked bytes while the goroutine is parked: what a collection scans of 1,000 more goroutines
     * @param deepest bytes that the functions before the park need, within 16: where the stacks of 1,000 goroutines grow
     */
    private record Wait(int parked, int deepest) {}

    private static final Map<WaitReason, Wait> WAITS = new EnumMap<>(Map.of(
            WaitReason.CHAN_RECEIVE, new Wait(192, 360),
            WaitReason.CHAN_SEND, new Wait(192, 360),
            WaitReason.SELECT, new Wait(336, 520),
            WaitReason.SLEEP, new Wait(120, 192),
            WaitReason.MUTEX_LOCK, new Wait(272, 456),
            WaitReason.RWMUTEX_RLOCK, new Wait(192, 376),
            WaitReason.RWMUTEX_LOCK, new Wait(192, 376),
            WaitReason.WAITGROUP_WAIT, new Wait(232, 392),
            WaitReason.COND_WAIT, new Wait(168, 328)));

    private final StackRules rules;
    private final StackCosts costs;
    private final StackPool pool;
    private final ToIntFunction<Stack> processor;
    private Listener listener = new Listener() {
        @Override
        public void allocated(Stack stack, int bytes) {}

        @Override
        public void freed(Stack stack, int bytes) {}

        @Override
        public void copied(Stack stack, int from, int to, long used, long pointers) {}

        @Override
        public void overflow(Stack stack, long used, long limit, long levels, String function) {
            throw new StackOverflowError(function);
        }
    };

    /** Goroutines of go1.26.8 before main: the sweeper, the scavenger and others. */
    private static final int INITIAL = 5;

    private final ArrayDeque<Long> initial = new ArrayDeque<>();
    private int startingSize;
    private long limit = StackRules.MAX_64;
    private long ceiling = 2 * StackRules.MAX_64;
    private long allocatedBytes;
    private long scannedBytes;
    private long scannedStacks;
    private long copies;
    private long copiedBytes;
    private long owed;

    /**
     * No stacks yet.
     *
     * @param costs what copying costs
     * @param processor the P that a stack is taken from or given to
     */
    public Stacks(StackRules rules, StackCosts costs, MHeap heap, int procs, ToIntFunction<Stack> processor) {
        this.rules = rules;
        this.costs = costs;
        this.pool = new StackPool(heap, rules.min(), procs);
        this.processor = processor;
        this.startingSize = rules.min();
    }

    /** Installs who is told. */
    public void setListener(Listener l) {
        listener = l;
    }

    // Birth and death.

    /** The goroutines that the runtime starts before main have stacks, although their records are made when they are first needed. */
    public void reserveInitial() {
        for (int i = 0; i < INITIAL; i++) {
            initial.addLast(pool.alloc(0, rules.min()));
        }
    }

    /** The stack of one of the goroutines that a process has before main. */
    public void initial(Stack stack, int goid) {
        Long lo = initial.pollFirst();
        if (lo == null) {
            malg(stack, goid);
            return;
        }
        stack.goid = goid;
        stack.lo = lo;
        stack.size = rules.min();
        allocatedBytes += stack.size;
        listener.allocated(stack, stack.size);
    }

    /** {@code malg}: the first stack of a G that never had one. */
    public void malg(Stack stack, int goid) {
        stack.goid = goid;
        take(stack, rules.min());
    }

    /** {@code gfget}: the stack of a G that is used again. It is kept if it has the starting size. */
    public void gfget(Stack stack, int goid) {
        stack.goid = goid;
        if (stack.size != 0 && stack.size != startingSize) {
            drop(stack);
        }
        if (stack.size == 0) {
            take(stack, startingSize);
        }
    }

    /** {@code gfput}: the goroutine ended. Its stack is kept for the next one only if it has the starting size. */
    public void gfput(Stack stack) {
        while (stack.top != null) {
            leave(stack);
        }
        stack.reset();
        if (stack.size != startingSize) {
            drop(stack);
        }
    }

    /** A dead goroutine loses its stack. */
    public void freeDead(Stack stack) {
        if (stack.size != 0) {
            drop(stack);
        }
    }

    private void take(Stack stack, int size) {
        stack.lo = pool.alloc(processor.applyAsInt(stack), size);
        stack.size = size;
        allocatedBytes += size;
        listener.allocated(stack, size);
    }

    private void drop(Stack stack) {
        int size = stack.size;
        pool.free(processor.applyAsInt(stack), stack.lo, size);
        stack.lo = 0;
        stack.size = 0;
        allocatedBytes -= size;
        listener.freed(stack, size);
    }

    // Calls.

    /**
     * The prologue of a function, then its frame.
     *
     * @param frame bytes of one level, return address and saved frame pointer included
     * @param levels how many calls below each other; they are computed, not run
     */
    public void enter(Stack stack, String name, long frame, long levels) {
        if (!rules.copying()) {
            for (long i = 0; i < levels; i++) {
                enterSegment(stack, name, frame);
            }
            return;
        }
        long done = 0;
        while (true) {
            long entry = stack.used() + Stack.RETURN_ADDRESS + done * frame;
            long ahead = StackGrowth.firstMiss(rules, stack.size, entry, frame) - 1;
            done = Math.min(levels, done + ahead);
            if (done == levels) {
                break;
            }
            grow(stack, stack.used() + Stack.RETURN_ADDRESS + done * frame, frame, name, done);
        }
        stack.top = new Frame(name, frame, levels, stack.top, stack.used() + levels * frame, null);
    }

    /** {@code newstack}, the part after the preemption check. */
    private void grow(Stack stack, long usedAtEntry, long frame, String name, long levelsBefore) {
        long size = StackGrowth.newSize(rules, stack.size, usedAtEntry, frame);
        long most = Math.min(limit, ceiling);
        if (size > most) {
            listener.overflow(stack, usedAtEntry, most, stack.depth() + levelsBefore + 1, name);
            throw new IllegalStateException("the stack overflowed");
        }
        copy(stack, Math.toIntExact(size), usedAtEntry, levelsBefore);
    }

    /** {@code copystack}. */
    private void copy(Stack stack, int size, long used, long levelsMore) {
        int p = processor.applyAsInt(stack);
        int old = stack.size;
        long lo = pool.alloc(p, size);
        listener.allocated(stack, size);
        pool.free(p, stack.lo, old);
        stack.moved(lo, size);
        allocatedBytes += size - old;
        copies++;
        copiedBytes += used;
        owed += costs.copy(used);
        listener.copied(stack, old, size, used, stack.pointers() + levelsMore);
        listener.freed(stack, old);
    }

    /** Up to 1.2: a frame that does not fit gets a segment of its own, which is given back when the function returns. */
    private void enterSegment(Stack stack, String name, long frame) {
        Frame.Segment left = null;
        long entry = stack.used() - stack.start + Stack.RETURN_ADDRESS;
        if (!StackGrowth.fits(rules, stack.size, entry, frame)) {
            left = new Frame.Segment(stack.lo, stack.size, stack.start);
            long need = Math.max(rules.min(), frame + rules.guard());
            int size = Math.toIntExact(Long.highestOneBit(Math.max(1, need - 1)) << 1);
            if (allocatedBytes + size > limit) {
                listener.overflow(stack, stack.used(), limit, stack.depth() + 1, name);
            }
            stack.start = stack.used();
            stack.lo = pool.alloc(processor.applyAsInt(stack), size);
            stack.size = size;
            allocatedBytes += size;
            listener.allocated(stack, size);
        }
        stack.top = new Frame(name, frame, 1, stack.top, stack.used() + frame, left);
    }

    /** The return of the innermost function, or of all levels of a recursion. */
    public void leave(Stack stack) {
        Frame top = stack.top;
        if (top == null) {
            throw new IllegalStateException("a goroutine returned from more functions than it called");
        }
        Frame.Segment left = top.segment();
        stack.pop(top.caller());
        if (left != null) {
            int size = stack.size;
            pool.free(processor.applyAsInt(stack), stack.lo, size);
            allocatedBytes -= size;
            stack.lo = left.lo();
            stack.size = left.size();
            stack.start = left.start();
            listener.freed(stack, size);
        }
    }

    /** A variable in the innermost frame whose address is taken. */
    public StackVariable variable(Stack stack, String name, long value) {
        return stack.variable(name, value);
    }

    // The collector.

    /**
     * {@code scanstack}: shrinks the stack if it is large for what it holds, and counts it for the starting size.
     *
     * @param parked what the goroutine waits for; null if it runs or could run
     * @param mayShrink false in a system call
     * @return bytes to scan
     */
    public long scan(Stack stack, @Nullable WaitReason parked, boolean mayShrink) {
        long used = stack.used() + (parked == null ? IN_RUNTIME : parkBytes(parked));
        if (mayShrink && rules.copying() && stack.size / 2 >= rules.min() && used + rules.nosplit() < stack.size / 4) {
            copy(stack, stack.size / 2, used, 0);
        }
        scannedBytes += used;
        scannedStacks++;
        return used;
    }

    /**
     * A goroutine is about to park: the functions of the runtime that do it need stack too.
     *
     * @param reason what it will wait for
     * @param pooled the record of its wait came from a pool: nothing below the park itself allocates
     */
    public void beforePark(Stack stack, WaitReason reason, boolean pooled) {
        Wait wait = WAITS.get(reason);
        if (wait == null || !rules.copying()) {
            return;
        }
        int deepest = pooled ? wait.parked : wait.deepest;
        if (stack.size - stack.used() - deepest <= rules.guard()) {
            grow(stack, stack.used() + deepest, Stack.RETURN_ADDRESS, "runtime.gopark", 0);
        }
    }

    private static int parkBytes(WaitReason reason) {
        Wait wait = WAITS.get(reason);
        return wait == null ? PARKED_ELSE : wait.parked;
    }

    /** Marking begins: nothing of the pools goes back to the heap meanwhile. */
    public void markingBegins() {
        pool.markingBegins();
    }

    /** {@code gcComputeStartingStackSize} and {@code freeStackSpans}: the end of a cycle. */
    public void markingEnded() {
        pool.markingEnded();
        if (rules.adaptiveStart()) {
            long average = scannedStacks == 0 ? 0 : scannedBytes / scannedStacks + rules.guard();
            long wanted = Math.max(rules.min(), Math.min(average, limit));
            startingSize = Math.toIntExact(Long.highestOneBit(2 * wanted - 1));
        }
        scannedBytes = 0;
        scannedStacks = 0;
    }

    /** GOMAXPROCS has changed: each P has a cache of stacks. */
    public void procresize(int procs) {
        pool.procresize(procs);
    }

    /** Gives cached stacks back to the pools: each ReadMemStats does. */
    public void flush() {
        pool.flushCaches();
    }

    /** What copies cost since the last call, in nanoseconds; the running goroutine pays. */
    public long takeCost() {
        long cost = owed;
        owed = 0;
        return cost;
    }

    // Settings and figures.

    /** {@code debug.SetMaxStack}; returns the old limit. A limit above twice the first one has no effect. */
    public long setLimit(long bytes) {
        long old = limit;
        limit = bytes;
        return old;
    }

    /** The limit that the program starts with. */
    public void setFirstLimit(long bytes) {
        limit = bytes;
        ceiling = Math.max(2 * bytes, 2 * StackRules.MAX_64);
    }

    public StackRules rules() {
        return rules;
    }

    /** The size of the next reused stack: the metric {@code /gc/stack/starting-size:bytes}. */
    public int startingSize() {
        return startingSize;
    }

    /** Bytes of all stacks of goroutines, pools not included: what marking may have to scan at most. */
    public long allocatedBytes() {
        return allocatedBytes;
    }

    /** How often stacks were copied. */
    public long copies() {
        return copies;
    }

    /** Bytes that were copied. */
    public long copiedBytes() {
        return copiedBytes;
    }
}
