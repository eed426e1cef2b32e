package dev.gopherscope.sim.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The diagnosis laboratory: each planted cause kills, shows in its own reading, and is cured by its own cure only. */
class PatientTest {
    @ParameterizedTest
    @EnumSource(Cause.class)
    void G17_a_planted_cause_shows_in_the_readings_and_its_cure_saves_the_service(Cause cause) {
        for (long seed = 1; seed <= 2; seed++) {
            Patient patient = Patient.with(seed, cause);
            Examination sick = patient.examine();
            assertFalse(sick.survived(), () -> cause + " survives\n" + sick.toText());
            assertTrue(sick.check(cause).startsWith("yes"), () -> sick.check(cause) + "\n" + sick.toText());
            Examination cured = patient.cure(cause).examine();
            assertTrue(
                    cured.survived(),
                    () -> cause + " is not cured: " + cured.run().outcome().report() + cured.served() + "\n"
                            + cured.toText());
            Cause other = cause == Cause.TMPFS ? Cause.OFF_HEAP : Cause.TMPFS;
            assertFalse(patient.cure(other).examine().survived(), "the cure for " + other + " does not help");
            assertTrue(patient.diagnose(cause).startsWith("Right"));
            assertTrue(patient.diagnose(other).startsWith("Not"), () -> patient.diagnose(other));
        }
    }

    @Test
    void G17_the_seeds_plant_every_cause_with_other_sizes() {
        var causes = EnumSet.noneOf(Cause.class);
        var sizes = new java.util.TreeSet<Long>();
        for (long seed = 1; seed <= 60; seed++) {
            causes.addAll(Patient.of(seed).planted());
            sizes.add(Patient.of(seed).memoryMax());
        }
        assertEquals(EnumSet.allOf(Cause.class), causes);
        assertTrue(sizes.size() >= 3);
    }

    @Test
    void G17_a_killed_service_prints_nothing_and_ends_with_137() {
        Examination seen = Patient.with(3, Cause.LEAK_IN_MAP).examine();
        assertTrue(seen.killed());
        assertEquals(137, seen.run().outcome().exitCode());
        assertEquals("", seen.run().outcome().dump());
        assertTrue(seen.cgroupFiles().contains("memory.max"));
        assertTrue(seen.cgroupFilesV1().contains("memory.limit_in_bytes"));
        assertEquals("cache.put", seen.late().since(seen.early()).getFirst().function());
        assertTrue(seen.run().oom().killNanos() > 0);
    }
}
