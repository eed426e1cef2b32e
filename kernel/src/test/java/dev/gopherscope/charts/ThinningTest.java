package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.charts.model.Thinning;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThinningTest {

    @Property(tries = 200)
    void theHighestLowestFirstAndLastPointAlwaysStay(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int n, @ForAll boolean sorted) {
        var random = new Random(seed);
        double[] x = IntStream.range(0, n)
                .mapToDouble(i -> sorted ? i : random.nextDouble())
                .toArray();
        double[] y =
                IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
        int[] kept = Thinning.choose(x, y, 400);
        double[] ky = Thinning.pick(y, kept);
        assertTrue(kept.length <= Math.max(400, 8), "kept " + kept.length);
        assertEquals(
                Arrays.stream(y).max().orElseThrow(), Arrays.stream(ky).max().orElseThrow());
        assertEquals(
                Arrays.stream(y).min().orElseThrow(), Arrays.stream(ky).min().orElseThrow());
        assertEquals(0, kept[0]);
        assertEquals(n - 1, kept[kept.length - 1]);
        for (int i = 1; i < kept.length; i++) {
            assertTrue(kept[i] > kept[i - 1]);
        }
    }

    @Test
    void aShortSeriesIsLeftAlone() {
        double[] y = {3, 1, 2};
        assertArrayEquals(new int[] {0, 1, 2}, Thinning.choose(new double[] {0, 1, 2}, y, 8));
    }

    @Test
    void aGapStaysAGap() {
        double[] y = new double[10_000];
        Arrays.fill(y, 4_000, 5_000, Double.NaN);
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        double[] ky = Thinning.pick(y, Thinning.choose(x, y, 400));
        assertTrue(Arrays.stream(ky).anyMatch(Double::isNaN));
    }
}
