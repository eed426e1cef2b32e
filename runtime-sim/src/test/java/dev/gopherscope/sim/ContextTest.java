package dev.gopherscope.sim;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Requests.Budget;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.context.EmbeddedContext;
import dev.gopherscope.sim.context.GoError;
import dev.gopherscope.sim.observe.ContextTreeView;
import dev.gopherscope.sim.observe.ContextTreeView.End;
import dev.gopherscope.sim.observe.StepSeries;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.sync.Hchan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The acceptance list X: what contexts are for, and what forgetting them costs. */
class ContextTest {

    private static Run run(Body main) {
        Run run = Go.version("1.26").procs(1).seed(10).run(main);
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        return run;
    }

    @Test
    void x1_the_wave_of_a_cancellation_runs_from_the_cancelled_node_down_and_nowhere_else() {
        Run run = run(() -> {
            var root = named("root", withCancel(background()));
            List<CancelCtx> services = new ArrayList<>();
            for (int s = 1; s <= 3; s++) {
                var service = named("service " + s, withCancel(root));
                services.add(service);
                for (int r = 1; r <= 3; r++) {
                    named("repository " + s + "." + r, withCancel(service));
                }
            }
            work(millis(1));
            services.get(1).cancel();
        });
        ContextTreeView tree = run.contextTree();
        assertEquals(13, tree.nodes().size());
        Set<String> ended = new HashSet<>();
        tree.nodes().stream().filter(n -> n.end() == End.CANCELED).forEach(n -> ended.add(n.name()));
        assertEquals(Set.of("service 2", "repository 2.1", "repository 2.2", "repository 2.3"), ended);
        var service = tree.nodes().stream()
                .filter(n -> n.name().equals("service 2"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, service.wave());
        assertEquals(3, tree.children(service.id()).size());
        tree.children(service.id()).forEach(child -> {
            assertEquals(service.id(), child.wave());
            assertTrue(child.endedNanos() >= service.endedNanos());
        });
        assertEquals(13, tree.toTable().rows().size());
        assertTrue(tree.toCsv().startsWith("id,parent,name,made with"), tree.toCsv());
    }

    @Test
    void x1_children_end_in_an_order_that_depends_on_the_seed_as_a_map_of_go_does() {
        Set<List<Object>> orders = new HashSet<>();
        for (int seed = 1; seed <= 20; seed++) {
            Run run = Go.version("1.26").procs(1).seed(seed).run(() -> {
                var root = withCancel(background());
                for (int i = 0; i < 5; i++) {
                    int me = i;
                    afterDone(root, () -> log(me));
                }
                root.cancel();
                gosched();
            });
            List<Object> order = run.log().stream().map(LogEntry::value).toList();
            assertEquals(5, Set.copyOf(order).size());
            orders.add(order);
        }
        assertTrue(orders.size() > 1, () -> "one order only: " + orders);
    }

    @Test
    void x2_a_forgotten_cancel_keeps_a_timer_and_its_bytes_until_the_deadline_but_no_goroutine() {
        Run run = run(() -> {
            var base = background();
            for (int i = 0; i < 1000; i++) {
                go("request-" + i, () -> {
                    withTimeout(base, seconds(10));
                    sleep(millis(5));
                });
            }
            sleep(seconds(1));
            log(numGoroutine());
            sleep(seconds(11));
        });
        assertEquals(1, run.log().getFirst().value());
        ContextTreeView tree = run.contextTree();
        assertEquals(1000, tree.liveTimers().at(seconds(1)));
        assertEquals(0, tree.liveTimers().at(run.endNanos()));
        var leaks = tree.leaks(seconds(1));
        assertEquals(1, leaks.size());
        assertEquals("request-*", leaks.getFirst().origin());
        assertEquals(1000, leaks.getFirst().timers());
        assertEquals(272_000, leaks.getFirst().bytes());
        assertEquals(0, leaks.getFirst().goroutines());
        assertTrue(tree.leaks().isEmpty(), () -> tree.leaks().toString());
    }

    @Test
    void x2_with_cancel_nothing_is_left() {
        Run run = run(() -> {
            for (int i = 0; i < 50; i++) {
                go("request-" + i, () -> {
                    try (var ctx = withTimeout(background(), seconds(10))) {
                        sleep(millis(5));
                        assertTrue(ctx.err() == null);
                    }
                });
            }
            sleep(seconds(1));
        });
        assertEquals(0, run.contextTree().liveTimers().at(millis(900)));
        assertTrue(run.contextTree().leaks().isEmpty());
        assertEquals(50, run.contextTree().liveTimers().max());
    }

    @Test
    void x2_the_goroutines_that_wait_for_a_context_nobody_ends_are_found_with_their_origin() {
        Run run = run(() -> {
            var forgotten = withCancel(background());
            var ended = withCancel(background());
            for (int i = 0; i < 3; i++) {
                go("watcher-" + i, () -> done(forgotten).recv());
            }
            go("good", () -> done(ended).recv());
            sleep(millis(1));
            ended.cancel();
            sleep(millis(1));
        });
        ContextTreeView tree = run.contextTree();
        assertEquals(3, tree.waits().size());
        assertTrue(tree.waits().stream().allMatch(w -> w.origin().equals("watcher-*") && w.context() == 1));
        assertEquals(3, tree.leaks().getFirst().goroutines());
        assertEquals(1, tree.leakTable().rows().size());
    }

    @Test
    void x7_what_a_missing_cancel_keeps_is_told_with_names_timers_and_bytes() {
        Run run = run(() -> {
            var root = named("server", withCancel(background()));
            for (int i = 0; i < 2; i++) {
                go("handler-" + i, () -> {
                    var ctx = withTimeout(root, seconds(10));
                    go("watcher", () -> done(ctx).recv());
                });
            }
            sleep(seconds(1));
        });
        ContextTreeView tree = run.contextTree();
        String told = tree.explainLeaks();
        for (String part : List.of(
                "2 contexts that handler-* made with " + tree.node(2).kind().text,
                "They keep 544 bytes, 2 timers until the deadline and 2 that wait: watcher since",
                "1 context that main made",
                "server since")) {
            assertTrue(told.contains(part), () -> part + " is missing in: " + told);
        }
        assertEquals(
                "Every context that can end had ended when the run ended.",
                run(() -> withCancel(background()).cancel()).contextTree().explainLeaks());
    }

    @Test
    void x1_the_story_of_a_context_follows_the_wave_to_where_it_began() {
        Run run = run(() -> {
            var root = named("root", withCancel(background()));
            var middle = named("middle", withCancel(root));
            var leaf = named("leaf", withTimeout(middle, seconds(1)));
            go("reader", () -> done(leaf).recv());
            sleep(millis(2));
            root.cancel();
            sleep(millis(1));
        });
        ContextTreeView tree = run.contextTree();
        String told = tree.explain("leaf");
        assertTrue(
                told.matches("(?s).*under middle.*It ended at .* because middle did \\[\\d+], because root did"
                        + " \\[\\d+], which main cancelled\\."),
                told);
        var e = assertThrows(IllegalArgumentException.class, () -> tree.explain("leave"));
        assertTrue(e.getMessage().contains("root, middle, leaf"), e.getMessage());
    }

    @Test
    void x3_a_timer_of_its_own_knows_no_context_unless_they_are_joined() {
        Run ghost = run(() -> {
            var ctx = withCancel(background());
            afterFunc(seconds(5), () -> log("ran"));
            sleep(seconds(1));
            ctx.cancel();
            sleep(seconds(6));
        });
        assertEquals(1, ghost.log().size());
        assertEquals(seconds(5) / millis(1), ghost.log().getFirst().timeNanos() / millis(1));
        Run cured = run(() -> {
            var ctx = withCancel(background());
            var timer = afterFunc(seconds(5), () -> log("ran"));
            afterDone(ctx, () -> log("stopped " + timer.stop()));
            sleep(seconds(1));
            ctx.cancel();
            sleep(seconds(6));
        });
        assertEquals(
                List.of("stopped true"),
                cured.log().stream().map(LogEntry::value).toList());
    }

    private record UserKey() {}

    @Test
    void x4_a_lookup_takes_a_step_for_each_context_on_the_way_and_the_nearest_value_wins() {
        run(() -> {
            Context ctx = withValue(background(), new UserKey(), "far");
            for (int depth = 2; depth <= 1000; depth++) {
                ctx = withValue(ctx, depth, depth);
            }
            var far = lookup(ctx, new UserKey());
            assertEquals("far", far.value());
            assertEquals(1000, far.steps());
            assertEquals(1001, lookup(ctx, "missing").steps());
            assertEquals(1, lookup(ctx, 1000).steps());
            var before = Memory.memStats().mallocs();
            long start = now();
            lookup(ctx, "missing");
            long cost = now() - start;
            assertTrue(cost > 1900 && cost < 2200, () -> "cost " + cost);
            assertEquals(before, Memory.memStats().mallocs());
            var nearer = withValue(withCancel(ctx), new UserKey(), "near");
            assertEquals("near", nearer.value(new UserKey()));
            assertEquals("far", ctx.value(new UserKey()));
        });
    }

    @Test
    void x4_a_string_key_of_another_package_hides_the_value_and_a_key_type_of_ones_own_does_not() {
        run(() -> {
            var a = withValue(background(), "user_id", 123);
            var b = withValue(a, new UserKey(), 7);
            var c = withValue(b, "user_id", "of another package");
            assertEquals("of another package", c.value("user_id"));
            assertEquals(7, c.value(new UserKey()));
        });
    }

    private static Requests.Report three(Budget budget, long look) throws Exception {
        return Requests.every(millis(1), 400)
                .hop("gateway", Distribution.logNormalTo(millis(150), millis(700)))
                .hop("service", Distribution.logNormalTo(millis(150), millis(700)))
                .hop("repository", Distribution.logNormalTo(millis(150), millis(700)))
                .budget(seconds(1), budget)
                .lookEvery(look)
                .send();
    }

    @Test
    void x6_a_budget_that_passes_on_what_is_left_answers_more_than_equal_parts() {
        run(() -> {
            var equal = three((total, left, n, hops) -> Math.min(left, total / hops), 0);
            var remaining = three(Budget.remaining(), 0);
            assertTrue(remaining.success() > equal.success(), () -> remaining + " against " + equal);
            assertEquals(400, remaining.requests());
            assertEquals(remaining.answered(), remaining.latencies().length);
            assertTrue(remaining.latencies()[remaining.answered() - 1] <= seconds(1) + millis(1));
        });
    }

    @Test
    void x6_work_after_the_caller_gave_up_is_counted_and_ends_early_if_the_hop_looks_at_its_context() {
        run(() -> {
            var deaf = three(Budget.remaining(), 0);
            var polite = three(Budget.remaining(), millis(10));
            assertTrue(deaf.workedAfterGiveUp() > 0 && deaf.afterGiveUpNanos() > 0, deaf::toString);
            assertTrue(polite.afterGiveUpNanos() < deaf.afterGiveUpNanos() / 2, () -> polite + " against " + deaf);
            assertTrue(deaf.wastedNanos() >= deaf.afterGiveUpNanos(), deaf::toString);
            assertEquals(3, deaf.toTable().rows().size());
        });
    }

    @Test
    void x6_the_same_seed_gives_the_same_requests() {
        List<String> reports = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            run(() -> reports.add(three(Budget.remainingMinus(millis(20)), 0).toString()));
        }
        assertEquals(reports.get(0), reports.get(1));
        assertFalse(reports.get(0).startsWith("0 of"));
    }

