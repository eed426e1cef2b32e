package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.EchoInterpreter;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.TestClient;
import dev.gopherscope.kernel.wire.ConnectionFile.CurveKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.ZMQ;

/** Encrypted sockets, as a connection file with keys asks for. */
@Timeout(120)
class CurveTest {

    private final ZMQ.Curve.KeyPair pair = ZMQ.Curve.generateKeyPair();
    private final CurveKeys keys = new CurveKeys(pair.publicKey, pair.secretKey);
    private final EchoInterpreter interpreter = new EchoInterpreter();
    private final ConnectionFile asked =
            new ConnectionFile("127.0.0.1", Ports.ANY, ZeroMqKernelTest.ANY_PORTS.key(), keys);
    private final KernelServer server = KernelServer.start(asked, interpreter, KernelSettings.of("echo", "1"));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aClientWithTheKeyIsServedOnEveryChannel() {
        try (var client = new TestClient(new ZeroMqLink(asked.withPorts(server.ports()), "client", () -> {}))) {
            var cell = client.execute("ask who", Map.of("allow_stdin", true));
            client.question();
            client.send(Channel.STDIN, "input_reply", Map.of("value", "me"));
            assertEquals("you said me", TestClient.plain(client.published(cell).get(2)));
            assertEquals(
                    "ok",
                    client.ask(Channel.CONTROL, "kernel_info_request", Map.of()).get("status"));
        }
    }

    @Test
    void aClientWithoutTheKeyHearsNothing() {
        var plain = new ConnectionFile("127.0.0.1", server.ports(), asked.key(), null);
        try (var link = new ZeroMqLink(plain, "client", () -> {}, 300);
                var client = new TestClient(link)) {
            client.execute("x");
            assertNull(link.receive(Channel.IOPUB, 300));
            assertNull(link.receive(Channel.SHELL, 10));
            assertEquals(List.of(), interpreter.ran);
        }
    }
}
