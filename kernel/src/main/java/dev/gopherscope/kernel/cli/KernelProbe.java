package dev.gopherscope.kernel.cli;

/** Placeholder until the wire is there. */
final class KernelProbe {
    record Report(
            String result, long startMillis, long firstResultMillis, long nextResultMillis, long shutdownMillis) {}

    static final class ProbeException extends Exception {
        private static final long serialVersionUID = 1L;

        String cure() {
            return "";
        }
    }

    private KernelProbe() {}

    static Report run() throws ProbeException {
        throw new ProbeException();
    }
}
