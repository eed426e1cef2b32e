package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;

import dev.gopherscope.sim.Chan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Goroutines joined by channels run in the order of real Go 1.26.8: recorded programs with GOMAXPROCS=1. */
class ChannelOracleTest {

    private static DynamicTest order(String name, Scenario.Program program) {
        return Scenario.test("sched", name, "order", Scenario.start(), program);
    }

    // ---- producers and consumers ----

    @TestFactory
    Stream<DynamicTest> producersAndConsumersHandValuesOverInGosOrder() {
        return Stream.of(
                prodcons("prodcons_cap0", "pc", 0, 6),
                prodcons("prodcons_cap0_traced", "pc", 0, 3),
                prodcons("prodcons_cap1", "pc", 1, 6),
                prodcons("prodcons_cap2", "pc", 2, 6),
                prodcons("prodcons_cap2_traced", "pc", 2, 5),
                prodcons("prodcons_cap3", "pc", 3, 10),
                prodcons("prodcons_cap4", "pc", 4, 11),
                prodcons("prodcons_1p3c_cap0", "cccp", 0, 8),
                prodcons("prodcons_2p1c_cap0", "ppc", 0, 4),
                prodcons("prodcons_2p1c_cap1", "ppc", 1, 4),
                prodcons("prodcons_2p2c_cap3", "pcpc", 3, 7));
    }

    /** The roles say who is started in which order: p is a producer, c a consumer. */
    private static DynamicTest prodcons(String name, String roles, int capacity, int values) {
        return order(name, s -> {
            var ch = chan(Integer.class, capacity);
            int[] left = {(int) roles.chars().filter(r -> r == 'p').count()};
            int producers = 0;
            int consumers = 0;
            for (char role : roles.toCharArray()) {
                if (role == 'p') {
                    int p = producers++;
                    s.spawn(() -> {
                        for (int i = 0; i < values; i++) {
                            ch.send(100 * p + i);
                            s.log("s" + (100 * p + i));
                        }
                        if (--left[0] == 0) {
                            ch.close();
                        }
                    });
                } else {
                    int c = consumers++;
                    s.spawn(() -> {
                        for (int v : ch.range()) {
                            s.log("c" + c + ":" + v);
                        }
                    });
                }
            }
            s.await();
        });
    }

    @TestFactory
    Stream<DynamicTest> waitingSendersAndReceiversAreServedInGosOrder() {
        return Stream.of(
                order("blocked_receivers", s -> {
                    var ch = chan(Integer.class);
                    for (int i = 0; i < 4; i++) {
                        int me = i;
                        s.spawn(() -> s.log(me + ":" + ch.recv()));
                    }
                    gosched();
                    for (int v = 10; v < 14; v++) {
                        ch.send(v);
                        s.log("m" + v);
                    }
                    s.await();
                }),
                order("blocked_receivers_buffered", s -> {
                    var ch = chan(Integer.class, 2);
                    for (int i = 0; i < 5; i++) {
                        int me = i;
                        s.spawn(() -> {
                            for (int k = 0; k < 2; k++) {
                                s.log(me + ":" + ch.recv());
                            }
                        });
                    }
                    gosched();
                    for (int v = 0; v < 10; v++) {
                        ch.send(v);
                        s.log("m" + v);
                    }
                    s.await();
                }),
                order("blocked_senders", s -> {
                    var ch = chan(Integer.class, 1);
                    for (int i = 0; i < 4; i++) {
                        int me = i;
                        s.spawn(() -> {
                            ch.send(me);
                            s.log("s" + me);
                        });
                    }
                    gosched();
                    s.log("m");
                    for (int i = 0; i < 4; i++) {
                        s.log("r" + ch.recv());
                    }
                    s.log("m2");
                    s.await();
                }),
                order("buffered_no_yield", s -> {
                    var ch = chan(Integer.class, 3);
                    s.spawn(() -> {
                        for (int i = 0; i < 6; i++) {
                            s.log("c" + ch.recv());
                        }
                    });
                    for (int i = 0; i < 6; i++) {
                        ch.send(i);
                        s.log("m" + i);
                    }
                    gosched();
                    s.log("m");
                    s.await();
                }),
                order("rendezvous", ChannelOracleTest::rendezvous),
                order("three_on_one_channel", s -> {
                    var c = chan(Integer.class);
                    s.spawn(() -> {
                        for (int i = 0; i < 4; i++) {
                            s.log("r:" + c.recv());
                        }
                    });
                    for (int p = 0; p < 2; p++) {
                        int me = p;
                        s.spawn(() -> {
                            for (int i = 1; i <= 2; i++) {
                                c.send(10 * me + i);
                                s.log("p" + me + ":" + (10 * me + i));
                            }
                        });
                    }
                    s.await();
                }));
    }

