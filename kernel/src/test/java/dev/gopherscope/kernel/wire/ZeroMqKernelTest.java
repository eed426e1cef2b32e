package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.KernelContract;
import dev.gopherscope.kernel.protocol.KernelIdentity;
import dev.gopherscope.kernel.protocol.Link;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The contract over real sockets. */
class ZeroMqKernelTest extends KernelContract {

    static final ConnectionFile ANY_PORTS =
            new ConnectionFile("127.0.0.1", 0, 0, 0, 0, 0, "a secret".getBytes(StandardCharsets.UTF_8));

    @Override
    protected Link connect() {
        var server = KernelServer.start(ANY_PORTS, interpreter, new KernelIdentity("echo", "1", List.of()), limits());
        return new ZeroMqLink(server.connection(ANY_PORTS), "client", server::close);
    }
}
