package dev.gopherscope.sim.observe;

import java.util.Arrays;
import java.util.List;

/**
 * How many goroutines of the program were in which state, over virtual time: Go's {@code /sched/goroutines/...} metrics.
 *
 * @param running had a P
 * @param runnable were ready and waited for a P
 * @param waiting were parked
 * @param syscall were in a system call: "not in Go"
 * @param threads how many threads there were
 * @param endNanos virtual time at which the run ended
 */
public record StatesView(
        StepSeries running,
        StepSeries runnable,
        StepSeries waiting,
        StepSeries syscall,
        StepSeries threads,
        long endNanos)
        implements View {

    /** Reads a schedule. */
    public static StatesView of(Schedule schedule) {
        var events = schedule.events();
        // For each event the state that a goroutine left and the one that it entered; 0 is none.
        byte[] left = new byte[events.size() + 1];
        byte[] entered = new byte[events.size() + 1];
        for (int i = 0; i < schedule.size(); i++) {
            if (!schedule.isSystem(schedule.g(i))) {
                byte state = (byte) (schedule.state(i).ordinal() + 1);
                entered[schedule.beginEvent(i)] = state;
                left[schedule.endEvent(i)] = state;
            }
        }
        int states = Schedule.State.values().length;
        var columns = new Column[states + 1];
        Arrays.setAll(columns, k -> new Column());
        for (int id = 1; id <= events.size(); id++) {
            long time = events.time(id);
            if (left[id] != 0) {
                columns[left[id] - 1].add(time, -1);
            }
            if (entered[id] != 0) {
                columns[entered[id] - 1].add(time, 1);
            }
            if (events.kind(id) == EventKind.THREAD_START) {
                columns[states].add(time, 1);
            }
        }
        return new StatesView(
                columns[Schedule.State.RUNNING.ordinal()].series(),
                columns[Schedule.State.RUNNABLE.ordinal()].series(),
                columns[Schedule.State.WAITING.ordinal()].series(),
                columns[Schedule.State.SYSCALL.ordinal()].series(),
                columns[states].series(),
                schedule.endNanos());
    }

    /** A count that goes up and down; changes at one time are one step. */
    private static final class Column {
        private long[] times = new long[64];
        private long[] values = new long[64];
        private int n = 1;

        void add(long time, long change) {
            long value = values[n - 1] + change;
            if (times[n - 1] != time) {
                if (n == times.length) {
                    times = Arrays.copyOf(times, 2 * n);
                    values = Arrays.copyOf(values, 2 * n);
                }
                times[n++] = time;
            }
            values[n - 1] = value;
        }

        StepSeries series() {
            return new StepSeries(Arrays.copyOf(times, n), Arrays.copyOf(values, n));
        }
    }

    /** All goroutines of the program that had not ended at a virtual time. */
    public long goroutinesAt(long nanos) {
        return running.at(nanos) + runnable.at(nanos) + waiting.at(nanos) + syscall.at(nanos);
    }

    @Override
    public ViewTable toTable() {
        long[] times = List.of(running, runnable, waiting, syscall, threads).stream()
                .flatMapToLong(s -> Arrays.stream(s.timesNanos()))
                .sorted()
                .distinct()
                .toArray();
        return new ViewTable(
                "Goroutines by state",
                List.of("ns", "running", "runnable", "waiting", "syscall", "threads"),
                Arrays.stream(times)
                        .mapToObj(t -> List.<Object>of(
                                t, running.at(t), runnable.at(t), waiting.at(t), syscall.at(t), threads.at(t)))
                        .toList());
    }
}
