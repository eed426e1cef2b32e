package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Json;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * To whom a kernel tells where it listens (protocol 5.6, "Kernel startup handshake"). The kernel chooses free ports, so
 * that no other process can take them between the front end's choice and the kernel's start.
 *
 * @param kernelId tells the service which kernel registers
 * @param ip of the registration service
 * @param port of the registration service
 * @param key for signatures; empty: messages are not signed
 */
public record RegistrationFile(String kernelId, String ip, int port, byte[] key) implements StartupFile {

    /** How long the service may take to acknowledge. */
    private static final int PATIENCE_MILLIS = 30_000;

    static RegistrationFile of(StartupFields file) {
        return new RegistrationFile(
                file.text("kernel_id", ""),
                file.text("registration_ip", ConnectionFile.THIS_MACHINE),
                file.port("registration_port"),
                file.key());
    }

    /** Where to listen: at the address from which the service can be reached, at free ports. */
    ConnectionFile connection() {
        return new ConnectionFile(ownAddress(), Ports.ANY, key, null);
    }

    private String ownAddress() {
        try (var socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(ip), port); // Sends nothing; the system only looks up the way there.
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new UnusableFileException(
                    "The registration service at " + ip + " can't be reached: " + e.getMessage() + ".");
        }
    }

    /**
     * Tells the service the ports and waits for its answer.
     *
     * @throws UnusableFileException if no answer with a right signature comes in time
     */
    void register(Ports ports) {
        var signature = new Signature(key);
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("kernel_id", kernelId);
        // The protocol has strings here, unlike the connection file.
        content.put("shell_port", String.valueOf(ports.shell()));
        content.put("iopub_port", String.valueOf(ports.iopub()));
        content.put("stdin_port", String.valueOf(ports.stdin()));
        content.put("control_port", String.valueOf(ports.control()));
        content.put("hb_port", String.valueOf(ports.heartbeat()));
        var json = Json.write(content);
        try (var context = ZMQ.context(1);
                var socket = context.socket(SocketType.DEALER)) {
            socket.setLinger(0);
            socket.setReceiveTimeOut(StuckConnection.SUSPICION_MILLIS);
            socket.connect("tcp://" + ip + ":" + port);
            socket.send(Frames.DELIMITER, ZMQ.SNDMORE);
            socket.send(signature.sign(List.of(json)), ZMQ.SNDMORE);
            socket.send(json, 0);
            awaitAcknowledgement(context, socket, signature);
        }
    }

    private void awaitAcknowledgement(ZMQ.Context context, ZMQ.Socket socket, Signature signature) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (true) {
            var frame = socket.recv();
            if (frame == null && System.nanoTime() < end) {
                StuckConnection.free(context);
                continue;
            }
            if (frame == null) {
                throw new UnusableFileException("The registration service at " + ip + ":" + port
                        + " did not acknowledge this kernel within " + PATIENCE_MILLIS / 1000 + " s.");
            }
            while (!Arrays.equals(frame, Frames.DELIMITER) && socket.hasReceiveMore()) {
                frame = socket.recv();
            }
            var signed = socket.hasReceiveMore() ? socket.recv() : new byte[0];
            var content = socket.hasReceiveMore() ? socket.recv() : new byte[0];
            while (socket.hasReceiveMore()) {
                socket.recv();
            }
            if (signature.accepts(signed, List.of(content))) {
                return;
            }
        }
    }
}
