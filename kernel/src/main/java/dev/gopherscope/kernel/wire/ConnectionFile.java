package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a kernel listens and how it signs, as the front end wrote it (jupyter_client, "Connection files").
 *
 * @param ip address to listen at
 * @param shellPort 0 lets the system choose, as for the other ports
 * @param iopubPort of publications
 * @param stdinPort of questions
 * @param controlPort of control requests
 * @param heartbeatPort of the echo
 * @param key for signatures; empty: messages are not signed
 */
public record ConnectionFile(
        String ip, int shellPort, int iopubPort, int stdinPort, int controlPort, int heartbeatPort, byte[] key) {

    /**
     * Reads a connection file.
     *
     * @throws UnusableConnectionException with one sentence for the reader, if it can't be used
     */
    public static ConnectionFile read(Path file) {
        try {
            return of(file.toString(), Json.readObject(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new UnusableConnectionException("There is no connection file " + file
                    + ". Front ends make it when they start a kernel and put its path on the command line.");
        } catch (IOException e) {
            throw new UnusableConnectionException(
                    "The connection file " + file + " can't be read: " + e.getMessage() + ".");
        }
    }

    private static ConnectionFile of(String file, Map<String, @Nullable Object> fields) {
        var transport = fields.getOrDefault("transport", "tcp");
        if (!"tcp".equals(transport)) {
            throw new UnusableConnectionException(
                    "The connection file " + file + " asks for the transport '" + transport
                            + "', but this kernel serves tcp only. Start the front end with --KernelManager.transport=tcp.");
        }
        var scheme = String.valueOf(fields.getOrDefault("signature_scheme", Signature.SCHEME));
        var key = String.valueOf(fields.getOrDefault("key", "")).getBytes(StandardCharsets.UTF_8);
        if (key.length > 0 && !scheme.toLowerCase(Locale.ROOT).equals(Signature.SCHEME)) {
            throw new UnusableConnectionException("The connection file " + file + " asks for signatures of the scheme '"
                    + scheme + "', but this kernel knows " + Signature.SCHEME + " only.");
        }
        return new ConnectionFile(
                fields.get("ip") instanceof String ip && !ip.isEmpty() ? ip : "127.0.0.1",
                port(file, fields, "shell_port"),
                port(file, fields, "iopub_port"),
                port(file, fields, "stdin_port"),
                port(file, fields, "control_port"),
                port(file, fields, "hb_port"),
                key);
    }

    private static int port(String file, Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof Long port && port >= 0 && port <= 65535) {
            return port.intValue();
        }
        throw new UnusableConnectionException("The connection file " + file + " needs " + name
                + ", a number from 0 to 65535; it has " + fields.get(name) + ".");
    }

    /** The kernel can't serve what the connection file asks for. The message is for the reader. */
    public static final class UnusableConnectionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableConnectionException(String message) {
            super(message);
        }
    }
}
