package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.GoroutineException;
import dev.gopherscope.sim.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Finalizers as go1.26.8 ran them, and cleanups and weak pointers by their documentation. */
class FinalizerOracleTest {
    private final List<Integer> ran = new ArrayList<>();
    private final Map<Long, Integer> ids = new HashMap<>();

    private long make(int id, long next) {
        long object = newObject("next *obj; id int");
        link(object, 0, next);
        ids.put(object, id);
        setFinalizer(object, o -> ran.add(ids.get(o)));
        return object;
    }

    private List<List<Integer>> steps(int n) {
        var out = new ArrayList<List<Integer>>();
        // Whatever was allocated last is still in a register.
        alloc(8);
        for (int i = 0; i < n; i++) {
            ran.clear();
            gc();
            sleep(millis(5));
            out.add(List.copyOf(ran));
        }
        return out;
    }

    @Test
    void G15_finalizers_run_once_a_cycle_and_link_of_a_chain_as_in_go() {
        JsonNode golden = Golden.load("gc", "finalizers").values();
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            for (int i = 0; i < 10; i++) {
                make(i, 0);
            }
            var s = steps(3);
            assertEquals(
                    golden.get("independent").toString(),
                    Golden.text(s.stream().map(List::size).toList()));
            assertEquals(golden.get("order").toString(), Golden.text(s.getFirst()));
            make(1, make(2, make(3, 0)));
            assertEquals(golden.get("chain").toString(), Golden.text(steps(4)));
            var global = global("global");
            long object = newObject("next *obj; id int");
            setFinalizer(object, o -> {
                ran.add(7);
                global.add(o);
            });
            assertEquals(golden.get("resurrect").toString(), Golden.text(steps(2)));
            assertTrue(isAlive(object), "the finalizer stored it in a global");
            global.clear();
            assertEquals(golden.get("resurrect_again").toString(), Golden.text(steps(2)));
            assertTrue(!isAlive(object), "its finalizer has run, so it dies like any other object");
            setFinalizer(make(1, 0), null);
            assertEquals(golden.get("cleared").toString(), Golden.text(steps(2)));
            long a = make(1, 0);
            link(a, 0, make(2, a));
            assertEquals(golden.get("cycle").toString(), Golden.text(steps(3)));
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    @Test
    void G15_a_weak_pointer_ends_with_its_object_and_before_its_finalizer() {
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            var keep = local("keep");
            long kept = keep.add(newObject("*T"));
            var toKept = weak(kept);
            var toLost = weak(newObject("*T"));
            long finalized = newObject("*T");
            var toFinalized = weak(finalized);
            var atFinalizer = new ArrayList<Long>();
            setFinalizer(finalized, o -> atFinalizer.add(toFinalized.value()));
            alloc(8);
            gc();
            sleep(millis(1));
            assertEquals(kept, toKept.value());
            assertEquals(0, toLost.value());
            assertEquals(List.of(0L), atFinalizer);
            keep.clear();
            gc();
            assertEquals(0, toKept.value());
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    @Test
    void G15_cleanups_run_after_the_object_has_died_all_of_them_and_not_those_that_were_stopped() {
        var done = new ArrayList<String>();
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            long object = newObject("*T");
            addCleanup(object, () -> done.add("first, object " + (isAlive(object) ? "alive" : "dead")));
            addCleanup(object, () -> done.add("second"));
            addCleanup(object, () -> done.add("stopped")).stop();
            alloc(8);
            gc();
            sleep(millis(1));
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        assertEquals(List.of("first, object dead", "second"), done);
    }

    @Test
    void G15_a_second_finalizer_is_refused_and_the_message_says_what_go_would_say() {
        var thrown = assertThrows(
                GoroutineException.class,
                () -> Go.version("1.26").procs(1).run(() -> {
                    long object = local("o").add(newObject("*T"));
                    setFinalizer(object, o -> {});
                    setFinalizer(object, o -> {});
                }));
        assertTrue(thrown.getCause().getMessage().contains("runtime.SetFinalizer: finalizer already set"));
    }
}