    private static void rendezvous(Scenario s) {
        var ch = chan(Integer.class);
        dev.gopherscope.sim.sched.Body r = () -> {
            s.log("r" + ch.recv());
            s.log("r" + ch.recv());
        };
        dev.gopherscope.sim.sched.Body send = () -> {
            s.log("s-begin");
            ch.send(1);
            s.log("s1");
            ch.send(2);
            s.log("s2");
        };
        s.spawn(r);
        gosched();
        s.spawn(send);
        s.await();
        s.log("--");
        s.spawn(send);
        gosched();
        s.spawn(r);
        s.await();
    }

    // ---- chains and rings ----

    @TestFactory
    Stream<DynamicTest> pipelinesAndRingsPassValuesOnInGosOrder() {
        return Stream.of(
                pipeline("pipeline_3_cap0", 3, 0, 5),
                pipeline("pipeline_3_cap2", 3, 2, 7),
                pipeline("pipeline_4_cap1", 4, 1, 6),
                pipeline("pipeline_traced", 2, 0, 2),
                ring("token_ring", 3, 8),
                ring("ping_pong_traced", 2, 3),
                order("daisy_chain", s -> {
                    List<Chan<Integer>> c = channels(101, 0);
                    for (int i = 0; i < 100; i++) {
                        int me = i;
                        s.spawn(() -> {
                            int v = c.get(me + 1).recv();
                            if (me % 10 == 0) {
                                s.log(me);
                            }
                            c.get(me).send(v + 1);
                        });
                    }
                    c.get(100).send(0);
                    s.log("sent");
                    s.log(c.get(0).recv());
                    s.await();
                }),
                order("daisy_chain_buffered", s -> {
                    List<Chan<Integer>> c = channels(31, 1);
                    for (int i = 29; i >= 0; i--) {
                        int me = i;
                        s.spawn(() -> {
                            for (int k = 0; k < 3; k++) {
                                c.get(me).send(c.get(me + 1).recv() + 1);
                                if (me % 7 == 0) {
                                    s.log(me);
                                }
                            }
                        });
                    }
                    for (int v = 0; v < 300; v += 100) {
                        c.get(30).send(v);
                    }
                    s.log("sent");
                    for (int k = 0; k < 3; k++) {
                        s.log(c.get(0).recv());
                    }
                    s.await();
                }),
                Scenario.values("sched", "prime_sieve_10", ChannelOracleTest::primeSieve));
    }

