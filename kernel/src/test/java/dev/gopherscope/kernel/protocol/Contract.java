package dev.gopherscope.kernel.protocol;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the contracts share: a kernel around the echo interpreter and one client of it. Each contract is a set of promises to
 * clients; {@code InMemoryKernelTest} and {@code ZeroMqKernelTest} hold the kernel to all of them.
 */
@Timeout(120)
public abstract class Contract {

    /** A kernel under test with the line of its client; closing the line ends the kernel. */
    public record TestKernel(KernelCore core, Link link) {}

    protected final EchoInterpreter interpreter = new EchoInterpreter();
    private TestKernel kernel;
    protected TestClient client;

    protected abstract TestKernel start(Interpreter interpreter, KernelSettings settings);

    /** Small limits, so that they can be reached. */
    protected static KernelSettings settings() {
        return KernelSettings.of("echo", "1").withLimits(new OutputLimits(200_000, 20, 10_000, 20, 1000));
    }

    @BeforeEach
    void startKernel() {
        kernel = start(interpreter, settings());
        client = new TestClient(kernel.link());
    }

    @AfterEach
    void endKernel() {
        client.close();
    }

    protected Comms comms() {
        return kernel.core().comms();
    }
}
