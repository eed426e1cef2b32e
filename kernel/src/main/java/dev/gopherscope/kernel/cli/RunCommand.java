package dev.gopherscope.kernel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gopherscope run}. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Run notebooks without Jupyter or Python.")
final class RunCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new Failure("not yet");
    }
}
