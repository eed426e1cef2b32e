package dev.gopherscope.sim.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private record Event(long time, long sequence) {}

    @Property
    void eventsComeInTheOrderOfTimeAndThenOfInsertion(
            @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> times) {
        var queue = new EventQueue();
        List<Event> expected = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            queue.add(times.get(i), i);
            expected.add(new Event(times.get(i), i));
        }
        expected.sort(Comparator.comparingLong(Event::time));
        for (Event e : expected) {
            assertEquals(e.time(), queue.minTime());
            assertEquals(e.sequence(), queue.poll());
        }
        assertEquals(EventQueue.NEVER, queue.minTime());
    }

    /** A negative number takes an event out, others are times relative to the last event taken. */
    @Property
    void addingAndTakingInTurnKeepsTheOrder(
            @ForAll @Size(max = 400) List<@IntRange(min = -10, max = 15) Integer> steps) {
        var queue = new EventQueue();
        var model = new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::sequence));
        long now = 0;
        long sequence = 0;
        for (int step : steps) {
            if (step >= 0) {
                queue.add(now + step, sequence);
                model.add(new Event(now + step, sequence++));
            } else if (!model.isEmpty()) {
                Event e = model.remove();
                now = queue.minTime();
                assertEquals(e.time(), now);
                assertEquals(e.sequence(), queue.poll());
            }
            assertEquals(model.size(), queue.size());
        }
    }

    @Test
    void takingFromAnEmptyQueueIsAnError() {
        assertThrows(IllegalStateException.class, () -> new EventQueue().poll());
    }
}
