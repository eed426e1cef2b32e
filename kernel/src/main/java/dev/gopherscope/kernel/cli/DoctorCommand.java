package dev.gopherscope.kernel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gopherscope doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check this machine, start the kernel, and say what is wrong.")
final class DoctorCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new Failure("not yet");
    }
}
