package dev.gopherscope.sim.gc.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.gc.lab.Variant.Scanning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The barrier laboratory against the table of the course, which was computed by another program. */
class BarrierLabTest {
    private static final List<Litmus> LITMUS = List.of(Litmus.L1, Litmus.L2, Litmus.L3);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1/20 | 1/20 | 0/20 | 0/22 | 0/11 | 0/22",
                "1 | 1/194 | 0/250 | 0/250 | 1/194 | 0/20 | 0/250",
                "2 | 1/20 | 0/24 | 0/24 | 1/20 | 0/10 | 0/24",
            })
    void G4_losing_schedules_and_all_schedules_of_six_variants(
            int litmus, String none, String dijkstra, String rescan, String yuasa, String snapshot, String hybrid) {
        var expected = List.of(none, dijkstra, rescan, yuasa, snapshot, hybrid);
        var found = new ArrayList<String>();
        for (Variant variant : Variant.ALL) {
            var result = new Explorer(LITMUS.get(litmus), variant).search();
            found.add(result.losing() + "/" + result.schedules());
        }
        assertEquals(expected, found);
    }

    @Test
    void G4_the_shortest_losing_schedule_is_found() {
        assertEquals(
                List.of("scan G1", "r1 = A.f", "A.f = nil", "mark A"),
                shortest(Litmus.L1, Variant.NONE).steps());
        assertEquals(
                List.of("scan G1", "mark A", "G2: A.f = r1", "G2: r1 = nil", "scan G2"),
                shortest(Litmus.L2, Variant.NONE).steps());
        assertEquals(
                List.of("r0 = new N", "N.f = r1", "r1 = nil", "scan G1"),
                shortest(Litmus.L3, Variant.NONE).steps());
        assertEquals(List.of("B"), shortest(Litmus.L1, Variant.DIJKSTRA).lost());
    }

    private static Replay shortest(Litmus litmus, Variant variant) {
        Replay replay = new Explorer(litmus, variant).search().shortest();
        assertNotNull(replay);
        return replay;
    }

    @Test
    void G4_a_learners_order_is_checked_and_played() {
        var explorer = new Explorer(Litmus.L2, Variant.NONE);
        var replay = explorer.replay(List.of("scan G1", "mark A", "A.f = r1", "r1 = nil", "scan G2"));
        assertTrue(replay.complete());
        assertEquals(List.of("B"), replay.lost());
        assertEquals(1, replay.stores());
        var saved = explorer.replay(List.of("scan G2", "mark B", "mark A", "A.f = r1", "r1 = nil", "scan G1"));
        assertEquals(List.of(), saved.lost());
        assertFalse(explorer.replay(List.of("scan G2")).complete());
        var error = assertThrows(IllegalArgumentException.class, () -> explorer.replay(List.of("scan G1", "mark B")));
        assertEquals(
                "step 2, \"mark B\", is not possible here. Possible: scan G2; mark A; G2: A.f = r1.",
                error.getMessage());
    }

    @Test
    void G4_a_custom_barrier_that_skips_stacks_and_shades_the_old_value_only_loses_L2_and_L3() {
        var simplified = Variant.of("simplified", Scanning.ONE_AT_A_TIME, s -> s.shade(s.old()));
        assertTrue(new Explorer(Litmus.L1, simplified).search().sound());
        assertFalse(new Explorer(Litmus.L2, simplified).search().sound());
        assertFalse(new Explorer(Litmus.L3, simplified).search().sound());
    }

    @Test
    void G4_the_conditional_form_of_the_proposal_is_sound_too_while_go_shades_always() {
        var proposal = Variant.of("shade new while the stack is grey", Scanning.ONE_AT_A_TIME, s -> {
            s.shade(s.old());
            if (!s.stackIsBlack()) {
                s.shade(s.now());
            }
        });
        for (Litmus litmus : LITMUS) {
            assertTrue(new Explorer(litmus, proposal).search().sound(), litmus.name());
        }
    }

    @Test
    void G4_hybrid_keeps_floating_garbage_where_dijkstra_frees_it_and_its_grey_set_is_never_smaller() {
        var litmus = Litmus.of("cut", "G1: r0=A; A.f=B", "A.f = nil");
        var order = List.of("A.f = nil", "scan G1", "mark A");
        assertEquals(
                List.of(), new Explorer(litmus, Variant.DIJKSTRA).replay(order).floating());
        var hybrid = new Explorer(litmus, Variant.HYBRID).replay(List.of("A.f = nil", "scan G1", "mark A", "mark B"));
        assertEquals(List.of("B"), hybrid.floating());
        for (Litmus l : LITMUS) {
            assertTrue(new Explorer(l, Variant.HYBRID).search().peakGrey()
                    >= new Explorer(l, Variant.DIJKSTRA).search().peakGrey());
        }
    }

    /** Every program of three steps on six objects: two goroutines, two chains, one object that the program makes. */
    @Test
    void G4_sound_variants_lose_nothing_in_any_program_of_three_steps_on_six_objects() {
        List<String> steps = List.of(
                "r1 = r0.f",
                "r0.f = nil",
                "r0.f = r1",
                "r1 = nil",
                "r0 = nil",
                "r0 = r1",
                "r1 = new N",
                "G2: r1 = r0.f",
                "G2: r0.f = nil",
                "G2: r0.f = r1",
                "G2: r1 = nil",
                "G2: r0 = nil");
        String start = "G1: r0=A; G2: r0=A; G2: r1=D; A.f=B; B.f=C; D.f=E";
        int programs = 0;
        int losingWithoutBarrier = 0;
        for (String a : steps) {
            for (String b : steps) {
                for (String c : steps) {
                    if (List.of(a, b, c).stream().filter(s -> s.contains("new")).count() > 1) {
                        continue;
                    }
                    String program = a + "; " + b + "; " + c;
                    var litmus = Litmus.of(program, start, program);
                    programs++;
                    for (Variant variant : List.of(Variant.HYBRID, Variant.DIJKSTRA_RESCAN, Variant.YUASA_SNAPSHOT)) {
                        assertTrue(
                                new Explorer(litmus, variant).search().sound(), () -> variant.name() + ": " + program);
                    }
                    losingWithoutBarrier +=
                            new Explorer(litmus, Variant.NONE).search().sound() ? 0 : 1;
                }
            }
        }
        assertEquals(1694, programs);
        assertTrue(losingWithoutBarrier > 50, losingWithoutBarrier + " programs lose an object without a barrier");
    }

    @Test
    void G4_a_text_that_is_no_litmus_test_is_refused_with_the_rule() {
        var error = assertThrows(IllegalArgumentException.class, () -> Litmus.of("X", "r0=A", "A.f = B"));
        assertEquals(
                "X: \"A.f = B\" is not understood: the right side is r0, r1, nil, A.f, r0.f or new N",
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Litmus.of("X", "r0=A", "C.f = r0"));
    }

    @Test
    void G4_a_step_on_an_object_that_its_goroutine_has_lost_is_refused_because_a_name_is_no_root() {
        var lost = assertThrows(
                IllegalArgumentException.class, () -> Litmus.of("X", "G1: r0=A; A.f=B", "r0 = nil; r1 = A.f"));
        assertEquals(
                "X: \"r1 = A.f\" is not possible: no slot of G1 leads to A at this step, and a name is no root. "
                        + "Let r0 or r1 of G1 keep A up to here",
                lost.getMessage());
        // What another goroutine holds does not help: its slot may be cleared before its stack is scanned.
        assertThrows(
                IllegalArgumentException.class,
                () -> Litmus.of("X", "G1: r1=C; G2: r0=A; A.f=B", "r1 = A.f; G2: r0 = nil"));
        var along = Litmus.of("X", "G1: r0=P; P.f=A; A.f=B", "r1 = A.f; A.f = nil; r0 = nil");
        assertTrue(new Explorer(along, Variant.HYBRID).search().sound());
    }
}
