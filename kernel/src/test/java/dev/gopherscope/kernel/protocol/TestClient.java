package dev.gopherscope.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** A front end that sends requests and collects what comes back for each. */
public final class TestClient implements AutoCloseable {

    /** How long to wait for an answer before the test fails, in milliseconds. */
    private static final long PATIENCE = 60_000;

    private final Session session = new Session();
    private final Link link;
    private final List<Seen> seen = new ArrayList<>();

    /** A message that was read while another was waited for. */
    private record Seen(Channel channel, Message message) {}

    public TestClient(Link link) {
        this.link = link;
    }

    /** Sends a request and returns its id. */
    public String send(Channel channel, String type, Map<String, Object> content) {
        return send(channel, type, content, Map.of());
    }

    public String send(Channel channel, String type, Map<String, Object> content, Map<String, Object> metadata) {
        return send(channel, session.message(List.of(), type, Map.of(), metadata, content, List.of()));
    }

    public String send(Channel channel, Message message) {
        link.send(channel, message);
        return message.header().id();
    }

    /** A message as this client would send it. */
    public Message message(String type, Map<String, Object> content) {
        return session.message(List.of(), type, Map.of(), Map.of(), content, List.of());
    }

    /** Sends a cell and returns its id. */
    public String execute(String code) {
        return execute(code, Map.of());
    }

    public String execute(String code, Map<String, Object> more) {
        var content = new LinkedHashMap<String, Object>(Map.of("code", code));
        content.putAll(more);
        return send(Channel.SHELL, "execute_request", content);
    }

    /** Sends a cell to a subshell and returns its id. */
    public String executeOn(String subshell, String code, Map<String, Object> more) {
        var content = new LinkedHashMap<String, Object>(Map.of("code", code));
        content.putAll(more);
        return send(Channel.SHELL, messageTo(subshell, "execute_request", content));
    }

    /** A message whose header names a subshell. */
    public Message messageTo(String subshell, String type, Map<String, Object> content) {
        var plain = message(type, content);
        var header = new LinkedHashMap<>(plain.header().fields());
        header.put("subshell_id", subshell);
        return new Message(List.of(), new Header(header), Map.of(), Map.of(), plain.content(), List.of());
    }

    /** The reply to the request of that id on that channel. Other replies are set aside. */
    public Message reply(Channel channel, String id) {
        return await(channel, id, "a reply on " + channel);
    }

    public Message reply(String id) {
        return reply(Channel.SHELL, id);
    }

    /** Sends a request and returns the content of its reply. */
    public Map<String, Object> ask(Channel channel, String type, Map<String, Object> content) {
        return reply(channel, send(channel, type, content)).content();
    }

    /** The next question of a cell. */
    public Message question() {
        var question = link.receive(Channel.STDIN, PATIENCE);
        return Assertions.assertInstanceOf(Message.class, question, "an input_request");
    }

    /** Publications for the request of that id, up to and with its idle. */
    public List<Message> published(String id) {
        var found = new ArrayList<Message>();
        while (found.isEmpty() || !isIdle(found.getLast())) {
            found.add(await(Channel.IOPUB, id, "idle after " + kinds(found)));
        }
        return found;
    }

    /** The next publication for the request of that id. */
    public Message publication(String id) {
        return await(Channel.IOPUB, id, "a publication");
    }

    /** The next publication of that type, whatever its parent. */
    public Message publicationOfType(String type) {
        long end = System.nanoTime() + PATIENCE * 1_000_000;
        while (System.nanoTime() < end) {
            var next = link.receive(Channel.IOPUB, 100);
            if (next != null && next.type().equals(type)) {
                return next;
            }
        }
        return Assertions.fail("no " + type);
    }

    /** True if nothing comes for that id within the time. */
    public boolean silentFor(long millis, Channel channel, String id) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            var next = link.receive(channel, 20);
            if (next != null && isFor(next, id)) {
                return false;
            }
        }
        return true;
    }

    private Message await(Channel channel, String id, String what) {
        for (var earlier : seen) {
            if (earlier.channel() == channel && isFor(earlier.message(), id)) {
                seen.remove(earlier);
                return earlier.message();
            }
        }
        long end = System.nanoTime() + PATIENCE * 1_000_000;
        while (System.nanoTime() < end) {
            var next = link.receive(channel, 100);
            if (next != null && isFor(next, id)) {
                return next;
            }
            if (next != null) {
                seen.add(new Seen(channel, next));
            }
        }
        return Assertions.fail("no " + what + " within " + PATIENCE + " ms");
    }

    private static boolean isFor(Message message, String id) {
        return id.equals(message.parentHeader().get("msg_id"));
    }

    private static boolean isIdle(Message message) {
        return message.type().equals("status")
                && "idle".equals(message.content().get("execution_state"));
    }

    /** Types in order, a status as its state. */
    public static List<String> kinds(List<Message> messages) {
        return messages.stream()
                .map(m -> m.type().equals("status") ? String.valueOf(m.content().get("execution_state")) : m.type())
                .toList();
    }

    /** The text of a stream, all messages joined. */
    public static String text(List<Message> messages, String stream) {
        var text = new StringBuilder();
        for (var m : messages) {
            if (m.type().equals("stream") && stream.equals(m.content().get("name"))) {
                text.append(m.content().get("text"));
            }
        }
        return text.toString();
    }

    /** The text form of a display or result. */
    public static Object plain(Message message) {
        return object(message.content(), "data").get("text/plain");
    }

    /** The content of the only message of that type. */
    public static Map<String, Object> only(List<Message> messages, String type) {
        var found = messages.stream().filter(m -> m.type().equals(type)).toList();
        Assertions.assertEquals(1, found.size(), "number of " + type + " in " + kinds(messages));
        return found.getFirst().content();
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> content, String field) {
        return (Map<String, Object>) Assertions.assertInstanceOf(Map.class, content.get(field), field);
    }

    /** As frames need it. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        link.close();
    }
}
