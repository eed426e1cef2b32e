package dev.gopherscope.kernel.cli;

import dev.gopherscope.kernel.wire.KernelClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a kernel as Jupyter does, over real sockets, and times it. */
final class KernelProbe {

    /** How long a step may take before the kernel counts as stuck, in milliseconds. */
    private static final int PATIENCE = 30_000;

    /**
     * What came out.
     *
     * @param result the kernel's text for {@code 1+1}
     * @param startMillis from the start of the process to the first kernel_info reply
     * @param firstResultMillis from the start of the process to the first result
     * @param nextResultMillis of one more result
     * @param shutdownMillis from the shutdown request to the end of the process
     */
    record Report(
            String result, long startMillis, long firstResultMillis, long nextResultMillis, long shutdownMillis) {}

    /** The kernel did not do what it should; the message says what, the cure what to do. */
    static final class ProbeException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String cure;

        ProbeException(String message, String cure) {
            super(message);
            this.cure = cure;
        }

        String cure() {
            return cure;
        }
    }

    private KernelProbe() {}

    static Report run() throws ProbeException {
        Path folder = null;
        Process process = null;
        try {
            folder = Files.createTempDirectory(
                    "gopherscope-doctor",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path file = folder.resolve("kernel.json");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, connectionJson());
            Path log = folder.resolve("kernel.log");
            long start = System.nanoTime();
            process = new ProcessBuilder(KernelSpec.command(file.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try (var client = KernelClient.of(file)) {
                client.kernelInfo(PATIENCE);
                long info = System.nanoTime();
                String result = client.evaluate("1+1", PATIENCE);
                long first = System.nanoTime();
                client.evaluate("1+1", PATIENCE);
                long next = System.nanoTime();
                client.shutdown(PATIENCE);
                boolean ended = process.waitFor(PATIENCE, TimeUnit.MILLISECONDS);
                long end = System.nanoTime();
                if (!result.equals("2")) {
                    throw new ProbeException(
                            "the kernel said that 1+1 is " + result,
                            "report this with the output of ./gopherscope --version");
                }
                if (!ended) {
                    throw new ProbeException(
                            "the kernel did not end when asked to",
                            "report this with the output of ./gopherscope --version");
                }
                return new Report(
                        result, millis(info - start), millis(first - start), millis(next - first), millis(end - next));
            } catch (TimeoutException e) {
                String said = Files.exists(log) ? Files.readString(log).strip() : "";
                throw new ProbeException(
                        "the kernel did not answer: " + e.getMessage()
                                + (said.isEmpty() ? "" : "; it printed: " + said),
                        "check that nothing blocks loopback connections, and that at least 300 MB of memory are free");
            }
        } catch (IOException e) {
            throw new ProbeException(
                    "the kernel could not be started: " + e.getMessage(), "check the JDK with java -version");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("interrupted", "call it again");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(folder);
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    /** A connection file with a fresh key and five ports of the loopback address that are free now. */
    static String connectionJson() throws IOException {
        var open = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = open.stream().map(ServerSocket::getLocalPort).toList();
            return """
                {"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "%s",
                 "shell_port": %d, "iopub_port": %d, "stdin_port": %d, "control_port": %d, "hb_port": %d}
                """.formatted(
                            UUID.randomUUID(), ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } finally {
            for (ServerSocket each : open) {
                each.close();
            }
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.err.println("Note: the folder " + folder + " could not be removed: " + e.getMessage());
        }
    }
}
