package dev.gopherscope.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What must hold of every heap, whatever the program does: random programs allocate, drop, and let cycles mark what is kept, in all
 * forms that the allocator had.
 */
class HeapPropertyTest {
    private static final AllocRules[] RULES = {
        AllocRules.GO_1_26,
        new AllocRules(
                true, true, false, true, true, true, 104, 448, 96, 144, 1200, 80, 80, false, false, false, 0, false),
        new AllocRules(
                true, false, false, true, true, true, 104, 448, 96, 144, 1200, 80, 80, false, false, false, 0, false),
        new AllocRules(
                false, false, false, false, false, false, 96, 384, 96, 144, 1200, 80, 80, false, false, false, 0,
                false),
    };

    @Property(tries = 400)
    void live_objects_stay_apart_and_the_books_balance(
            @ForAll long seed, @ForAll @IntRange(max = 3) int rules, @ForAll @IntRange(min = 1, max = 3) int procs) {
        var random = new Random(seed);
        var heap = new MHeap(RULES[rules], procs);
        // Live objects by address, tiny ones left out: several of them share a block.
        var live = new TreeMap<Long, Long>();
        for (int round = 0; round < 6; round++) {
            int n = random.nextInt(400);
            for (int i = 0; i < n; i++) {
                long size = size(random);
                boolean noscan = random.nextBoolean();
                long address = heap.mallocgc(random.nextInt(procs), size, noscan);
                if (!noscan || size >= SizeClasses.TINY) {
                    assertNoOverlap(live, address, size);
                    live.put(address, size);
                }
            }
            check(heap, live);
            live.keySet().removeIf(address -> random.nextInt(3) != 0);
            collect(heap, live, random);
            check(heap, live);
        }
        live.clear();
        collect(heap, live, random);
        while (heap.sweepOne() >= 0) {}
        heap.flushAll();
        assertEquals(0, heap.heapAlloc());
        assertEquals(0, heap.pagesInUse());
        assertEquals(0, heap.spansInUse());
    }

    private static long size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 1 + random.nextInt(40_000);
            case 1 -> 1 + random.nextInt(300_000);
            case 2 -> 1 + random.nextInt(4096);
            default -> 1 + random.nextInt(200);
        };
    }

    private static void assertNoOverlap(TreeMap<Long, Long> live, long address, long size) {
        Map.Entry<Long, Long> below = live.floorEntry(address);
        if (below != null) {
            assertTrue(below.getKey() + below.getValue() <= address, "overlaps the object below");
        }
        Long above = live.ceilingKey(address);
        if (above != null) {
            assertTrue(address + size <= above, "overlaps the object above");
        }
    }

    /** A cycle: marks what is live, then sweeps some of it now and leaves the rest to allocation. */
    private static void collect(MHeap heap, TreeMap<Long, Long> live, Random random) {
        while (heap.sweepOne() >= 0) {}
        heap.startMarking();
        long marked = 0;
        for (long address : live.keySet()) {
            MSpan span = heap.spanOf(address);
            assertNotNull(span, "a live object lost its span");
            if (span.mark(span.index(address))) {
                marked += span.elemsize;
            }
        }
        long black = heap.bytesMarkedAtAllocation();
        heap.startSweep();
        heap.resetLive(marked + black, 0);
        for (int i = random.nextInt(20); i > 0; i--) {
            heap.sweepOne();
        }
    }

    private static void check(MHeap heap, TreeMap<Long, Long> live) {
        for (long address : live.keySet()) {
            MSpan span = heap.spanOf(address);
            assertNotNull(span, "a live object was freed with its span");
            assertTrue(span.isAllocated(span.index(address)), "a live object was freed");
        }
        long inSpans = 0;
        long pages = 0;
        var seen = new HashSet<MSpan>();
        var owned = new HashMap<Integer, MSpan>();
        for (int page = 0; page < heap.pages(); page++) {
            MSpan span = heap.spanAtPage(page);
            if (span == null) {
                continue;
            }
            assertEquals(null, owned.put(page, span));
            int first = (int) ((span.base - MHeap.BASE) / SizeClasses.PAGE);
            assertTrue(page >= first && page < first + span.npages, "a page belongs to a span that does not cover it");
            if (seen.add(span)) {
                inSpans += span.allocCount * span.elemsize;
                pages += span.npages;
                assertEquals(MSpan.IN_USE, span.state);
                assertFalse(span.allocCount > span.nelems);
            }
        }
        assertEquals(pages, heap.pagesInUse());
        assertEquals(seen.size(), heap.spansInUse());
        // Allocated less freed is what the spans hold.
        assertEquals(heap.exactTotalAlloc() - (heap.totalAlloc() - heap.heapAlloc()), inSpans);
    }
}
