package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.protocol.Interpreter.Completeness.Status;
import dev.gopherscope.kernel.protocol.Interpreter.Completion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What front ends ask while someone types: completion, inspection, and whether code is ready to run (Jupyter messaging,
 * "Completion", "Introspection", "Code completeness"). Cursors are converted here between code points and UTF-16.
 *
 * An answer that takes too long is given up when an interrupt comes; what looks for it ends by itself.
 */
final class Questions {

    private final Interpreter interpreter;
    private volatile @Nullable FutureTask<?> asked;

    /** @param interpreter knows the answers */
    Questions(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /** Gives up the question that is being answered; its client gets an empty answer at once. */
    void interrupt() {
        FutureTask<?> now = asked;
        if (now != null) {
            // Not by an interrupt of its thread: that would close the files which the compiler reads.
            now.cancel(false);
        }
    }

    /** What the work gives, or nothing if it was given up. */
    private <T> Optional<T> answer(Callable<@Nullable T> work) {
        var task = new FutureTask<@Nullable T>(work);
        asked = task;
        Thread.ofPlatform().daemon().name("question").start(task);
        try {
            return Optional.ofNullable(task.get());
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            asked = null;
        }
    }

    void complete(Request request) {
        var code = request.fields().text("code");
        int cursor = cursor(request, code);
        var found = answer(() -> interpreter.complete(code, cursor))
                .orElse(new Completion(List.of(), cursor, cursor, Map.of()));
        int start = CodePoints.fromUtf16(code, found.start());
        int end = CodePoints.fromUtf16(code, found.end());
        List<Map<String, @Nullable Object>> typed = new ArrayList<>();
        for (var match : found.matches()) {
            var type = found.types().get(match);
            if (type != null) {
                typed.add(Map.of("text", match, "type", type, "start", start, "end", end));
            }
        }
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("status", "ok");
        reply.put("matches", found.matches());
        reply.put("cursor_start", start);
        reply.put("cursor_end", end);
        // Front ends show the kinds of matches under this key, which the protocol does not name.
        reply.put("metadata", typed.isEmpty() ? Map.of() : Map.of("_jupyter_types_experimental", typed));
        request.reply(reply);
    }

    void inspect(Request request) {
        var code = request.fields().text("code");
        int detail = request.fields().number("detail_level", 0);
        int cursor = cursor(request, code);
        var found = answer(() -> interpreter.inspect(code, cursor, detail)).orElse(null);
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("status", "ok");
        reply.put("found", found != null);
        reply.put("data", found == null ? Map.of() : found.data());
        reply.put("metadata", found == null ? Map.of() : found.metadata());
        request.reply(reply);
    }

    void isComplete(Request request) {
        var answer = interpreter.isComplete(request.fields().text("code"));
        var reply = new LinkedHashMap<String, @Nullable Object>();
        reply.put("status", answer.status().name().toLowerCase(Locale.ROOT));
        if (answer.status() == Status.INCOMPLETE) {
            reply.put("indent", answer.indent());
        }
        request.reply(reply);
    }

    /** A missing cursor means the end of the code. */
    private static int cursor(Request request, String code) {
        return CodePoints.toUtf16(code, request.fields().number("cursor_pos", Integer.MAX_VALUE));
    }
}
