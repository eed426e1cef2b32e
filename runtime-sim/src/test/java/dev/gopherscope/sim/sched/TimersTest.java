package dev.gopherscope.sim.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimersTest {

    @Property
    void timersFireInTheOrderOfTheirTimesAndStoppedOnesDoNot(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 30) Integer> times,
            @ForAll @Size(max = 50) List<@IntRange(max = 199) Integer> stops) {
        var heap = new Timers();
        List<Timer> expected = new ArrayList<>();
        for (int when : times) {
            var t = new Timer(() -> {});
            t.when = when;
            heap.add(t);
            expected.add(t);
        }
        List<Timer> all = List.copyOf(expected);
        for (int i : stops) {
            if (i < all.size() && all.get(i).isSet()) {
                heap.remove(all.get(i));
                expected.remove(all.get(i));
            }
        }
        expected.sort(Comparator.comparingLong(t -> t.when));
        for (Timer t : expected) {
            assertEquals(t.when, heap.wakeTime());
            assertNull(heap.takeDue(t.when - 1));
            assertEquals(t, heap.takeDue(t.when));
        }
        assertEquals(0, heap.wakeTime());
    }
}
