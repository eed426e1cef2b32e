package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file whose path a front end puts on a kernel's command line: a connection file, which says where to listen, or a
 * registration file, which says to whom to tell where the kernel listens (jupyter_client, "Making kernels for Jupyter").
 */
public sealed interface StartupFile permits ConnectionFile, RegistrationFile {

    /** The key for signatures; empty: messages are not signed. */
    byte[] key();

    /**
     * Reads a file of either kind.
     *
     * @throws UnusableFileException with one sentence for the reader, if the kernel can't do what the file asks for
     */
    static StartupFile read(Path file) {
        try {
            var fields = new StartupFields(file, Json.readObject(Files.readAllBytes(file)));
            return fields.has("registration_port") ? RegistrationFile.of(fields) : ConnectionFile.of(fields);
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("There is no connection file " + file
                    + ". Front ends make it when they start a kernel and put its path on the command line.");
        } catch (IOException e) {
            throw new UnusableFileException("The connection file " + file + " can't be read: " + e.getMessage() + ".");
        }
    }

    /** The kernel can't do what its startup file asks for. The message is for the reader. */
    final class UnusableFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableFileException(String message) {
            super(message);
        }
    }
}
