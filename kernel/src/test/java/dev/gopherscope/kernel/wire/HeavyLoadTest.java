package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.EchoInterpreter;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.TestClient;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients, large cells and much output, over real sockets. */
@Timeout(300)
class HeavyLoadTest {

    private static final ConnectionFile ANY_PORTS = ZeroMqKernelTest.ANY_PORTS;

    private final KernelServer server =
            KernelServer.start(ANY_PORTS, new EchoInterpreter(), KernelSettings.of("echo", "1"));

    @AfterEach
    void end() {
        server.close();
    }

    private TestClient client(String name) {
        return new TestClient(new ZeroMqLink(ANY_PORTS.withPorts(server.ports()), name, () -> {}));
    }

    @Test
    void twentyClientsAtOnceGetEachItsOwnAnswers() {
        var clients = new ArrayList<TestClient>();
        try {
            for (int i = 0; i < 20; i++) {
                clients.add(client("client-" + i));
            }
            var infos = clients.stream()
                    .map(each -> each.send(Channel.SHELL, "kernel_info_request", Map.of()))
                    .toList();
            var cells = IntStream.range(0, 20)
                    .mapToObj(i -> clients.get(i).execute("cell of " + i))
                    .toList();
            for (int i = 0; i < 20; i++) {
                var own = clients.get(i);
                assertEquals("ok", own.reply(infos.get(i)).content().get("status"));
                assertEquals("ok", own.reply(cells.get(i)).content().get("status"));
                assertEquals(
                        "cell of " + i,
                        TestClient.plain(own.published(cells.get(i)).get(2)));
                // Everybody sees what everybody does.
                assertEquals(
                        "cell of " + i,
                        TestClient.plain(clients.get((i + 1) % 20)
                                .published(cells.get(i))
                                .get(2)));
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void aCellOfEightMegabytesRunsAndSoDoesItsResult() {
        try (var client = client("large")) {
            var code = "x".repeat(8 << 20);
            var id = client.execute(code);
            assertEquals("ok", client.reply(id).content().get("status"));
            assertEquals(code, TestClient.plain(client.published(id).get(2)));
            assertEquals("ok", client.reply(client.execute("next")).content().get("status"));
        }
    }

    @Test
    void ofAHundredThousandLinesALateReaderMissesNoneInFewMessages() {
        var expected =
                IntStream.range(0, 100_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        try (var client = client("late")) {
            var id = client.execute("lines 100000");
            client.reply(id); // Only now does it read what was published meanwhile.
            var published = client.published(id);
            assertEquals(expected, TestClient.text(published, "stdout"));
            long messages =
                    published.stream().filter(m -> m.type().equals("stream")).count();
            assertTrue(messages <= 50, messages + " messages");
        }
    }
}
