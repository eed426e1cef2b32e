package dev.gopherscope.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message from a client with all that is needed to answer it. It travels as a parameter: whoever holds it, on whatever
 * thread and however late, answers to the right client and names the right parent.
 *
 * @param channel it came by
 * @param message itself
 * @param session makes headers
 * @param transport sends
 */
public record Request(Channel channel, Message message, Session session, Transport transport) {

    /** What to read from its content. */
    Fields fields() {
        return Fields.of(message);
    }

    /** Answers the client, on the channel of the request. The type is the request's, ending in {@code _reply}. */
    void reply(Map<String, @Nullable Object> content) {
        reply(content, Map.of());
    }

    void reply(Map<String, @Nullable Object> content, Map<String, @Nullable Object> metadata) {
        var type = message.type().replaceFirst("_request$", "_reply");
        transport.send(channel, answer(message.identities(), type, metadata, content, List.of()));
    }

    /** Answers that the request failed. */
    void replyError(Throwable failure) {
        reply(error(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()), List.of()));
    }

    /** Content of an error reply or of an error publication. */
    static Map<String, @Nullable Object> error(String name, String message, List<String> traceback) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("status", "error");
        content.put("ename", name);
        content.put("evalue", message);
        content.put("traceback", traceback.isEmpty() ? List.of(name + ": " + message) : traceback);
        return content;
    }

    /** Tells every client. */
    void publish(String type, Map<String, @Nullable Object> content) {
        publish(type, content, Map.of(), List.of());
    }

    void publish(
            String type,
            Map<String, @Nullable Object> content,
            Map<String, @Nullable Object> metadata,
            List<byte[]> buffers) {
        transport.send(Channel.IOPUB, answer(topic(session, type), type, metadata, content, buffers));
    }

    /** Tells every client whether the kernel works on this request. */
    void status(String state) {
        publish("status", Map.of("execution_state", state));
    }

    /** Asks the person at the client that sent this request. */
    void ask(Map<String, @Nullable Object> content) {
        transport.send(Channel.STDIN, answer(message.identities(), "input_request", Map.of(), content, List.of()));
    }

    /** The topic of a publication, which lets a client subscribe to some kinds only. */
    static List<byte[]> topic(Session session, String type) {
        return List.of(("kernel." + session.id() + "." + type).getBytes(StandardCharsets.UTF_8));
    }

    private Message answer(
            List<byte[]> identities,
            String type,
            Map<String, @Nullable Object> metadata,
            Map<String, @Nullable Object> content,
            List<byte[]> buffers) {
        return session.message(identities, type, message.header().fields(), metadata, content, buffers);
    }
}
