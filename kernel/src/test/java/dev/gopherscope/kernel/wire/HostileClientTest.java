package dev.gopherscope.kernel.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.EchoInterpreter;
import dev.gopherscope.kernel.protocol.Header;
import dev.gopherscope.kernel.protocol.Json;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.protocol.Session;
import dev.gopherscope.kernel.protocol.TestClient;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Bad HMAC and garbage frames are dropped and counted, never fatal, and never run. */
@Timeout(1200)
class HostileClientTest {

    /** How many messages the fuzzing sends; the long run has a million: -Dgopherscope.fuzz.frames=1000000. */
    private static final int FRAMES = Integer.getInteger("gopherscope.fuzz.frames", 3000);

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);
    private static final byte[] EMPTY = "{}".getBytes(US_ASCII);
    private static final ConnectionFile ANY_PORTS = ZeroMqKernelTest.ANY_PORTS;

    private final EchoInterpreter interpreter = new EchoInterpreter();
    private final Signature key = new Signature(ANY_PORTS.key());
    private final Session session = new Session();
    private KernelServer server;
    private ConnectionFile connection;
    private ZeroMqLink hostile;
    private TestClient honest;
    private ZMQ.Socket heart;

    @BeforeEach
    void start() {
        server = KernelServer.start(ANY_PORTS, interpreter, KernelSettings.of("echo", "1"));
        connection = ANY_PORTS.withPorts(server.ports());
        hostile = new ZeroMqLink(connection, "hostile", () -> {});
        var link = new ZeroMqLink(connection, "honest", () -> {});
        honest = new TestClient(link);
        heart = link.extra(SocketType.REQ, connection.ports().heartbeat());
        heart.setReceiveTimeOut(60_000);
    }

    @AfterEach
    void end() {
        hostile.close();
        honest.close();
        server.close();
    }

    /** The kernel answers an honest client on shell, control and heartbeat. */
    private void assertAlive(String after) {
        assertEquals(
                "ok",
                honest.ask(Channel.CONTROL, "kernel_info_request", Map.of()).get("status"),
                after);
        Map<String, Object> reply;
        do {
            // Among the hostile messages are signed ones that interrupt, and cells that fail and so abort the queue:
            // both may hit this cell, as any other client's may.
            reply = honest.reply(honest.execute("fine")).content();
        } while ("Interrupted".equals(reply.get("ename")) || "aborted".equals(reply.get("status")));
        assertEquals("ok", reply.get("status"), () -> after);
        heart.send("ping");
        assertEquals("ping", heart.recvStr(), after);
    }

    private List<byte[]> signed(byte[]... parts) {
        var frames = new ArrayList<>(List.of(DELIMITER, key.sign(List.of(parts))));
        frames.addAll(List.of(parts));
        return frames;
    }

    private List<byte[]> forged(byte[] signature) {
        var frames = frames("execute_request", Map.of("code", "forged"));
        frames.set(1, signature);
        return frames;
    }

    private List<byte[]> frames(String type, Map<String, Object> content) {
        return frames(session.message(List.of(), type, Map.of(), Map.of(), content, List.of()));
    }

    private List<byte[]> frames(Message message) {
        return new ArrayList<>(new Frames(key).encode(message));
    }

    private Map<String, List<byte[]>> dropped() {
        var noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        var header = frames("kernel_info_request", Map.of()).get(2);
        var all = new LinkedHashMap<String, List<byte[]>>();
        all.put("wrong signature", forged("0".repeat(64).getBytes(US_ASCII)));
        all.put("empty signature", forged(new byte[0]));
        all.put("signature of odd bytes", forged(new byte[] {-1, 0, -2, -1, 0, -2}));
        all.put("signature in upper case", upperCase());
        all.put("one empty frame", List.of(new byte[0]));
        all.put("no delimiter", List.of("hello".getBytes(US_ASCII), "world".getBytes(US_ASCII)));
        all.put("delimiter only", List.of(DELIMITER));
        all.put("too few frames", List.of(DELIMITER, new byte[64], EMPTY));
        all.put("100 frames", new ArrayList<>(Collections.nCopies(100, "x".getBytes(US_ASCII))));
        all.put("1 MB of noise", List.of(noise));
        all.put("signed, not JSON", signed("{".getBytes(US_ASCII), EMPTY, EMPTY, EMPTY));
        all.put("signed, an array as header", signed("[1,2]".getBytes(US_ASCII), EMPTY, EMPTY, EMPTY));
        all.put("signed, empty header", signed(EMPTY, EMPTY, EMPTY, EMPTY));
        all.put("signed, empty frames", signed(new byte[0], new byte[0], new byte[0], new byte[0]));
        all.put("signed, null type", signed("{\"msg_type\":null}".getBytes(US_ASCII), EMPTY, EMPTY, EMPTY));
        all.put("signed, number as type", signed("{\"msg_type\":3}".getBytes(US_ASCII), EMPTY, EMPTY, EMPTY));
        all.put("signed, invalid UTF-8", signed(header, EMPTY, EMPTY, new byte[] {'{', '"', -1, -2, '"', ':', '1', '}'
        }));
        all.put("signed, trailing text", signed(header, EMPTY, EMPTY, "{} {}".getBytes(US_ASCII)));
        all.put(
                "signed, nested too deep",
                signed(header, EMPTY, EMPTY, ("{\"a\":" + "[".repeat(100_000)).getBytes(US_ASCII)));
        return all;
    }

    private List<byte[]> upperCase() {
        var frames = frames("execute_request", Map.of("code", "forged"));
        frames.set(
                1, new String(frames.get(1), US_ASCII).toUpperCase(Locale.ROOT).getBytes(US_ASCII));
        return frames;
    }

    @Test
    void whatIsNoMessageIsDroppedAndCountedOnEveryChannel() {
        long expected = 0;
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
            for (var attack : dropped().entrySet()) {
                hostile.sendRaw(channel, attack.getValue());
                assertAlive(channel + ": " + attack.getKey());
                expected++;
            }
        }
        awaitDropped(expected);
        assertTrue(interpreter.ran.stream().allMatch(cell -> cell.code().equals("fine")), "nothing forged has run");
    }

    @Test
    void aReplayedMessageRunsOnce() {
        var cell = frames("execute_request", Map.of("code", "once"));
        hostile.sendRaw(Channel.SHELL, cell);
        hostile.sendRaw(Channel.SHELL, cell);
        awaitDropped(1);
        assertAlive("replay");
        assertEquals(
                1, interpreter.ran.stream().filter(c -> c.code().equals("once")).count());
        assertEquals(1, server.dropped());
    }

    /** The honest client's connections are other ones: its answers say nothing about how far the hostile ones were read. */
    private void awaitDropped(long expected) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (server.dropped() < expected && System.nanoTime() < deadline) {
            assertAlive("waiting for the last");
        }
        assertEquals(expected, server.dropped());
    }

    @Test
    void noiseThatIsNotZeroMqAtAllDoesNoHarm() throws IOException {
        var noise = new byte[300];
        new Random(2).nextBytes(noise);
        // A greeting of ZeroMQ 3 and then a frame that claims 2^62 bytes.
        var huge = new byte[75];
        System.arraycopy(
                new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0, 'N', 'U', 'L', 'L'}, 0, huge, 0, 16);
        System.arraycopy(new byte[] {2, 0x40, 0, 0, 0, 0, 0, 0, 0}, 0, huge, 64, 9);
        var ports = List.of(
                connection.ports().shell(),
                connection.ports().control(),
                connection.ports().stdin(),
                connection.ports().iopub(),
                connection.ports().heartbeat());
        for (int port : ports) {
            for (var bytes : List.of("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII), noise, huge, new byte[0])) {
                try (var raw = new Socket("127.0.0.1", port)) {
                    raw.getOutputStream().write(bytes);
                }
                assertAlive("noise on port " + port);
            }
        }
    }

    @Test
    void aSubscriberThatSendsMessagesOrAnnouncesFramesThatNeverComeDoesNotStopPublications() {
        // An XPUB socket takes the first frame as a user message; the second, to cancel what was never asked for,
        // vanishes.
        hostile.sendUpstream(List.of("user message".getBytes(UTF_8), new byte[] {0, 'x'}));
        hostile.sendUpstream(List.of(new byte[0]));
        hostile.sendUpstream(List.of(new byte[] {7, 7, 7}));
        for (int i = 0; i < 5; i++) {
            var published = honest.published(honest.execute("print still here"));
            assertEquals("still here\n", TestClient.text(published, "stdout"));
        }
    }

    @Test
    void anyBytesInAnyFrameDoNoHarm() {
        var random = new Random(Long.getLong("gopherscope.fuzz.seed", 20260101));
        var upstream = hostile.extra(SocketType.XSUB, connection.ports().iopub());
        var heartbeat = hostile.extra(SocketType.DEALER, connection.ports().heartbeat());
        for (int i = 0; i < FRAMES; i++) {
            var frames = mutated(random);
            switch (random.nextInt(8)) {
                case 0 -> {
                    frames.set(0, new byte[] {(byte) random.nextInt(3)}); // Often a subscription, or the end of one.
                    send(upstream, random.nextBoolean() ? frames : frames.subList(0, 1));
                }
                case 1 -> {
                    frames.set(0, new byte[random.nextInt(2)]);
                    send(heartbeat, frames);
                }
                case 2, 3 -> hostile.sendRaw(Channel.CONTROL, frames);
                case 4, 5 -> hostile.sendRaw(Channel.STDIN, frames);
                default -> hostile.sendRaw(Channel.SHELL, frames);
            }
            if (i % 300 == 0 || i == FRAMES - 1) {
                assertAlive("frame " + i);
            }
        }
        assertTrue(interpreter.ran.stream().noneMatch(cell -> cell.code().equals("forged")));
    }

    private static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** Frames of a message that were changed before or after signing. */
    private List<byte[]> mutated(Random random) {
        var types = List.of(
                "execute_request",
                "complete_request",
                "inspect_request",
                "is_complete_request",
                "history_request",
                "comm_open",
                "comm_msg",
                "comm_close",
                "comm_info_request",
                "kernel_info_request",
                "interrupt_request",
                "usage_request",
                "create_subshell_request",
                "delete_subshell_request",
                "list_subshell_request",
                "debug_request",
                "input_reply",
                "unknown_request");
        var content = new HashMap<String, Object>();
        for (var field : List.of(
                "code",
                "cursor_pos",
                "silent",
                "store_history",
                "user_expressions",
                "comm_id",
                "target_name",
                "data",
                "hist_access_type",
                "pattern",
                "n",
                "session",
                "value",
                "subshell_id",
                "detail_level")) {
            if (random.nextInt(3) == 0) {
                content.put(field, anything(random, 0));
            }
        }
        var message = session.message(
                List.of(), types.get(random.nextInt(types.size())), Map.of(), Map.of(), content, List.of());
        if (random.nextInt(4) == 0) {
            var header = new HashMap<>(message.header().fields());
            header.put("subshell_id", anything(random, 0));
            message = new Message(List.of(), new Header(header), Map.of(), Map.of(), content, List.of());
        }
        var frames = frames(message);
        boolean resign = random.nextBoolean();
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(frames.size());
            switch (random.nextInt(5)) {
                case 0 -> frames.remove(at);
                case 1 -> frames.add(at, Json.write(anything(random, 0)));
                case 2 -> {
                    var bytes = frames.get(at).clone();
                    if (bytes.length > 0) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    frames.set(at, bytes);
                }
                case 3 -> frames.set(at, Arrays.copyOf(frames.get(at), random.nextInt(frames.get(at).length + 2)));
                default -> frames.add(frames.get(at));
            }
            if (frames.isEmpty()) {
                return new ArrayList<>(List.of(new byte[0]));
            }
        }
        if (resign && frames.size() >= 6) {
            frames.set(1, key.sign(frames.subList(2, 6)));
        }
        return frames;
    }

    private static Object anything(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 8)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextGaussian() * 1e300;
            case 2 -> random.nextBoolean();
            case 3 -> "fine";
            case 4 -> new String(Character.toChars(random.nextInt(0x10ffff)));
            case 5 ->
                List.of("tail", "search", "range", "fail x", "throw x", "[a", "*?*")
                        .get(random.nextInt(7));
            case 6 -> List.of(anything(random, depth + 1), anything(random, depth + 1));
            default -> Map.of("a", anything(random, depth + 1));
        };
    }
}
