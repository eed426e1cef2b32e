package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MemStats;
import org.junit.jupiter.api.Test;

/** What keeps memory alive in go1.26.8, and the path from a root that says why. */
class RetentionOracleTest {

    private static MemStats live() {
        gc();
        gc();
        gc();
        return memStats();
    }

    private static String growth(MemStats before, MemStats after) {
        return "[" + (after.heapObjects() - before.heapObjects()) + "," + (after.heapAlloc() - before.heapAlloc())
                + "]";
    }

    @Test
    void G3_a_part_keeps_the_whole_and_a_map_keeps_its_tables() {
        JsonNode golden = Golden.load("gc", "roots_and_retention").values(); // its stacks are in ValueOracleTest
        String[] why = new String[4];
        Run run = Go.version("1.26").procs(1).gogc(-1).run(() -> {
            MemStats a = live();
            long string = runtimeObjects().rawstring(4096);
            global("str").add(string + 8);
            alloc(8);
            a = live(a, golden.get("substring"));
            why[0] = explain(string);
            global("str").clear();

            a = live();
            GoType value = GoType.of("[128]byte");
            var map = makeMap("int", "*T");
            global("mp").add(map.address());
            for (int i = 0; i < 1000; i++) {
                map.put(i, makeSlice(value, 1));
            }
            MemStats full = live();
            for (int i = 0; i < 1000; i++) {
                map.delete(i);
            }
            MemStats after = live();
            assertEquals(golden.get("map_deleted").toString(), growth(full, after));
            assertEquals(golden.get("map_empty_table").toString(), growth(a, after));
            global("mp").clear();

            a = live();
            long channel = runtimeObjects().makechan(GoType.POINTER, 4);
            global("ch").add(channel);
            long buffer = load(channel, 2);
            long inBuffer = 0;
            for (int i = 0; i < 3; i++) {
                inBuffer = alloc(1024);
                link(buffer, i, inBuffer);
            }
            a = live(a, golden.get("chan_buffer"));
            why[1] = explain(inBuffer);
            for (int i = 0; i < 3; i++) {
                link(buffer, i, 0);
            }
            assertEquals("[-3,-3072]", growth(a, live()));
            global("ch").clear();

            a = live();
            long array = alloc(512);
            long closure = runtimeObjects().closure("a *T");
            link(closure, 1, array);
            global("cl").add(closure);
            a = live(a, golden.get("closure"));
            why[2] = explain(array);
            global("cl").clear();
            live();
            why[3] = explain(array);
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
        assertTrue(why[0].contains("1 step from a root:\nglobal str -> "), why[0]);
        assertTrue(
                why[0].contains("A pointer to the middle of an object keeps all 4096 bytes of it")
                        || why[0].contains("4096 bytes"),
                why[0]);
        assertTrue(why[1].contains("3 steps from a root:\nglobal ch -> "), why[1]);
        assertTrue(why[1].contains(".buf -> "), why[1]);
        assertTrue(why[2].contains("2 steps from a root:\nglobal cl -> ") && why[2].contains(".a -> "), why[2]);
        assertTrue(why[3].startsWith("There is no object at 0x"), why[3]);
    }

    private static MemStats live(MemStats before, JsonNode expected) {
        MemStats now = live();
        assertEquals(expected.toString(), growth(before, now));
        return now;
    }

    @Test
    void G3_the_shortest_path_wins_and_names_are_used() {
        String[] why = new String[2];
        Run run = Go.version("1.26").procs(1).run(() -> {
            long a = name(global("long way").add(newObject("next *node; other *node")), "A");
            long b = name(newObject("next *node; other *node"), "B");
            long c = name(newObject("next *node; other *node"), "C");
            link(a, 0, b);
            link(b, 1, c);
            why[0] = explain(c);
            local("shortcut").add(c);
            why[1] = explain(c);
        });
        assertTrue(run.outcome().ok());
        assertEquals("C is alive, 1 step from a root:\nlocal shortcut of main -> C", why[1]);
        assertTrue(
                why[0].startsWith("C is alive, 1 step from a root:\nthe last allocation of main")
                        || why[0].equals(
                                "C is alive, 3 steps from a root:\nglobal long way -> A\nA.next -> B\nB.other -> C"),
                why[0]);
        assertTrue(
                run.explainGoal()
                        .startsWith("The goal is 4,194,304 bytes. live 0 + (live 0 + stacks 0 + globals 0) x GOGC 100"),
                run.explainGoal());
    }
}
