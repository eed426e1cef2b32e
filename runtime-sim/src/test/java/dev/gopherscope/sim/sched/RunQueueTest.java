package dev.gopherscope.sim.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private static G g(int id) {
        var g = new G(x -> {});
        g.goid = id;
        return g;
    }

    private static int id(@org.jspecify.annotations.Nullable G g) {
        return g == null ? 0 : g.goid;
    }

    private static RunQueue filled(int n) {
        var q = new RunQueue();
        var global = new GlobalQueue();
        for (int i = 1; i <= n; i++) {
            q.put(g(i), global);
        }
        return q;
    }

    @Test
    void theNextSlotKicksItsOldOwnerToTheEndOfTheRing() {
        var q = new RunQueue();
        var global = new GlobalQueue();
        q.putNext(g(1), global);
        q.putNext(g(2), global);
        q.putNext(g(3), global);
        assertEquals(3, q.size());
        assertEquals(3, id(q.getNext()));
        assertNull(q.getNext());
        assertEquals(1, id(q.getRing()));
        assertEquals(2, id(q.getRing()));
        assertNull(q.getRing());
    }

    @Test
    void aFullRingMovesItsOlderHalfAndTheNewcomerToTheGlobalQueue() {
        var q = filled(256);
        var global = new GlobalQueue();
        assertEquals(129, q.put(g(257), global));
        assertEquals(128, q.size());
        assertEquals(129, global.size());
        for (int i = 1; i <= 128; i++) {
            assertEquals(i, id(global.get()));
        }
        assertEquals(257, id(global.get()));
        assertEquals(129, id(q.getRing()));
    }

    @Property
    void aThiefTakesTheOlderHalfRoundedUpAndRunsTheLastOfIt(@ForAll @IntRange(min = 1, max = 256) int n) {
        var victim = filled(n);
        var thief = new RunQueue();
        int taken = n - n / 2;
        assertEquals(taken, victim.stealable());
        assertEquals(taken, id(victim.stealInto(thief)));
        assertEquals(n / 2, victim.size());
        List<Integer> rest = new ArrayList<>();
        for (G g; (g = thief.getRing()) != null; ) {
            rest.add(g.goid);
        }
        assertEquals(java.util.stream.IntStream.range(1, taken).boxed().toList(), rest);
    }

    @Test
    void nothingCanBeStolenFromAnEmptyRing() {
        assertNull(new RunQueue().stealInto(new RunQueue()));
    }

    @Test
    void theGlobalQueueIsFirstInFirstOut() {
        var q = new GlobalQueue();
        G a = g(1);
        G b = g(2);
        q.put(a);
        q.put(b);
        assertSame(a, q.get());
        q.put(a);
        assertSame(b, q.get());
        assertSame(a, q.get());
        assertNull(q.get());
        assertEquals(0, q.size());
    }

    @Property
    void aThiefVisitsEveryPOnce(
            @ForAll @IntRange(min = 1, max = 64) int procs,
            @ForAll @LongRange(min = 0, max = 0xFFFFFFFFL) long random) {
        var order = new StealOrder();
        order.start(StealOrder.coprimes(procs), procs, random);
        var seen = new HashSet<Integer>();
        for (; !order.done(); order.next()) {
            assertTrue(seen.add(order.position()));
        }
        assertEquals(procs, seen.size());
    }
}
