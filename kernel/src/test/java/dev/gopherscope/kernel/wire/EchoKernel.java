package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.EchoInterpreter;
import dev.gopherscope.kernel.protocol.KernelSettings;
import java.nio.file.Path;

/** The echo kernel as a process, for tests of what only a process has: start, exit code, parent. */
public final class EchoKernel {

    private EchoKernel() {}

    public static void main(String[] args) {
        System.exit(KernelProcess.run(Path.of(args[0]), new EchoInterpreter(), KernelSettings.of("echo", "1")));
    }
}
