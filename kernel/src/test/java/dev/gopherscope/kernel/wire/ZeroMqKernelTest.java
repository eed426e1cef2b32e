package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.KernelContract;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.Link;
import java.nio.charset.StandardCharsets;

/** The contract over real sockets. */
class ZeroMqKernelTest extends KernelContract {

    static final ConnectionFile ANY_PORTS =
            new ConnectionFile("127.0.0.1", Ports.ANY, "a secret".getBytes(StandardCharsets.UTF_8), null);

    @Override
    protected Link connect() {
        var server = KernelServer.start(
                ANY_PORTS, interpreter, KernelSettings.of("echo", "1").withLimits(limits()));
        return new ZeroMqLink(ANY_PORTS.withPorts(server.ports()), "client", server::close);
    }
}
