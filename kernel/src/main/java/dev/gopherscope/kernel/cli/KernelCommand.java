package dev.gopherscope.kernel.cli;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.magic.MagicInterpreter;
import dev.gopherscope.kernel.protocol.HistoryFile;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.OutputLimits;
import dev.gopherscope.kernel.widget.Models;
import dev.gopherscope.kernel.wire.KernelProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gopherscope kernel}: what the kernelspec starts. */
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = "Run the kernel for a connection file (Jupyter calls this).")
final class KernelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONNECTION_FILE", description = "The JSON file that Jupyter wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path connectionFile;

    @Override
    public Integer call() {
        return serve(connectionFile);
    }

    /** Serves until a client asks for the end; returns the exit code. */
    static int serve(Path connectionFile) {
        return KernelProcess.run(
                connectionFile,
                new MagicInterpreter(new JShellInterpreter()),
                settings().withHistory(history()));
    }

    private static HistoryFile history() {
        return HistoryFile.ofUser(
                System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /** What the kernel says of itself. */
    static KernelSettings settings() {
        return KernelSettings.of(KernelSpec.NAME, Version.product())
                .withLimits(OutputLimits.of(System.getenv()))
                .withTarget(Models.CONTROL_TARGET, Models::control);
    }
}