    @Test
    void a_context_of_a_run_that_has_ended_says_so() {
        CancelCtx[] kept = new CancelCtx[1];
        run(() -> kept[0] = withCancel(background()));
        var thrown = assertThrows(IllegalStateException.class, () -> withCancel(kept[0]));
        assertTrue(thrown.getMessage().contains("withCancel() was called outside of a run"), thrown.getMessage());
        assertThrows(IllegalStateException.class, kept[0]::cancel);
        StepSeries none = run(() -> {}).contextTree().liveTimers();
        assertEquals(0, none.max());
    }

    /** A context of one's own with a channel that cancel functions of Go know nothing about. */
    private static final class Custom extends EmbeddedContext {
        private final Chan<Void> closed;

        Custom(Context parent, Chan<Void> closed) {
            super(parent);
            this.closed = closed;
        }

        @Override
        public @Nullable Hchan done() {
            return closed.lower();
        }

        @Override
        public @Nullable GoError err() {
            return Contexts.error("custom");
        }
    }

    @Test
    void x5_a_context_type_of_ones_own_costs_a_goroutine_that_watches_it() {
        Run run = Go.version("1.26").procs(1).run(() -> {
            Chan<Void> closed = Goroutine.chan(Void.class);
            int before = Goroutine.numGoroutine();
            var child = Contexts.withCancel(new Custom(Contexts.background(), closed));
            Goroutine.log(Goroutine.numGoroutine() - before);
            closed.close();
            Contexts.done(child).receive();
            Goroutine.log(String.valueOf(child.err()));
            var plain = Contexts.withCancel(Contexts.withCancel(Contexts.background()));
            Goroutine.log(Goroutine.numGoroutine() - before);
            plain.cancel();
        });
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        assertEquals(
                List.of(1, "custom", 0), run.log().stream().map(LogEntry::value).toList());
    }
}
