package dev.gopherscope.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The page allocator against a plain bit set. */
class PageAllocTest {

    /** Sizes above 0 take pages; others give one of the runs back. */
    @Property(tries = 300)
    void the_lowest_run_that_fits_is_taken_whatever_happened_before(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -40, max = 700) Integer> steps) {
        var pages = new PageAlloc();
        pages.grow(4 * PageAlloc.CHUNK);
        var model = new BitSet();
        var runs = new ArrayList<int[]>();
        for (int step : steps) {
            if (step > 0) {
                int expected = lowest(model, step, 4 * PageAlloc.CHUNK);
                assertEquals(expected, pages.alloc(step));
                if (expected >= 0) {
                    model.set(expected, expected + step);
                    runs.add(new int[] {expected, step});
                }
            } else if (!runs.isEmpty()) {
                int[] run = runs.remove(-step % runs.size());
                model.clear(run[0], run[0] + run[1]);
                pages.free(run[0], run[1]);
            }
        }
        for (int page = 0; page < 4 * PageAlloc.CHUNK; page++) {
            assertEquals(!model.get(page), pages.isFree(page), "page " + page);
        }
    }

    private static int lowest(BitSet used, int n, int end) {
        int start = used.nextClearBit(0);
        while (start + n <= end) {
            int stop = used.nextSetBit(start);
            if (stop < 0 || stop - start >= n) {
                return start;
            }
            start = used.nextClearBit(stop);
        }
        return -1;
    }

    @Test
    void before_1_14_the_smallest_hole_that_fits_is_taken() {
        var pages = new PageAlloc();
        pages.grow(PageAlloc.CHUNK);
        int large = pages.allocBestFit(40);
        pages.allocBestFit(1);
        int small = pages.allocBestFit(20);
        pages.allocBestFit(1);
        pages.free(large, 40);
        pages.free(small, 20);
        assertEquals(small, pages.allocBestFit(18));
        assertEquals(large, pages.allocBestFit(3), "two pages are left of the small hole");
    }

    @Test
    void free_pages_go_to_the_operating_system_from_the_highest_address_down_and_come_back_when_used() {
        var pages = new PageAlloc();
        pages.grow(PageAlloc.CHUNK);
        assertEquals(PageAlloc.CHUNK, pages.scavengedPages(), "new pages are not backed by memory yet");
        int run = pages.alloc(100);
        assertEquals(100, pages.claim(run, 100));
        pages.free(run, 100);
        assertEquals(PageAlloc.CHUNK - 100, pages.scavengedPages());
        assertEquals(30, pages.scavenge(30, true));
        assertTrue(pages.isScavenged(99) && pages.isScavenged(70) && !pages.isScavenged(69));
        assertEquals(70, pages.scavenge(1000, true));
    }
}
