package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Memory;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.context.AfterFuncer;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.context.EmbeddedContext;
import dev.gopherscope.sim.context.Values;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sync.Hchan;
import dev.gopherscope.sim.version.Costs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** X1, X4, X5: contexts behave like real Go 1.26.8, all recorded programs, all exact. */
class ContextOracleTest {

    /** A program that fills a map, whose entries are the values of a recording. */
    private interface Filler {
        void run(Map<String, Object> r) throws Exception;
    }

    private static DynamicTest map(String name, Filler filler) {
        return DynamicTest.dynamicTest(name, () -> {
            JsonNode expected = Golden.load("context", name).values();
            Map<String, Object> r = new TreeMap<>();
            Scenario.play(Scenario.start().gogc(-1), s -> filler.run(r));
            assertEquals(expected.size(), r.size(), () -> "keys " + r.keySet());
            expected.properties()
                    .forEach(e -> assertEquals(e.getValue().toString(), Golden.text(r.get(e.getKey())), e.getKey()));
        });
    }

    private static String text(Object err) {
        return err == null ? "<nil>" : err.toString();
    }

    private static List<String> errAndCause(Context c) {
        return List.of(text(c.err()), text(cause(c)));
    }

    private static void twoWaiters(Scenario s, int waiters) {
        var c = withCancel(background());
        for (int i = 0; i < waiters; i++) {
            int me = i;
            s.spawn(() -> {
                done(c).recv();
                s.log(me);
            });
        }
        gosched();
        c.cancel();
        s.log("m");
        s.await();
    }

    @TestFactory
    Stream<DynamicTest> waitersWakeInTheOrderOfRealGo() {
        return Stream.of(
                Scenario.test("context", "cancel_wakes_waiters", "order", Scenario.start(), s -> twoWaiters(s, 5)),
                Scenario.test(
                        "context", "cancel_wakes_waiters_traced", "order", Scenario.start(), s -> twoWaiters(s, 3)),
                Scenario.test("context", "cancel_chain_waiters", "order", Scenario.start(), s -> {
                    List<CancelCtx> chain = new ArrayList<>();
                    for (int i = 0; i < 5; i++) {
                        chain.add(withCancel(i == 0 ? background() : chain.getLast()));
                    }
                    for (int k = 0; k < 5; k++) {
                        int me = k;
                        s.spawn(() -> {
                            done(chain.get(me)).recv();
                            s.log(me + " " + chain.get(me).err());
                        });
                    }
                    gosched();
                    chain.getFirst().cancel();
                    s.log("m");
                    s.await();
                }),
                Scenario.test("context", "worker_pool_cancel", "order", Scenario.start(), s -> {
                    var c = withCancelCause(background());
                    var jobs = chan(Integer.class);
                    for (int w = 0; w < 3; w++) {
                        int me = w;
                        s.spawn(() -> {
                            boolean[] stop = {false};
                            while (!stop[0]) {
                                select(
                                        onReceive(done(c), x -> {
                                            s.log("w" + me + " stop: " + cause(c));
                                            stop[0] = true;
                                        }),
                                        onReceive(jobs, x -> {
                                            if (x instanceof Ok(var j)) {
                                                s.log("w" + me + ":" + j);
                                            }
                                        }));
                            }
                        });
                    }
                    for (int j = 0; j < 5; j++) {
                        jobs.send(j);
                        s.log("m" + j);
                    }
                    c.cancel(error("enough"));
                    s.log("m");
                    s.await();
                }));
    }

    @TestFactory
    Stream<DynamicTest> afterFuncRunsOnceOrIsStopped() {
        return Stream.of(Scenario.test("context", "after_func", "order", Scenario.start(), s -> {
            var c = withCancel(background());
            BooleanSupplier s1 = afterDone(c, () -> s.log("f1"));
            BooleanSupplier s2 = afterDone(c, () -> s.log("f2"));
            s.log("stop " + s2.getAsBoolean());
            s.log("stop " + s2.getAsBoolean());
            c.cancel();
            s.log("m1");
            gosched();
            s.log("m2");
            afterDone(c, () -> s.log("f3"));
            s.log("m3");
            gosched();
            s.log("stop " + s1.getAsBoolean());
            s.log(numGoroutine());
        }));
    }

    /** Embeds a context but has a channel of its own. */
    private static class Own extends EmbeddedContext {
        final Chan<Void> own;

        Own(Context embedded, Chan<Void> own) {
            super(embedded);
            this.own = own;
        }

