package dev.gopherscope.sim.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoroutineTest {

    /** Runs a test as the owner, on the thread that fits the kind. */
    private static void own(CoroutineKind kind, Runnable test) {
        kind.runOwner(test, new StopFlag());
    }

    @ParameterizedTest
    @EnumSource
    void codeGoesOnWhereItStopped(CoroutineKind kind) {
        List<String> steps = new ArrayList<>();
        own(kind, () -> {
            var self = new Coroutine[1];
            self[0] = kind.create(() -> {
                for (int i = 0; i < 3; i++) {
                    steps.add("code " + i);
                    self[0].suspend();
                }
            });
            while (!self[0].isDone()) {
                steps.add("owner");
                self[0].resume();
            }
        });
        assertEquals(List.of("owner", "code 0", "owner", "code 1", "owner", "code 2", "owner"), steps);
    }

    @ParameterizedTest
    @EnumSource
    void codeCanStopDeepInItsStack(CoroutineKind kind) {
        int[] sum = new int[1];
        own(kind, () -> {
            var self = new Coroutine[1];
            var descend = new IntConsumer[1];
            descend[0] = depth -> {
                if (depth > 0) {
                    descend[0].accept(depth - 1);
                    self[0].suspend();
                    sum[0] += depth;
                }
            };
            self[0] = kind.create(() -> descend[0].accept(200));
            while (!self[0].isDone()) {
                self[0].resume();
            }
        });
        assertEquals(200 * 201 / 2, sum[0]);
    }

    @ParameterizedTest
    @EnumSource
    void manyCoroutinesKeepTheirOwnState(CoroutineKind kind) {
        int n = 1_000;
        long[] total = new long[1];
        own(kind, () -> {
            var all = new Coroutine[n];
            for (int i = 0; i < n; i++) {
                int me = i;
                all[i] = kind.create(() -> {
                    int mine = me;
                    for (int k = 0; k < 3; k++) {
                        all[me].suspend();
                        mine += me;
                    }
                    total[0] += mine;
                });
            }
            for (int round = 0; round < 4; round++) {
                for (Coroutine c : all) {
                    c.resume();
                }
            }
            for (Coroutine c : all) {
                assertTrue(c.isDone());
            }
        });
        assertEquals(4L * n * (n - 1) / 2, total[0]);
    }

    @ParameterizedTest
    @EnumSource
    void anAbandonedCoroutineNeverGoesOn(CoroutineKind kind) throws InterruptedException {
        boolean[] wentOn = new boolean[1];
        own(kind, () -> {
            var self = new Coroutine[1];
            self[0] = kind.create(() -> {
                self[0].suspend();
                wentOn[0] = true;
            });
            self[0].resume();
            self[0].abandon();
        });
        Thread.sleep(20);
        assertFalse(wentOn[0]);
    }

    @Test
    void stoppingBelowNativeCodeSaysWhatIsWrong() {
        var self = new Coroutine[1];
        var thrown = new Throwable[1];
        self[0] = CoroutineKind.CONTINUATION.create(() -> {
            try {
                // A class initializer is called by the JVM itself.
                Pinned.run = () -> self[0].suspend();
                Pinned.Initializer.touch();
            } catch (ExceptionInInitializerError e) {
                thrown[0] = e.getCause();
            }
        });
        self[0].resume();
        assertTrue(thrown[0] instanceof IllegalStateException, () -> "got " + thrown[0]);
        assertTrue(thrown[0].getMessage().contains("cannot wait here"), thrown[0].getMessage());
    }

    private static final class Pinned {
        static Runnable run = () -> {};

        static final class Initializer {
            static {
                run.run();
            }

            static void touch() {}
        }
    }

    @Test
    void anInterruptOfTheCallerRaisesTheStopFlagOfBothKinds() {
        for (CoroutineKind kind : CoroutineKind.values()) {
            var stop = new StopFlag();
            Thread.currentThread().interrupt();
            kind.runOwner(
                    () -> {
                        while (!stop.poll()) {
                            Thread.onSpinWait();
                        }
                    },
                    stop);
            assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
        }
    }

    @Test
    void anErrorOfTheOwnerReachesTheCaller() {
        for (CoroutineKind kind : CoroutineKind.values()) {
            var e = assertThrows(
                    IllegalStateException.class,
                    () -> own(kind, () -> {
                        throw new IllegalStateException("broken");
                    }));
            assertEquals("broken", e.getMessage());
        }
    }
}
