package dev.gopherscope.kernel.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/**
 * Where a kernel listens and how it signs, as the front end decided it.
 *
 * @param ip address to listen at
 * @param ports to listen at
 * @param key for signatures; empty: messages are not signed
 * @param curve for encryption, null: the sockets are plain
 */
public record ConnectionFile(
        String ip, Ports ports, byte[] key, @Nullable CurveKeys curve) implements StartupFile {

    /** Reachable from this machine only. */
    static final String THIS_MACHINE = "127.0.0.1";

    static ConnectionFile of(StartupFields file) {
        var ports = new Ports(
                file.port("shell_port"),
                file.port("iopub_port"),
                file.port("stdin_port"),
                file.port("control_port"),
                file.port("hb_port"));
        return new ConnectionFile(file.text("ip", THIS_MACHINE), ports, file.key(), CurveKeys.of(file));
    }

    /** The same with other ports. */
    ConnectionFile withPorts(Ports other) {
        return new ConnectionFile(ip, other, key, curve);
    }

    /**
     * The key pair of the kernel for CurveZMQ (jupyter_client, "Security"). Clients must know the public key, and what
     * they send and receive is encrypted.
     *
     * @param publicKey 40 characters of Z85
     * @param secretKey 40 characters of Z85
     */
    public record CurveKeys(String publicKey, String secretKey) {

        /** Characters of a key of 32 bytes in Z85. */
        private static final int LENGTH = 40;

        public CurveKeys {
            if (publicKey.length() != LENGTH || secretKey.length() != LENGTH) {
                throw new IllegalArgumentException("a CurveZMQ key has " + LENGTH + " characters; these have "
                        + publicKey.length() + " and " + secretKey.length());
            }
        }

        static @Nullable CurveKeys of(StartupFields file) {
            if (!file.has("curve_publickey") || !file.has("curve_secretkey")) {
                return null;
            }
            try {
                return new CurveKeys(file.text("curve_publickey", ""), file.text("curve_secretkey", ""));
            } catch (IllegalArgumentException e) {
                throw new UnusableFileException(
                        "The connection file " + file.file() + " can't be used: " + e.getMessage() + ".");
            }
        }

        /** Makes the socket a server that only clients with the public key can reach. */
        void protect(ZMQ.Socket socket) {
            socket.setCurveServer(true);
            socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
            socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secretKey));
        }

        /** Lets a client's socket reach such a server. As in Jupyter's own client, it uses the server's pair as its own. */
        void enter(ZMQ.Socket socket) {
            socket.setCurvePublicKey(ZMQ.Curve.z85Decode(publicKey));
            socket.setCurveSecretKey(ZMQ.Curve.z85Decode(secretKey));
            socket.setCurveServerKey(publicKey.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
