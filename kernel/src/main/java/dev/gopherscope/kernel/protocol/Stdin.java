package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CellOutput.StdinNotAllowedException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the person at the front end (Jupyter messaging, "Messages on the stdin channel"). One question at a time;
 * it goes to the client that sent the cell, and only that client can answer it.
 */
final class Stdin {

    /** What ends a wait: a line, or null if the kernel gave up. */
    private record Answer(@Nullable String line) {}

    private final ReentrantLock turn = new ReentrantLock(true);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1);
    private @Nullable Request asking;

    /**
     * Asks and waits.
     *
     * @throws StdinNotAllowedException if the client said that it can't be asked
     * @throws InterruptedException if the thread is interrupted or {@link #giveUp} is called
     */
    String ask(Request cell, String prompt, boolean password) throws InterruptedException {
        if (!allowed(cell)) {
            throw new StdinNotAllowedException();
        }
        turn.lockInterruptibly();
        try {
            synchronized (this) {
                answers.clear();
                asking = cell;
            }
            var question = new LinkedHashMap<String, @Nullable Object>();
            question.put("prompt", prompt);
            question.put("password", password);
            cell.ask(question);
            var line = answers.take().line();
            if (line == null) {
                throw new InterruptedException("the cell was interrupted while it waited for input");
            }
            return line;
        } finally {
            synchronized (this) {
                asking = null;
            }
            turn.unlock();
        }
    }

    /** Whether the client of a cell said that it can be asked. */
    boolean allowed(Request cell) {
        return cell.fields().flag("allow_stdin", false);
    }

    /** Takes a message of the stdin channel; false if it answers no open question of its client. */
    synchronized boolean receive(Message reply) {
        if (asking != null
                && reply.type().equals("input_reply")
                && sameClient(asking.message().identities(), reply.identities())) {
            return answers.offer(new Answer(reply.content().get("value") instanceof String line ? line : ""));
        }
        return false;
    }

    /** Ends the wait for an answer, if there is one. */
    synchronized void giveUp() {
        if (asking != null) {
            answers.offer(new Answer(null));
        }
    }

    private static boolean sameClient(List<byte[]> one, List<byte[]> other) {
        return one.size() == other.size() && (one.isEmpty() || Arrays.equals(one.getFirst(), other.getFirst()));
    }
}
