package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.observe.MarkStep.Kind;
import dev.gopherscope.sim.observe.MarkingView;
import dev.gopherscope.sim.observe.MarkingView.Colour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Step mode: the colours of each object at each step of a collection. */
class MarkingTest {

    /** Eight objects, two roots, a cycle that no root reaches. */
    private static Run eight() {
        return Go.version("1.26").procs(1).gogc(-1).run(() -> {
            recordMarking();
            long[] o = new long[8];
            for (int i = 0; i < o.length; i++) {
                o[i] = name(newObject("left *node; right *node"), "ABCDEFGH".substring(i, i + 1));
                local("all").add(o[i]);
            }
            link(o[0], 0, o[1]);
            link(o[0], 1, o[2]);
            link(o[1], 0, o[3]);
            link(o[4], 0, o[5]);
            link(o[6], 0, o[7]);
            link(o[7], 0, o[6]);
            global("one").add(o[0]);
            global("two").add(o[4]);
            local("all").clear();
            gc();
        });
    }

    @Test
    void G1_what_no_root_reaches_is_freed_a_cycle_too() {
        MarkingView view = eight().marking();
        Colour[] end = view.colours(view.steps().size());
        var survivors = new ArrayList<String>();
        for (int i = 0; i < end.length; i++) {
            if (end[i] != Colour.GONE) {
                survivors.add(view.objects().get(i).name());
            }
        }
        assertEquals(List.of("A", "B", "C", "D", "E", "F"), survivors);
    }

    @Test
    void G2_every_object_goes_from_white_over_grey_to_black_once() {
        MarkingView view = eight().marking();
        for (int object = 0; object < 6; object++) {
            var seen = new ArrayList<Colour>();
            for (int step = 0; step <= view.steps().size(); step++) {
                Colour now = view.colours(step)[object];
                if (seen.isEmpty() || seen.getLast() != now) {
                    seen.add(now);
                }
            }
            assertEquals(List.of(Colour.GONE, Colour.WHITE, Colour.GREY, Colour.BLACK), seen);
        }
        int[] grey = view.greySizes();
        for (int step = 0; step <= view.steps().size(); step++) {
            long count = Arrays.stream(view.colours(step))
                    .filter(c -> c == Colour.GREY)
                    .count();
            assertEquals(count, grey[step], "after step " + step);
        }
        assertEquals(0, grey[grey.length - 1]);
    }

    @Test
    void G2_no_black_object_points_to_a_white_one_at_any_step() {
        MarkingView view = eight().marking();
        boolean marking = false;
        for (int step = 1; step <= view.steps().size(); step++) {
            marking |= view.steps().get(step - 1).kind() == Kind.CYCLE;
            Colour[] colours = view.colours(step);
            for (var edge : view.edges(step)) {
                assertTrue(
                        !marking
                                || edge.from() < 0
                                || colours[edge.from()] != Colour.BLACK
                                || colours[edge.to()] != Colour.WHITE,
                        view.text(view.steps().get(step - 1)));
            }
        }
    }

    @Test
    void G2_a_barrier_is_a_step_of_its_own() {
        Run run = Go.version("1.26").procs(2).gogc(-1).run(() -> {
            recordMarking();
            long a = name(global("root").add(newObject("f *node")), "A");
            long[] chain = new long[1500];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = makeSlice(GoType.POINTER, 64);
                link(chain[i], 0, i == 0 ? 0 : chain[i - 1]);
                global("list").truncate(0);
                global("list").add(chain[i]);
            }
            go("collector", () -> gc());
            for (int i = 0; i < 5_000; i++) {
                link(a, 0, chain[i % 100]);
                work(nanos(200));
            }
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        assertTrue(run.marking().steps().stream().anyMatch(s -> s.kind() == Kind.BARRIER), "no store met the barrier");
    }
}
