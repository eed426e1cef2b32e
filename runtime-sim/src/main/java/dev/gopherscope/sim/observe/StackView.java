package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened to the stacks of goroutines: every copy, and how many bytes the goroutines have. Empty if recording was not full.
 *
 * @param moves the copies in order
 * @param bytes of all stacks of goroutines together, without what lies free in the pools
 * @param segments how many stacks or segments were taken, and how many given back
 * @param endNanos virtual time at which the run ended
 */
public record StackView(List<Move> moves, StepSeries bytes, Segments segments, long endNanos) implements View {

    public StackView {
        moves = List.copyOf(moves);
    }

    /**
     * A copy of a stack.
     *
     * @param timeNanos when
     * @param goroutine its name
     * @param move sizes and bytes
     */
    public record Move(long timeNanos, String goroutine, StackMove move) {
        /** Whether the stack became larger; otherwise the collector shrank it. */
        public boolean growth() {
            return move.newBytes() > move.oldBytes();
        }
    }

    /** How often stacks or segments of them were taken from the pools and given back. */
    public record Segments(long taken, long givenBack) {}

    /** Reads the events of a run that the recorder kept. */
    public static StackView of(Recorder recorder, long endNanos) {
        var moves = new ArrayList<Move>();
        var times = new ArrayList<Long>();
        var values = new ArrayList<Long>();
        long bytes = 0;
        for (int id = 1; id <= recorder.size(); id++) {
            EventKind kind = recorder.kind(id);
            if (kind == EventKind.STACK_COPY) {
                moves.add(new Move(recorder.time(id), recorder.name(recorder.g(id)), StackMove.of(recorder.arg(id))));
            } else if (kind == EventKind.STACK_ALLOC || kind == EventKind.STACK_FREE) {
                bytes += kind == EventKind.STACK_ALLOC ? recorder.arg(id) : -recorder.arg(id);
                times.add(recorder.time(id));
                values.add(bytes);
            }
        }
        return new StackView(
                moves,
                new StepSeries(
                        times.stream().mapToLong(Long::longValue).toArray(),
                        values.stream().mapToLong(Long::longValue).toArray()),
                new Segments(recorder.count(EventKind.STACK_ALLOC), recorder.count(EventKind.STACK_FREE)),
                endNanos);
    }

    @Override
    public ViewTable toTable() {
        List<List<Object>> rows = new ArrayList<>();
        for (Move m : moves) {
            rows.add(List.of(m.timeNanos, m.goroutine, m.move.oldBytes(), m.move.newBytes(), m.move.movedBytes()));
        }
        return new ViewTable("Copies of stacks", List.of("ns", "goroutine", "old B", "new B", "moved B"), rows);
    }
}
