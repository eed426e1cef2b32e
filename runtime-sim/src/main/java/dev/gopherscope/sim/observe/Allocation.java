package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * One object that was allocated, and what its allocation waited for. Times are virtual nanoseconds; they are 0 for objects that the
 * runtime made for itself, such as records of goroutines.
 *
 * @param number counted from 1
 * @param at when the allocation began
 * @param p the P whose cache served it
 * @param goroutine name of the goroutine, empty if there was none
 * @param address of the object
 * @param bytes that were asked for
 * @param slotBytes that its slot takes; a tiny object counts as its block of 16 bytes
 * @param noscan it holds no pointers
 * @param source where the slot came from
 * @param refill how many refills of the caches there had been before it
 * @param objectNanos the allocation itself
 * @param assistNanos marking, or waiting for others to mark, to pay for the allocation
 * @param sweepNanos sweeping before a span could be taken
 * @param spanNanos taking a span, or pages for a large object
 * @param throttleNanos the container made whoever allocates wait ({@code memory.high})
 * @param cycleNanos starting a collection because the heap had reached the trigger
 * @param totalNanos from beginning to end
 * @param cycle the collection that it started, 0 if none
 */
public record Allocation(
        int number,
        long at,
        int p,
        String goroutine,
        long address,
        long bytes,
        long slotBytes,
        boolean noscan,
        Source source,
        long refill,
        long objectNanos,
        long assistNanos,
        long sweepNanos,
        long spanNanos,
        long throttleNanos,
        long cycleNanos,
        long totalNanos,
        int cycle) {

    /** Where the slot of an object came from, from the nearest to the farthest. */
    public enum Source {
        /** It shares a tiny block that was there: no slot was needed. */
        TINY_BLOCK("the tiny block of its P"),
        /** The span that the P had. */
        MCACHE("the span that its P had"),
        /** The P took a span with free slots from mcentral. */
        MCENTRAL("a span that mcentral had"),
        /** The P needed a new span, made from pages of the heap. */
        MHEAP("a new span, made from pages of the heap"),
        /** A large object: a span of its own. */
        LARGE("pages of its own");

        /** In words. */
        public final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /** The same object with the times of its allocation. */
    public Allocation timed(
            long begin,
            long object,
            long assist,
            long sweep,
            long span,
            long throttle,
            long starting,
            long total,
            int started) {
        return new Allocation(
                number, begin, p, goroutine, address, bytes, slotBytes, noscan, source, refill, object, assist, sweep,
                span, throttle, starting, total, started);
    }

    /** Time that is none of the others: other goroutines ran in between, or the world was stopped. */
    public long otherNanos() {
        return totalNanos - objectNanos - assistNanos - sweepNanos - spanNanos - throttleNanos - cycleNanos;
    }

    /** Why it took as long as it did, as sentences, the largest part first. */
    public String explain() {
        var text = new StringBuilder("Allocation " + number + ": " + bytes + " bytes by "
                + (goroutine.isEmpty() ? "the runtime" : goroutine) + " at " + Explanation.duration(at) + " came from "
                + source.words + " and took " + slotBytes + " bytes. ");
        if (totalNanos == 0) {
            return text.append("It took no time of its own.").toString();
        }
        text.append("It took ").append(Explanation.duration(totalNanos)).append('.');
        record Part(long nanos, String why) {}
        var parts = new ArrayList<>(List.of(
                new Part(objectNanos, "the allocation itself"),
                new Part(
                        assistNanos,
                        "an assist: a collection was marking, and this goroutine had allocated more than its credit paid for, so it"
                                + " marked, or waited until others had marked, before it got memory"),
                new Part(
                        sweepNanos,
                        "sweeping: the spans of the last collection had to be swept as fast as memory is allocated"),
                new Part(
                        spanNanos,
                        source == Source.LARGE
                                ? "finding pages for a large object"
                                : source == Source.MCENTRAL
                                        ? "the span of the P was full, and mcentral had one with free slots"
                                        : "the span of the P was full, mcentral had none, so the heap made a new one"),
                new Part(
                        throttleNanos,
                        "the container: it held more than memory.high, so the kernel made the process wait"),
                new Part(
                        cycleNanos,
                        "starting collection " + cycle
                                + ": the heap had reached the trigger, and this allocation stopped the world"
                                + " and turned marking on"),
                new Part(otherNanos(), "others: another goroutine ran on the P, or the world was stopped")));
        parts.removeIf(part -> part.nanos <= 0);
        parts.sort((a, b) -> Long.compare(b.nanos, a.nanos));
        for (Part part : parts) {
            text.append("\n  ")
                    .append(Explanation.duration(part.nanos))
                    .append(": ")
                    .append(part.why)
                    .append('.');
        }
        return text.toString();
    }
}
