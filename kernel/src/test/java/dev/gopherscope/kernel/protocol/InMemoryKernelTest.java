package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.protocol.Contract.TestKernel;
import org.junit.jupiter.api.Nested;

/** The contracts without sockets. */
class InMemoryKernelTest {

    private static TestKernel inMemory(Interpreter interpreter, KernelSettings settings) {
        var link = new MemoryLink(interpreter, settings);
        return new TestKernel(link.core(), link);
    }

    @Nested
    class Messages extends KernelContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return inMemory(interpreter, settings);
        }
    }

    @Nested
    class ItsSubshells extends SubshellContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return inMemory(interpreter, settings);
        }
    }

    @Nested
    class ItsComms extends CommContract {
        @Override
        protected TestKernel start(Interpreter interpreter, KernelSettings settings) {
            return inMemory(interpreter, settings);
        }
    }
}
