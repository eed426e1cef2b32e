package dev.gopherscope.sim.stack;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.SizeClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Where stacks come from: small ones from spans of 32 KiB, one kind for each of four sizes, with a cache at each P; larger ones
 * are spans of their own. Follows {@code stackalloc}, {@code stackpoolalloc} and {@code stackcacherefill} in
 * {@code runtime/stack.go}.
 */
final class StackPool {
    /** Sizes that are pooled: the smallest, and three doublings ({@code NumStackOrders} on linux). */
    private static final int ORDERS = 4;

    /** Bytes of a span of small stacks, and the most that a P caches of one size ({@code _StackCacheSize}). */
    private static final int SPAN = 32 << 10;

    private final MHeap heap;
    private final int min;
    private final List<LinkedHashSet<Cell>> partial = new ArrayList<>();
    private LongStack[][] caches;
    private final Map<MSpan, Cell> cells = new IdentityHashMap<>();
    private final List<MSpan> freeLarge = new ArrayList<>();
    private boolean collecting;

    /** A span of small stacks: the free ones of it, the last one freed first. */
    private static final class Cell {
        final MSpan span;
        final LongStack free = new LongStack();
        int allocated;

        Cell(MSpan span) {
            this.span = span;
        }
    }

    StackPool(MHeap heap, int min, int procs) {
        this.heap = heap;
        this.min = min;
        this.caches = new LongStack[0][];
        procresize(procs);
        for (int i = 0; i < ORDERS; i++) {
            partial.add(new LinkedHashSet<>());
        }
    }

    /** There are so many Ps now. Those that go away keep nothing: their caches are flushed with the others. */
    void procresize(int procs) {
        flushCaches();
        int old = caches.length;
        if (procs > old) {
            caches = Arrays.copyOf(caches, procs);
            for (int p = old; p < procs; p++) {
                caches[p] = new LongStack[ORDERS];
                Arrays.setAll(caches[p], i -> new LongStack());
            }
        }
    }

    private boolean isSmall(int size) {
        return size < min << ORDERS && size < SPAN;
    }

    private int order(int size) {
        return Integer.numberOfTrailingZeros(size / min);
    }

    /** {@code stackalloc}: the lower end of a stack of that size, a power of two. */
    long alloc(int p, int size) {
        if (!isSmall(size)) {
            int npages = size / SizeClasses.PAGE;
            for (int i = freeLarge.size() - 1; i >= 0; i--) {
                MSpan span = freeLarge.get(i);
                if (span.npages == npages) {
                    freeLarge.remove(i);
                    return span.base;
                }
            }
            return heap.allocManual(p, npages).base;
        }
        int order = order(size);
        LongStack cache = caches[p][order];
        if (cache.isEmpty()) {
            for (int filled = 0; filled < SPAN / 2; filled += size) {
                cache.push(take(p, order));
            }
        }
        return cache.pop();
    }

    /** {@code stackpoolalloc}. */
    private long take(int p, int order) {
        LinkedHashSet<Cell> list = partial.get(order);
        if (list.isEmpty()) {
            var cell = new Cell(heap.allocManual(p, SPAN / SizeClasses.PAGE));
            cells.put(cell.span, cell);
            for (long at = 0; at < SPAN; at += (long) min << order) {
                cell.free.push(cell.span.base + at);
            }
            list.add(cell);
        }
        Cell cell = list.getLast();
        long stack = cell.free.pop();
        cell.allocated++;
        if (cell.free.isEmpty()) {
            list.removeLast();
        }
        return stack;
    }

    /** {@code stackfree}. */
    void free(int p, long lo, int size) {
        if (!isSmall(size)) {
            MSpan span = heap.manualSpanOf(lo);
            if (collecting) {
                freeLarge.add(span);
            } else {
                heap.freeManual(span);
            }
            return;
        }
        int order = order(size);
        LongStack cache = caches[p][order];
        if ((long) cache.size() * size >= SPAN) {
            while ((long) cache.size() * size > SPAN / 2) {
                giveBack(cache.pop(), order);
            }
        }
        cache.push(lo);
    }

    /** {@code stackpoolfree}. */
    private void giveBack(long lo, int order) {
        Cell cell = cells.get(heap.manualSpanOf(lo));
        if (cell == null) {
            throw new IllegalStateException("no span of stacks at 0x" + Long.toHexString(lo));
        }
        if (cell.free.isEmpty()) {
            partial.get(order).add(cell);
        }
        cell.free.push(lo);
        cell.allocated--;
        if (!collecting && cell.allocated == 0) {
            partial.get(order).remove(cell);
            release(cell);
        }
    }

    private void release(Cell cell) {
        cells.remove(cell.span);
        heap.freeManual(cell.span);
    }

    /** {@code stackcache_clear} for every P: at each ReadMemStats and when sweeping begins. */
    void flushCaches() {
        for (LongStack[] cache : caches) {
            for (int order = 0; order < ORDERS; order++) {
                while (!cache[order].isEmpty()) {
                    giveBack(cache[order].pop(), order);
                }
            }
        }
    }

    /** While a collection marks, spans without stacks are kept. */
    void markingBegins() {
        collecting = true;
    }

    /** {@code freeStackSpans}: after the cycle, spans without stacks go back to the heap. */
    void markingEnded() {
        collecting = false;
        flushCaches();
        for (LinkedHashSet<Cell> list : partial) {
            list.removeIf(cell -> {
                if (cell.allocated == 0) {
                    release(cell);
                    return true;
                }
                return false;
            });
        }
        freeLarge.forEach(heap::freeManual);
        freeLarge.clear();
    }

    /** Addresses, last in first out. */
    private static final class LongStack {
        private long[] values = new long[16];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        int size() {
            return size;
        }

        void push(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        long pop() {
            return values[--size];
        }
    }
}
