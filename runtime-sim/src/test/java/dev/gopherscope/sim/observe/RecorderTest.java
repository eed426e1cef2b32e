package dev.gopherscope.sim.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static Recorder full() {
        return new Recorder(RecordingLevel.FULL, 2);
    }

    @Property
    void aLinkKeepsActorAndQueue(
            @ForAll @IntRange(min = 0) int actor, @ForAll @IntRange(min = -2, max = 1024) int queue) {
        long link = Recorder.link(actor, queue);
        assertEquals(actor, Recorder.linkActor(link));
        assertEquals(queue, Recorder.linkQueue(link));
    }

    @Test
    void eventsAreReadBackAsTheyWereRecorded() {
        var r = full();
        int first = r.record(10, EventKind.GO_CREATE, 0, 1, Recorder.link(0, 0), Recorder.NONE);
        for (int i = 0; i < 20_000; i++) {
            r.record(20 + i, EventKind.GO_START, 1, i, -i, first);
        }
        assertEquals(20_001, r.size());
        assertEquals(EventKind.GO_CREATE, r.kind(first));
        assertEquals(20 + 19_999, r.time(20_001));
        assertEquals(EventKind.GO_START, r.kind(20_001));
        assertEquals(1, r.p(20_001));
        assertEquals(19_999, r.g(20_001));
        assertEquals(-19_999, r.arg(20_001));
        assertEquals(first, r.cause(20_001));
        assertEquals(20_000, r.count(EventKind.GO_START));
        assertThrows(IndexOutOfBoundsException.class, () -> r.time(20_002));
    }

    @Test
    void everyFieldOfAnEventChangesTheHash() {
        String[] hashes = new String[8];
        for (int variant = 0; variant < hashes.length; variant++) {
            var r = full();
            int cause = r.record(1, EventKind.GO_CREATE, 0, 1, 0, Recorder.NONE);
            r.record(
                    variant == 1 ? 3 : 2,
                    variant == 2 ? EventKind.GO_BLOCK : EventKind.GO_START,
                    variant == 3 ? 1 : 0,
                    variant == 4 ? 2 : 1,
                    variant == 5 ? -1 : 1,
                    variant == 6 ? Recorder.NONE : cause);
            if (variant == 7) {
                r.label(1, "main");
            }
            hashes[variant] = r.traceHash();
        }
        assertEquals(8, java.util.Set.of(hashes).size());
        assertEquals(64, hashes[0].length());
    }

    @Test
    void theHashCanBeAskedForInBetween() {
        var once = full();
        var twice = full();
        for (var r : new Recorder[] {once, twice}) {
            r.record(1, EventKind.GO_CREATE, 0, 1, 0, Recorder.NONE);
        }
        String early = twice.traceHash();
        for (var r : new Recorder[] {once, twice}) {
            r.record(2, EventKind.GO_START, 0, 1, 0, 1);
        }
        assertNotEquals(early, twice.traceHash());
        assertEquals(once.traceHash(), twice.traceHash());
    }

    @Test
    void beyondItsCapacityARecorderCountsOnly() {
        var r = new Recorder(RecordingLevel.FULL, 3, 1);
        for (int i = 0; i < 5; i++) {
            r.record(i, EventKind.LOG, 0, 1, i, Recorder.NONE);
        }
        assertEquals(3, r.size());
        assertEquals(2, r.dropped());
        assertEquals(5, r.count(EventKind.LOG));
    }

    @Test
    void withoutRecordingThereIsNoHashButCounts() {
        var r = new Recorder(RecordingLevel.OFF, 1);
        assertEquals(Recorder.NONE, r.record(1, EventKind.LOG, 0, 1, 0, Recorder.NONE));
        assertEquals("", r.traceHash());
        assertEquals(1, r.count(EventKind.LOG));
        assertEquals(0, r.size());
    }

    @Test
    void textsGetTheSameNumberAgain() {
        var r = full();
        int a = r.intern("GC sweep termination");
        assertEquals(a, r.intern("GC sweep termination"));
        assertNotEquals(a, r.intern("GC mark termination"));
        assertEquals("GC sweep termination", r.text(a));
    }

    @Test
    void everyKindHasItsOwnCode() {
        long codes = java.util.Arrays.stream(EventKind.values())
                .map(k -> k.code)
                .distinct()
                .count();
        assertEquals(EventKind.values().length, codes);
        long reasons = java.util.Arrays.stream(WaitReason.values())
                .map(k -> k.code)
                .distinct()
                .count();
        assertEquals(WaitReason.values().length, reasons);
    }

    @Test
    void timesAreKeptExactlyEvenIfHoursLieBetweenTwoEvents() {
        var recorder = new Recorder(RecordingLevel.FULL, 1);
        long[] times = {5, 6, 4_294_967_300L, 4_294_967_301L, 7_200_000_000_000L, Long.MAX_VALUE / 2};
        for (long time : times) {
            recorder.record(time, EventKind.LOG, 0, 1, 0, Recorder.NONE);
        }
        for (int i = 0; i < times.length; i++) {
            assertEquals(times[i], recorder.time(i + 1));
        }
    }
}
