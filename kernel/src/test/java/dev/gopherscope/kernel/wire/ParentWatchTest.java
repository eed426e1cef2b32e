package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParentWatchTest {

    @Test
    void theEndOfTheParentIsNoticed() throws Exception {
        var parent = new ProcessBuilder("sleep", "600").start();
        var ended = new CountDownLatch(1);
        ParentWatch.start(Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())), ended::countDown);
        assertEquals(1, ended.getCount());
        parent.destroyForcibly().waitFor();
        assertTrue(ended.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aParentThatIsGoneAlreadyEndsTheKernelAtOnce() throws Exception {
        var parent = new ProcessBuilder("true").start();
        parent.waitFor();
        var ended = new AtomicInteger();
        ParentWatch.start(Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())), ended::incrementAndGet);
        assertEquals(1, ended.get());
    }

    @Test
    void withoutAParentOrUnderTheFirstProcessNothingIsWatched() {
        for (var value : List.of("1", "0", "none", "")) {
            var ended = new AtomicInteger();
            ParentWatch.start(Map.of("JPY_PARENT_PID", value), ended::incrementAndGet);
            assertEquals(0, ended.get(), value);
        }
        ParentWatch.start(Map.of(), () -> fail("there is no parent"));
    }
}
