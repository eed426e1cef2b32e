package dev.gopherscope.golang.syntax;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs code that recurses over a tree on a thread with room for the deepest tree that the parser lets through. */
public final class DeepStack {
    /** Bytes; only what is used takes memory. */
    private static final long SIZE = 1L << 30;

    private DeepStack() {}

    public static <T> T call(Supplier<T> action) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(action.get()), "go front end", SIZE);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {
                return result.get();
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
