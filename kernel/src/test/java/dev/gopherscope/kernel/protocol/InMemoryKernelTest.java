package dev.gopherscope.kernel.protocol;

/** The contract without sockets. */
class InMemoryKernelTest extends KernelContract {

    @Override
    protected Link connect() {
        return new MemoryLink(interpreter, KernelSettings.of("echo", "1").withLimits(limits()));
    }
}
