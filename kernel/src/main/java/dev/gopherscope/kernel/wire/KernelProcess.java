package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.wire.StartupFile.UnusableFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQException;

/** A kernel as a process of its own: from the connection file on its command line to its exit code. */
public final class KernelProcess {

    /** The exit code of a kernel that could not start. */
    public static final int CANT_START = 1;

    /** How long the interpreter may take to end; what still runs then ends with the process. */
    private static final long CLOSING_MILLIS = 100;

    private KernelProcess() {}

    /**
     * Serves until a client asks for the end, or until the process that started the kernel is gone.
     *
     * @param startupFile connection file or registration file, as the front end wrote it
     * @param interpreter the language; closed at the end
     * @return the exit code for the process, which should end at once
     */
    public static int run(Path startupFile, Interpreter interpreter, KernelSettings settings) {
        try {
            var startup = StartupFile.read(startupFile);
            var connection = switch (startup) {
                case ConnectionFile asked -> asked;
                case RegistrationFile registration -> registration.connection();
            };
            try (var server = KernelServer.start(connection, interpreter, settings)) {
                ParentWatch.start(System.getenv(), () -> Runtime.getRuntime().halt(0));
                if (startup instanceof RegistrationFile registration) {
                    registration.register(server.ports());
                }
                server.awaitShutdown();
            }
            close(interpreter);
            return 0;
        } catch (UnusableFileException e) {
            System.err.println(e.getMessage());
        } catch (ZMQException e) {
            System.err.println("The kernel can't listen at the addresses of " + startupFile + ": " + e.getMessage()
                    + ". Another process may use one of the ports; start the kernel anew.");
        }
        return CANT_START;
    }

    private static void close(Interpreter interpreter) {
        var closing = CompletableFuture.runAsync(
                interpreter::close,
                work -> Thread.ofPlatform().name("closing").daemon().start(work));
        closing.completeOnTimeout(null, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(fault -> null)
                .join();
    }
}
