package dev.gopherscope.kernel.protocol;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does the work of one kind, in the order in which it was received. It starts with the first work. */
final class Lane implements Executor, AutoCloseable {

    private final ThreadPoolExecutor thread;

    Lane(String name) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().name(name).daemon().unstarted(work));
    }

    /** Queues the work; after {@link #close} it is dropped. */
    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            // The kernel ends: nobody waits for an answer any more.
        }
    }

    /** Takes no more work, does what it has, and ends. */
    void finish() {
        thread.shutdown();
    }

    /** Drops what has not begun and interrupts what has. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
