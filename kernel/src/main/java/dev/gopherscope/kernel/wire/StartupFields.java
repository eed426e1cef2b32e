package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.wire.StartupFile.UnusableFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a startup file, and what both kinds of it have in common.
 *
 * @param file for error messages
 * @param fields as read
 */
record StartupFields(Path file, Map<String, @Nullable Object> fields) {

    /** @throws UnusableFileException if the file asks for a transport that this kernel does not have */
    StartupFields {
        var transport = fields.getOrDefault("transport", "tcp");
        if (!"tcp".equals(transport)) {
            throw new UnusableFileException("The connection file " + file + " asks for the transport '" + transport
                    + "', but this kernel serves tcp only. Start the front end with --KernelManager.transport=tcp.");
        }
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name, String otherwise) {
        return fields.get(name) instanceof String text && !text.isEmpty() ? text : otherwise;
    }

    int port(String name) {
        if (fields.get(name) instanceof Long port && port >= 0 && port <= 65535) {
            return port.intValue();
        }
        throw new UnusableFileException("The connection file " + file + " needs " + name
                + ", a number from 0 to 65535; it has " + fields.get(name) + ".");
    }

    byte[] key() {
        var scheme = text("signature_scheme", Signature.SCHEME);
        var key = text("key", "");
        if (!key.isEmpty() && !scheme.toLowerCase(Locale.ROOT).equals(Signature.SCHEME)) {
            throw new UnusableFileException("The connection file " + file + " asks for signatures of the scheme '"
                    + scheme + "', but this kernel knows " + Signature.SCHEME + " only.");
        }
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
