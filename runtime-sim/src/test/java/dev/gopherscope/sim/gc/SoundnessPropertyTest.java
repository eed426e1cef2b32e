package dev.gopherscope.sim.gc;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.gc.lab.Explorer;
import dev.gopherscope.sim.gc.lab.Litmus;
import dev.gopherscope.sim.gc.lab.Variant;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.MemStats;
import dev.gopherscope.sim.observe.RecordingLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random programs: no live object is ever freed, and the books of the heap balance. */
class SoundnessPropertyTest {
    private static final List<String> VERSIONS = List.of("1.4", "1.5", "1.7", "1.8", "1.12", "1.18", "1.26");

    /** A model of the heap in Java collections: which object points to which. */
    private static final class Model {
        final Map<Long, long[]> fields = new HashMap<>();
        final List<Long> roots = new ArrayList<>();

        List<Long> reachable() {
            var seen = new TreeMap<Long, Boolean>();
            var todo = new ArrayList<>(roots);
            while (!todo.isEmpty()) {
                long o = todo.removeLast();
                if (o != 0 && seen.put(o, true) == null) {
                    for (long next : fields.get(o)) {
                        todo.add(next);
                    }
                }
            }
            return List.copyOf(seen.keySet());
        }
    }

    @Property(tries = 10_000)
    void no_live_object_is_ever_freed_in_any_version(@ForAll long seed) {
        var random = new RandomStream(seed, "program");
        String version = VERSIONS.get(random.below(VERSIONS.size()));
        int procs = 1 + random.below(3);
        Run run = Go.version(version)
                .procs(procs)
                .gogc(-1)
                .recording(RecordingLevel.OFF)
                .run(() -> {
                    var model = new Model();
                    var globals = global("globals");
                    for (int i = 0; i < 4; i++) {
                        globals.add(0);
                        model.roots.add(0L);
                    }
                    var done = new boolean[1];
                    go("collector", () -> {
                        while (!done[0]) {
                            gc();
                            sleep(micros(20));
                        }
                    });
                    var hand = local("hand");
                    hand.add(0);
                    for (int step = 0; step < 40; step++) {
                        List<Long> alive = model.reachable();
                        int slot = random.below(4);
                        switch (random.below(5)) {
                            case 0, 1 -> {
                                long fresh = random.below(2) == 0
                                        ? newObject("a *T; b *T; c *T")
                                        : allocScan(24 + 8 * random.below(80));
                                hand.set(0, fresh);
                                model.fields.put(fresh, new long[3]);
                                model.roots.set(slot, fresh);
                                globals.set(slot, fresh);
                                hand.set(0, 0);
                            }
                            case 2 -> {
                                if (!alive.isEmpty()) {
                                    long from = alive.get(random.below(alive.size()));
                                    long to = random.below(4) == 0 ? 0 : alive.get(random.below(alive.size()));
                                    int field = random.below(3);
                                    model.fields.get(from)[field] = to;
                                    link(from, field, to);
                                }
                            }
                            case 3 -> {
                                // A load into a variable, then the only other way to the object is cut.
                                long holder = model.roots.get(slot);
                                if (holder != 0) {
                                    int field = random.below(3);
                                    long loaded = load(holder, field);
                                    assertEquals(model.fields.get(holder)[field], loaded);
                                    hand.set(0, loaded);
                                    link(holder, field, 0);
                                    model.fields.get(holder)[field] = 0;
                                    work(nanos(random.below(3_000)));
                                    model.roots.set(slot, loaded);
                                    globals.set(slot, loaded);
                                    hand.set(0, 0);
                                }
                            }
                            default -> work(nanos(random.below(5_000)));
                        }
                        for (long object : model.reachable()) {
                            assertTrue(isAlive(object), () -> version + ": a live object was freed");
                        }
                    }
                    done[0] = true;
                });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }

    @Property(tries = 500)
    void sound_barriers_lose_nothing_in_random_programs_of_the_laboratory(@ForAll long seed) {
        var random = new RandomStream(seed, "litmus");
        List<String> steps = List.of(
                "r1 = r0.f",
                "r0.f = nil",
                "r0.f = r1",
                "r1 = nil",
                "r0 = nil",
                "r0 = r1",
                "r1 = r1.f",
                "G2: r1 = r0.f",
                "G2: r0.f = nil",
                "G2: r0.f = r1",
                "G2: r1 = nil",
                "G2: r0 = nil",
                "r1 = A.f",
                "A.f = r1",
                "G2: r1 = D.f");
        var program = new ArrayList<String>();
        while (program.size() < 4) {
            program.add(steps.get(random.below(steps.size())));
            if (!isProgram(program)) {
                // The goroutine has lost its way to the object that the step names: no Go program takes it.
                program.removeLast();
            }
        }
        Litmus litmus = litmus(program);
        for (Variant variant : List.of(Variant.DIJKSTRA_RESCAN, Variant.YUASA_SNAPSHOT, Variant.HYBRID)) {
            assertTrue(new Explorer(litmus, variant).search().sound(), () -> variant.name() + ": " + program);
        }
    }

    private static Litmus litmus(List<String> program) {
        return Litmus.of("random", "G1: r0=A; G2: r0=C; G2: r1=D; A.f=B; B.f=C; D.f=E", String.join("; ", program));
    }

    private static boolean isProgram(List<String> program) {
        try {
            litmus(program);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Property(tries = 200)
    void what_was_allocated_less_what_was_freed_is_in_use_and_nothing_overlaps(@ForAll long seed) {
        var random = new RandomStream(seed, "books");
        Run run = Go.version("1.26").procs(2).recording(RecordingLevel.OFF).run(() -> {
            var keep = global("keep");
            var kept = new TreeMap<Long, Long>();
            for (int i = 0; i < 400; i++) {
                long bytes = 16 + random.below(4) * random.below(20_000);
                long object = random.below(2) == 0 ? alloc(bytes) : allocScan(bytes);
                if (random.below(3) == 0) {
                    keep.add(object);
                    kept.put(object, bytes);
                }
                if (random.below(50) == 0) {
                    gc();
                }
            }
            long end = 0;
            var heap =
                    dev.gopherscope.sim.RuntimeEntry.current("test").collector().heap();
            for (var e : kept.entrySet()) {
                assertTrue(e.getKey() >= end, "two objects overlap");
                end = e.getKey() + e.getValue();
                MSpan span = heap.spanOf(e.getKey());
                assertTrue(span != null && end <= span.base + span.bytes(), "an object leaves its span");
            }
            gc();
            MemStats stats = memStats();
            assertEquals(stats.mallocs() - stats.frees(), stats.heapObjects());
            assertTrue(stats.heapObjects() >= kept.size());
            assertEquals(heap.heapAlloc(), stats.heapAlloc());
            // Every page in use belongs to one span, and to that only.
            long pages = 0;
            MSpan last = null;
            for (long page = dev.gopherscope.sim.memory.MHeap.BASE;
                    page < dev.gopherscope.sim.memory.MHeap.BASE + heap.pages() * 8192L;
                    page += 8192) {
                MSpan span = heap.spanOf(page);
                if (span != null) {
                    assertTrue(page >= span.base && page < span.base + span.bytes());
                    pages += span == last ? 0 : span.bytes() / 8192;
                }
                last = span;
            }
            assertEquals(heap.pagesInUse(), pages);
        });
        assertTrue(run.outcome().ok(), () -> run.outcome().report());
    }
}