        @Override
        public Hchan done() {
            return own.lower();
        }
    }

    /** The same with a method AfterFunc. */
    private static final class Registering extends Own implements AfterFuncer {
        Registering(Context embedded, Chan<Void> own) {
            super(embedded, own);
        }

        @Override
        public BooleanSupplier afterFunc(Body function) {
            return afterDone(embedded(), function);
        }
    }

    @TestFactory
    Stream<DynamicTest> x5OnlyAParentOfAnOwnTypeCostsAGoroutine() {
        return Stream.of(Scenario.test("context", "custom_parent_goroutine", "order", Scenario.start(), s -> {
            var p = withCancel(background());
            s.log(numGoroutine());
            var c0 = withCancel(p);
            s.log(numGoroutine());
            var my = new Own(p, chan(Void.class));
            List<CancelCtx> cs =
                    IntStream.range(0, 3).mapToObj(i -> withCancel(my)).toList();
            s.log(numGoroutine());
            cs.getFirst().cancel();
            gosched();
            gosched();
            s.log(numGoroutine());
            p.cancel();
            my.own.close();
            gosched();
            gosched();
            s.log(numGoroutine());
            s.log(text(cs.get(1).err()));
            var q = withCancel(background());
            var f9 = withCancel(new Registering(q, chan(Void.class)));
            s.log(numGoroutine());
            f9.cancel();
            q.cancel();
            c0.cancel();
        }));
    }

    @TestFactory
    Stream<DynamicTest> x1DeadlinesEndInVirtualTime() {
        return Stream.of(Scenario.test(
                "context", "virtual_deadlines", "log", Scenario.start().costs(Costs.NONE), s -> {
                    var p = withTimeout(background(), millis(50));
                    var a = withTimeout(p, millis(30));
                    var b = withTimeout(p, millis(80));
                    var c = withCancel(b);
                    var d = withTimeoutCause(a, millis(10), error("fast"));
                    Map<String, CancelCtx> waiting = new LinkedHashMap<>();
                    waiting.put("a", a);
                    waiting.put("d", d);
                    waiting.forEach((n, x) -> go(() -> {
                        done(x).recv();
                        s.log(now() / millis(1) + " " + n + " " + x.err() + " / " + cause(x));
                    }));
                    go(() -> {
                        done(p).recv();
                        done(b).recv();
                        done(c).recv();
                        s.log(now() / millis(1) + " p b c " + p.err() + " / " + b.err() + " / " + cause(c));
                    });
                    sleep(millis(20));
                    s.log(now() / millis(1) + " a " + text(a.err()));
                    sleep(millis(80));
                    s.log(now() / millis(1) + " b deadline " + b.deadline().orElseThrow() / millis(1));
                    List.of(p, a, b, c, d).forEach(CancelCtx::cancel);
                }));
    }

    private static final class Levels {
        final List<List<CancelCtx>> all = new ArrayList<>();

