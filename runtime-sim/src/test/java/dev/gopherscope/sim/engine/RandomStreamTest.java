package dev.gopherscope.sim.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    @Property
    void theSameSeedAndNameGiveTheSameNumbers(@ForAll long seed) {
        var a = new RandomStream(seed, "steal");
        var b = new RandomStream(seed, "steal");
        var other = new RandomStream(seed, "select");
        var otherSeed = new RandomStream(seed + 1, "steal");
        long first = a.next();
        assertEquals(first, b.next());
        assertNotEquals(first, other.next());
        assertNotEquals(first, otherSeed.next());
    }

    @Property
    void aNumberBelowALimitIsBelowIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1 << 20) int limit) {
        var random = new RandomStream(seed, "test");
        for (int i = 0; i < 20; i++) {
            int n = random.below(limit);
            assertTrue(n >= 0 && n < limit);
            double unit = random.unit();
            assertTrue(unit >= 0 && unit < 1);
        }
    }

    @Test
    void allNumbersBelowALimitAreAboutEquallyFrequent() {
        var random = new RandomStream(7, "test");
        int[] count = new int[10];
        for (int i = 0; i < 100_000; i++) {
            count[random.below(10)]++;
        }
        for (int c : count) {
            // 10,000 expected; five standard deviations are 475.
            assertTrue(Math.abs(c - 10_000) < 475, "count " + c);
        }
    }

    @Test
    void aLimitOfZeroIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> new RandomStream(1, "test").below(0));
    }
}
