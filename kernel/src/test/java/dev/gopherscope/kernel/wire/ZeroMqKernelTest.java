package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.kernel.protocol.CommContract;
import dev.gopherscope.kernel.protocol.Contract.TestKernel;
import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.KernelContract;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.SubshellContract;
import dev.gopherscope.kernel.protocol.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts over real sockets. */
class ZeroMqKernelTest {

    static final ConnectionFile ANY_PORTS =
            new ConnectionFile("127.0.0.1", Ports.ANY, "a secret".getBytes(StandardCharsets.UTF_8), null);

    private static TestKernel overZeroMq(Interpreter interpreter, KernelSettings settings) {
        var server = KernelServer.start(ANY_PORTS, interpreter, settings);
        var link = new ZeroMqLink(ANY_PORTS.withPorts(server.ports()), "client", server::close);
        return new TestKernel(server.core(), link);
    }

    @Nested
    class Messages extends KernelContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return overZeroMq(interpreter, settings);
        }

        @Test
        void aSlowReaderMissesNothing() {
            var expected =
                    IntStream.range(0, 5000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
            var cells = IntStream.range(0, 40)
                    .mapToObj(i -> client.execute("lines 5000"))
                    .toList();
            cells.forEach(client::reply); // Only now does it read what was published meanwhile.
            for (var cell : cells) {
                assertEquals(expected, TestClient.text(client.published(cell), "stdout"));
            }
        }
    }

    @Nested
    class ItsSubshells extends SubshellContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return overZeroMq(interpreter, settings);
        }
    }

    @Nested
    class ItsComms extends CommContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return overZeroMq(interpreter, settings);
        }
    }
}
