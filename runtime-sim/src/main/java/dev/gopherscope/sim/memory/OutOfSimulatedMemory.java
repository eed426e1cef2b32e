package dev.gopherscope.sim.memory;

/** The program asked for more than the simulated address space has. */
public final class OutOfSimulatedMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfSimulatedMemory(String message) {
        super(message);
    }
}