        List<Integer> done() {
            return all.stream()
                    .map(level ->
                            (int) level.stream().filter(c -> c.err() != null).count())
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> x1AThousandContextsEndFromTheTopDown() {
        return Stream.of(map("cancel_tree_1000", r -> {
            int g0 = numGoroutine();
            var levels = new Levels();
            levels.all.add(List.of(withCancel(background())));
            for (int d = 1; d < 4; d++) {
                List<CancelCtx> level = new ArrayList<>();
                for (CancelCtx p : levels.all.getLast()) {
                    for (int i = 0; i < 10; i++) {
                        level.add(withCancel(p));
                    }
                }
                levels.all.add(level);
            }
            r.put("goroutines", numGoroutine() - g0);
            levels.all.get(2).getFirst().cancel();
            r.put("after_middle", levels.done());
            levels.all.get(1).getFirst().cancel();
            r.put("after_child", levels.done());
            levels.all.get(0).getFirst().cancel();
            r.put("after_root", levels.done());
            levels.all.get(0).getFirst().cancel();
            Map<String, Integer> errs = new TreeMap<>();
            levels.all.forEach(level -> level.forEach(c -> errs.merge(text(c.err()), 1, Integer::sum)));
            r.put("errs", errs);
        }));
    }

    @TestFactory
    Stream<DynamicTest> x1CausesAreThoseOfTheNearestContextThatEndedFirst() {
        return Stream.of(map("causes", r -> {
            var boom = error("boom");
            var p = withCancelCause(background());
            var c = withCancel(p);
            var w = withoutCancel(c);
            var v = withValue(c, 1, 2);
            r.put("not done", errAndCause(c));
            p.cancel(boom);
            r.put("parent with cause", errAndCause(p));
            r.put("child of it", errAndCause(c));
            r.put("without cancel", errAndCause(w));
            r.put("value of child", errAndCause(v));
            p.cancel(error("other"));
            c.cancel();
            r.put("parent again", errAndCause(p));
            r.put("child cancelled later", errAndCause(c));
            p = withCancelCause(background());
            c = withCancel(p);
            c.cancel();
            p.cancel(boom);
            r.put("child cancelled before", errAndCause(c));
            r.put("its parent", errAndCause(p));
            p = withCancelCause(background());
            p.cancel(null);
            r.put("cause nil", errAndCause(p));
            c = withTimeoutCause(background(), 0, boom);
            r.put("timeout with cause", errAndCause(c));
            c.cancel();
            c = withTimeoutCause(background(), seconds(3600), boom);
            c.cancel();
            r.put("timeout with cause, cancelled", errAndCause(c));
            p = withCancelCause(background());
            p.cancel(boom);
            c = withCancelCause(p);
            r.put("child of a done parent", errAndCause(c));
        }));
    }

    private static List<Object> tried(Body body) throws Exception {
        try {
            body.run();
            return List.of(false, "", false);
        } catch (GoPanic p) {
            return List.of(true, p.getMessage(), false);
        }
    }

    @TestFactory
    Stream<DynamicTest> x1MisusePanicsWithTheTextsOfGo() {
        return Stream.of(map("misuse_panics", r -> {
            r.put("WithCancel(nil)", tried(() -> withCancel(null)));
            r.put("WithValue(nil parent)", tried(() -> withValue(null, 1, 2)));
            r.put("WithDeadline(nil)", tried(() -> withDeadline(null, now())));
            r.put("WithoutCancel(nil)", tried(() -> withoutCancel(null)));
            r.put("nil key", tried(() -> withValue(background(), null, 2)));
            r.put("uncomparable key", tried(() -> withValue(background(), new int[] {1}, 2)));
            r.put("cancel twice", tried(() -> {
                var c = withCancel(background());
                c.cancel();
                c.cancel();
            }));
            r.put("AfterFunc stop twice", tried(() -> {
                var c = withCancel(background());
                BooleanSupplier stop = afterDone(c, () -> {});
                if (!stop.getAsBoolean() || stop.getAsBoolean()) {
                    panic("stop");
                }
                c.cancel();
            }));
        }));
    }

    /** Named as the recorded program names it. */
    private record key(int n) {}

    private record k1(int n) {}

    private record k2(int n) {}

    @TestFactory
    Stream<DynamicTest> x1TextsAreThoseOfGo() {
        return Stream.of(map("strings", r -> {
            var c = withCancel(background());
            var d = withTimeout(c, seconds(3600));
            var e = withCancelCause(d);
            Map<String, Context> all = new LinkedHashMap<>();
            all.put("background", background());
            all.put("todo", todo());
            all.put("cancel", c);
            all.put("timeout", d);
            all.put("cause", e);
            all.put("value string", withValue(c, new key(1), "v"));
            all.put("value int", withValue(background(), "k", 5));
            all.put("value stringer", withValue(background(), new key(1), new Values.Duration(seconds(1))));
            all.put("value nil", withValue(background(), new key(1), null));
            all.put("without", withoutCancel(c));
            all.put("past", withDeadline(c, -seconds(946_684_800)));
            all.put("later than parent", withTimeout(d, seconds(7200)));
            all.forEach((name, x) ->
                    r.put(name, x.toString().replaceAll("WithDeadline\\(.* \\[.*]\\)", "WithDeadline(TIME [DUR])")));
            // The recording leaves out how times and durations look; this is time.Time's and time.Duration's form.
            var at = withDeadline(background(), millis(3_723_050));
            String text = at.toString();
            String form =
                    "context\\.Background\\.WithDeadline\\(2000-01-01 01:02:03\\.05 \\+0000 UTC m=\\+3723\\.050000000 "
                            + "\\[1h2m3\\.0\\d+s]\\)";
            assertEquals(true, text.matches(form), text);
            List.of(c, d, e, at).forEach(CancelCtx::cancel);
        }));
    }

    @TestFactory
    Stream<DynamicTest> x4KeysAreEqualIfTheirTypesAndValuesAre() {
        return Stream.of(map("value_lookup", r -> {
            var a = withValue(background(), new k1(1), "a");
            var b = withValue(a, new k2(1), "b");
            var c = withCancel(b);
            var d = withValue(c, new k1(1), "d");
            var e = withTimeout(d, seconds(3600));
            var h = withoutCancel(e);
            r.put("k1 in b", b.value(new k1(1)));
            r.put("k2 in b", b.value(new k2(1)));
            r.put("plain 1 in b", b.value(1));
            r.put("k1 in e (shadowed)", e.value(new k1(1)));
            r.put("k1 in c", c.value(new k1(1)));
            r.put("k1 in without", h.value(new k1(1)));
            r.put("missing", e.value(new k1(2)));
            r.put("string key", withValue(e, "s", 1).value("s"));
            r.put("pointer key other", withValue(e, new Object(), 1).value(new Object()));
            r.put("nil value", withValue(e, new k1(1), null).value(new k1(1)));
            c.cancel();
        }));
    }

    @TestFactory
    Stream<DynamicTest> x1WithoutCancelHidesTheEndAndADeadlineInThePastEndsAtOnce() {
        return Stream.of(map("without_cancel_and_deadlines", r -> {
            int g0 = numGoroutine();
            var row = new Object() {
                List<Object> of(Context c) {
                    return Arrays.asList(
                            c.deadline().isPresent(), c.done() != null, text(c.err()), numGoroutine() - g0);
                }
            };
            r.put("background", row.of(background()));
            var p = withTimeout(background(), seconds(3600));
            r.put("timeout", row.of(p));
            var w = withoutCancel(p);
            r.put("without of timeout", row.of(w));
            var c = withCancel(w);
            r.put("cancel on without", row.of(c));
            p.cancel();
            r.put("timeout cancelled", row.of(p));
            r.put("cancel on without after that", row.of(c));
            c.cancel();
            r.put("cancelled itself", row.of(c));
            var past = withDeadline(background(), -seconds(946_684_799));
            r.put("past deadline", row.of(past));
            past.cancel();
            r.put("past deadline after cancel", row.of(past));
            r.put("zero timeout", row.of(withTimeout(background(), 0)));
            r.put("negative timeout", row.of(withTimeout(background(), -seconds(1))));
            r.put("child of past", row.of(withCancel(past)));
            r.put("value of without", withoutCancel(withValue(p, "k", "v")).value("k"));
        }));
    }

    private static List<Object> perOperation(Body body) throws Exception {
        body.run();
        var before = Memory.memStats();
        for (int i = 0; i < 100; i++) {
            body.run();
        }
        var after = Memory.memStats();
        return List.of((after.mallocs() - before.mallocs()) / 100, (after.totalAlloc() - before.totalAlloc()) / 100);
    }

    @TestFactory
    Stream<DynamicTest> x1ConstructorsAllocateWhatTheyAllocateInGo() {
        return Stream.of(map("allocations", r -> {
            var bg = background();
            var parent = withCancel(bg);
            var vctx = withValue(bg, new key(1), "x");
            r.put("WithCancel", perOperation(() -> withCancel(bg)));
            r.put("WithCancel, cancel", perOperation(() -> withCancel(bg).cancel()));
            r.put("WithCancel, Done, cancel", perOperation(() -> {
                var c = withCancel(bg);
                done(c);
                c.cancel();
            }));
            r.put(
                    "WithTimeout 1h, cancel",
                    perOperation(() -> withTimeout(bg, seconds(3600)).cancel()));
            r.put("WithTimeout 1h, Done, cancel", perOperation(() -> {
                var c = withTimeout(bg, seconds(3600));
                done(c);
                c.cancel();
            }));
            r.put("WithValue", perOperation(() -> withValue(bg, new key(1), "x")));
            r.put(
                    "WithCancel under cancel parent, cancel",
                    perOperation(() -> withCancel(parent).cancel()));
            r.put(
                    "WithCancel under value, cancel",
                    perOperation(() -> withCancel(vctx).cancel()));
            r.put("Value hit", perOperation(() -> vctx.value(new key(1))));
            r.put("Value miss", perOperation(() -> vctx.value(new key(2))));
            r.put("WithoutCancel", perOperation(() -> withoutCancel(parent)));
            r.put(
                    "WithCancelCause, cancel",
                    perOperation(() -> withCancelCause(bg).cancel(null)));
            r.put("Err not done", perOperation(parent::err));
            r.put("Done again", perOperation(() -> done(parent)));
        }));
    }
}
