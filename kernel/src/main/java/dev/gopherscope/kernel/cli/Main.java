package dev.gopherscope.kernel.cli;

import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code gopherscope} command. Exit codes: 0 done, 1 failed, 2 bad arguments. */
@Command(
        name = "gopherscope",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"See the Go runtime: a Jupyter kernel in Java and a course on how Go works inside.", ""},
        subcommands = {
            LabCommand.class,
            RunCommand.class,
            TestCommand.class,
            GoCommand.class,
            DoctorCommand.class,
            InstallCommand.class,
            KernelCommand.class,
            TrainCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    public static void main(String[] args) {
        // Starting a kernel is timed by its users, and the option parser alone would add a tenth of a second to it.
        if (args.length == 2 && args[0].equals("kernel") && !args[1].startsWith("-")) {
            System.exit(KernelCommand.serve(Path.of(args[1])));
        }
        System.exit(commandLine().execute(args));
    }

    /** The parser with all commands; {@link Failure} is shown as its message, anything else with its stack. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((exception, line, parsed) -> {
            if (exception instanceof Failure) {
                line.getErr().println("gopherscope " + line.getCommandName() + ": " + exception.getMessage());
            } else {
                line.getErr().println("gopherscope " + line.getCommandName() + " failed in a way that it should not:");
                exception.printStackTrace(line.getErr());
                line.getErr()
                        .println("Arguments: "
                                + Arrays.toString(parsed.originalArgs().toArray()));
            }
            return 1;
        });
    }
}
