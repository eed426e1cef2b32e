package dev.gopherscope.sim.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How coroutines are made. {@link #CONTINUATION} uses the JDK's own continuation class directly and needs
 * {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED} (a jar started with {@code java -jar} has it in its
 * manifest). {@link #VIRTUAL_THREAD} needs nothing and does the same work several times slower.
 */
public enum CoroutineKind {
    CONTINUATION,
    VIRTUAL_THREAD;

    /** System property that forces a kind: "continuation" or "virtual". */
    public static final String PROPERTY = "gopherscope.coroutine";

    /** The kind in use if nothing else is asked for. */
    public static CoroutineKind preferred() {
        return Choice.KIND;
    }

    /**
     * A coroutine of this kind.
     *
     * @param body the code; it must not throw
     */
    public Coroutine create(Runnable body) {
        return switch (this) {
            case CONTINUATION -> new ContinuationCoroutine(body);
            case VIRTUAL_THREAD -> new VirtualThreadCoroutine(body);
        };
    }

    /**
     * Runs the owner of coroutines to its end. The caller may hold monitors; code of the coroutines that waits for one of
     * them waits for ever. Virtual threads hand over to each other far more cheaply than to an ordinary
     * thread, so their owner becomes one too and the caller waits.
     *
     * @param owner resumes the coroutines
     * @param stop raised if the caller is interrupted meanwhile
     */
    public void runOwner(Runnable owner, StopFlag stop) {
        if (this == CONTINUATION) {
            // A continuation that yields takes along every monitor that its thread holds, those of the caller too, and
            // gives them back only when it goes on: one that never does would keep them, and the JVM breaks when the
            // caller leaves its synchronized block. So one continuation keeps them until the end.
            Coroutine keeper = new ContinuationCoroutine(ContinuationCoroutine::yieldOnce);
            keeper.resume();
            try {
                owner.run();
            } finally {
                keeper.resume();
            }
            return;
        }
        var failure = new AtomicReference<@Nullable Throwable>();
        Thread thread = Thread.ofVirtual().unstarted(owner);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                stop.raise();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Decided once for each JVM, and said once if the slow way is taken. */
    private static final class Choice {
        static final CoroutineKind KIND = choose();

        private static CoroutineKind choose() {
            String asked = System.getProperty(PROPERTY, "");
            switch (asked) {
                case "" -> {}
                case "continuation" -> {
                    return CONTINUATION;
                }
                case "virtual" -> {
                    return VIRTUAL_THREAD;
                }
                default ->
                    throw new IllegalArgumentException("the system property " + PROPERTY + " is \"" + asked
                            + "\"; known are \"continuation\" and \"virtual\"");
            }
            boolean exported = Object.class.getModule().isExported("jdk.internal.vm", CoroutineKind.class.getModule());
            if (!exported) {
                System.err.println("gopherscope: goroutines run on virtual threads, which is several times slower; "
                        + "start Java with --add-exports=java.base/jdk.internal.vm=ALL-UNNAMED to avoid that");
                return VIRTUAL_THREAD;
            }
            return CONTINUATION;
        }
    }
}