    private static List<Chan<Integer>> channels(int n, int capacity) {
        List<Chan<Integer>> channels = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            channels.add(chan(Integer.class, capacity));
        }
        return channels;
    }

    private static DynamicTest pipeline(String name, int stages, int capacity, int values) {
        return order(name, s -> {
            Chan<Integer> in = chan(Integer.class);
            for (int k = 0; k < stages; k++) {
                var out = chan(Integer.class, capacity);
                var source = in;
                int stage = k;
                go(() -> {
                    if (stage == 0) {
                        for (int v = 0; v < values; v++) {
                            out.send(v);
                        }
                    } else {
                        for (int v : source.range()) {
                            s.log(stage + ":" + v);
                            out.send(v);
                        }
                    }
                    out.close();
                });
                in = out;
            }
            for (int v : in.range()) {
                s.log("m:" + v);
            }
        });
    }

    private static DynamicTest ring(String name, int n, int last) {
        return order(name, s -> {
            List<Chan<Integer>> ch = channels(n, 0);
            var done = chan(Boolean.class);
            for (int k = 0; k < n; k++) {
                int me = k;
                go(() -> {
                    for (int t : ch.get(me).range()) {
                        s.log(me + ":" + t);
                        if (t >= last) {
                            done.close();
                            return;
                        }
                        ch.get((me + 1) % n).send(t + 1);
                    }
                });
            }
            ch.get(0).send(0);
            done.receive();
        });
    }

    private static Map<String, Object> primeSieve() {
        int[] sent = new int[1];
        int[] got = new int[10];
        var s = Scenario.play(Scenario.start(), t -> {
            var first = chan(Integer.class);
            go(() -> {
                for (int i = 2; ; i++) {
                    first.send(i);
                    sent[0] = i;
                }
            });
            var source = first;
            for (int k = 0; k < 10; k++) {
                int p = source.recv();
                t.log(p);
                var in = source;
                var out = chan(Integer.class);
                int me = k;
                go(() -> {
                    while (true) {
                        int i = in.recv();
                        got[me]++;
                        if (i % p != 0) {
                            out.send(i);
                        }
                    }
                });
                source = out;
            }
        });
        return Map.of("primes", s.order, "sent", sent[0], "filtered", got);
    }

    // ---- pools and servers ----

    @TestFactory
    Stream<DynamicTest> poolsAndServersWorkInGosOrder() {
        return Stream.of(
                workerPool("worker_pool", 3, 0, 0, 9, false),
                workerPool("worker_pool_buffered", 3, 9, 9, 9, false),
                workerPool("worker_pool_yield", 3, 1, 3, 8, true),
                workerPool("worker_pool_traced", 2, 0, 0, 3, false),
                order("channel_semaphore", s -> {
                    var sem = chan(Boolean.class, 2);
                    for (int g = 0; g < 5; g++) {
                        int me = g;
                        s.spawn(() -> {
                            sem.send(true);
                            s.log("+" + me);
                            gosched();
                            s.log("-" + me);
                            sem.receive();
                        });
                    }
                    s.await();
                }),
                Scenario.test("sched", "fanin_3x3", "received", Scenario.start(), ChannelOracleTest::fanIn),
                order("request_reply", ChannelOracleTest::requestReply));
    }

    private static DynamicTest workerPool(
            String name, int workers, int jobsCapacity, int resultsCapacity, int jobCount, boolean yield) {
        List<Object> results = new ArrayList<>();
        return Scenario.test("sched", name, "order", Scenario.start(), s -> {
            results.clear();
            var jobs = chan(Integer.class, jobsCapacity);
            var out = chan(Integer.class, resultsCapacity);
            for (int w = 0; w < workers; w++) {
                int me = w;
                s.spawn(() -> {
                    for (int j : jobs.range()) {
                        s.log("w" + me + ":" + j);
                        if (yield && j % 2 == 1) {
                            gosched();
                        }
                        out.send(j);
                    }
                    s.log("w" + me + " end");
                });
            }
            go(() -> {
                for (int j = 0; j < jobCount; j++) {
                    jobs.send(j);
                }
                jobs.close();
            });
            go(() -> {
                s.await();
                out.close();
            });
            for (int j : out.range()) {
                results.add(j);
            }
            var golden = Golden.load("sched", name);
            org.junit.jupiter.api.Assertions.assertEquals(
                    golden.values().path("results").toString(), Golden.text(results));
        });
    }

    private static void fanIn(Scenario s) {
        var out = chan(Integer.class);
        for (int source = 0; source < 3; source++) {
            var c = chan(Integer.class);
            int me = source;
            go(() -> {
                for (int i = 0; i < 3; i++) {
                    c.send(10 * me + i);
                }
                c.close();
            });
            s.spawn(() -> {
                for (int v : c.range()) {
                    out.send(v);
                }
            });
        }
        go(() -> {
            s.await();
            out.close();
        });
        for (int v : out.range()) {
            s.log(v);
        }
    }

    private record Request(int id, Chan<Integer> reply) {}

    private static void requestReply(Scenario s) {
        var req = chan(Request.class);
        var done = chan(Boolean.class);
        go(() -> {
            for (Request m : req.range()) {
                s.log("srv" + m.id());
                m.reply().send(10 * m.id());
            }
            s.log("srv end");
            done.close();
        });
        for (int id = 0; id < 4; id++) {
            int me = id;
            s.spawn(() -> {
                var reply = chan(Integer.class);
                req.send(new Request(me, reply));
                s.log("c" + me + " sent");
                s.log("c" + me + "=" + reply.recv());
            });
        }
        s.await();
        req.close();
        done.receive();
    }
}
