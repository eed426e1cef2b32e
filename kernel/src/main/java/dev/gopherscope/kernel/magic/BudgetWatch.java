package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import dev.gopherscope.kernel.protocol.Interpreter.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a running cell every few milliseconds and interrupts it when it has used up its {@link Budget}. A cell that is past its
 * limit of memory is believed only after a collection: garbage is nobody's fault.
 */
final class BudgetWatch implements AutoCloseable {

    private static final long LOOK_NANOS = 10_000_000;

    /** The shortest time between two collections that a watch asks for, unless the heap is nearly full. */
    private static final long COLLECT_NANOS = 500_000_000;

    private final Budget budget;
    private final IntSupplier threads;
    private final Supplier<Interruption> interrupt;
    private final long start;
    private final long heapBefore;
    private long collected;
    private final Thread watcher;
    private boolean ended;
    private @Nullable String exceeded;
    private String leftBehind = "";

    /**
     * Begins to watch.
     *
     * @param threads counts those of the cell
     * @param interrupt stops the cell
     */
    BudgetWatch(Budget budget, IntSupplier threads, Supplier<Interruption> interrupt) {
        this.budget = budget;
        this.threads = threads;
        this.interrupt = interrupt;
        heapBefore = budget.heapBytes().isPresent() ? reachable() : 0;
        start = System.nanoTime();
        watcher = Thread.ofPlatform()
                .daemon()
                .name("budget")
                .inheritInheritableThreadLocals(false)
                .start(this::watch);
    }

    private static long reachable() {
        System.gc();
        return used();
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void watch() {
        while (true) {
            LockSupport.parkNanos(LOOK_NANOS);
            synchronized (this) {
                if (ended) {
                    return;
                }
                exceeded = look();
                if (exceeded != null) {
                    // The cell is there until this lock is free: it is this one that is hit.
                    leftBehind = interrupt.get().explanation();
                    return;
                }
            }
        }
    }

    /** What the cell has too much of, as a sentence; null if it keeps to its budget. */
    private @Nullable String look() {
        long ran = System.nanoTime() - start;
        if (budget.time().isPresent() && ran >= budget.time().get().toNanos()) {
            return "it has run " + Budget.inWords(budget.time().get()) + ", which is all the time that a cell may take."
                    + " To allow more: %budget --time "
                    + tenfold(budget.time().get().toMillis());
        }
        if (budget.threads().isPresent()) {
            int most = budget.threads().getAsInt();
            int now = threads.getAsInt();
            if (now > most) {
                return "it has " + now + " threads; a cell may have " + most
                        + " at once. To allow more: %budget --threads " + 2 * Math.max(most, now);
            }
        }
        if (budget.heapBytes().isPresent()) {
            long most = budget.heapBytes().getAsLong();
            boolean nearlyFull = used() > Runtime.getRuntime().maxMemory() / 10 * 9;
            long now = System.nanoTime();
            if (used() - heapBefore > most && (nearlyFull || now - collected > COLLECT_NANOS)) {
                long grown = reachable() - heapBefore;
                collected = System.nanoTime();
                if (grown > most) {
                    return "it holds " + Budget.inWords(grown)
                            + " more memory than there was in use before; a cell may take "
                            + Budget.inWords(most) + ". To allow more: %budget --heap "
                            + ((2 * grown >> 20) + 1) + "M";
                }
            }
        }
        return null;
    }

    private static String tenfold(long millis) {
        return millis % 100 == 0 ? millis / 100 + "s" : 10 * millis + "ms";
    }

    /** What became of the cell: what it gave, or what it had too much of. */
    Execution verdict(Execution execution) {
        synchronized (this) {
            ended = true;
        }
        if (exceeded == null || execution instanceof Execution.Done) {
            return execution;
        }
        String message = "the cell was stopped: " + exceeded + ", or %budget --off. Variables keep their values.";
        var lines = new ArrayList<>(List.of("\u001B[31m\u001B[1mBudget:\u001B[0m " + message));
        if (!leftBehind.isEmpty()) {
            lines.add(leftBehind);
        }
        return new Execution.Failed("BudgetExceeded", message, lines);
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        LockSupport.unpark(watcher);
    }
}
