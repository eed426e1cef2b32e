package dev.gopherscope.kernel.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** The handshake at start, with the registration service played by the test. */
@Timeout(120)
class RegistrationTest {

    private static final byte[] KEY = "k".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket service = context.socket(SocketType.ROUTER);
    private final int port = service.bindToRandomPort("tcp://127.0.0.1");

    @AfterEach
    void close() {
        service.setLinger(0);
        service.close();
        context.close();
    }

    private RegistrationFile file() throws Exception {
        var json = """
                {"kernel_id": "k-1", "transport": "tcp", "registration_ip": "127.0.0.1", "registration_port": %d,
                 "signature_scheme": "hmac-sha256", "key": "k"}
                """.formatted(port);
        return assertInstanceOf(
                RegistrationFile.class, StartupFile.read(Files.writeString(folder.resolve("r.json"), json)));
    }

    private List<byte[]> received() {
        service.setReceiveTimeOut(5000);
        var frames = new ArrayList<byte[]>();
        do {
            frames.add(assertInstanceOf(byte[].class, service.recv(), "a frame in time"));
        } while (service.hasReceiveMore());
        return frames;
    }

    private void acknowledge(byte[] identity, byte[] key) {
        var content = "{}".getBytes(UTF_8);
        service.send(identity, ZMQ.SNDMORE);
        service.send(Frames.DELIMITER, ZMQ.SNDMORE);
        service.send(new Signature(key).sign(List.of(content)), ZMQ.SNDMORE);
        service.send(content, 0);
    }

    @RepeatedTest(30) // As often as the fault that StuckConnection works around needs to show.
    void theKernelTellsItsPortsInOneSignedFrameAndWaitsForTheAcknowledgement() throws Exception {
        var file = file();
        var registered = CompletableFuture.runAsync(
                () -> file.register(new Ports(1, 2, 3, 4, 5)),
                work -> Thread.ofPlatform().daemon().start(work));
        var frames = received();
        assertEquals(4, frames.size());
        assertArrayEquals("<IDS|MSG>".getBytes(US_ASCII), frames.get(1));
        assertTrue(new Signature(KEY).accepts(frames.get(2), List.of(frames.get(3))));
        assertEquals(
                Map.of(
                        "kernel_id", "k-1",
                        "shell_port", "1",
                        "iopub_port", "2",
                        "stdin_port", "3",
                        "control_port", "4",
                        "hb_port", "5"),
                Json.readObject(frames.get(3)));
        acknowledge(frames.getFirst(), "forged".getBytes(UTF_8));
        acknowledge(frames.getFirst(), KEY);
        registered.join();
    }

    @Test
    void aServiceOnThisMachineIsServedOnThisMachineOnly() throws Exception {
        var connection = file().connection();
        assertEquals("127.0.0.1", connection.ip());
        assertEquals(Ports.ANY, connection.ports());
        assertArrayEquals(KEY, connection.key());
    }
}
