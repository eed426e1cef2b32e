package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.TestClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process shows: exit codes, sentences on the terminal, the end with the parent. */
@Timeout(120)
class KernelProcessTest {

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path cache = Path.of("none");

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Process start(String connection, Map<String, String> environment) throws IOException {
        var file = Files.writeString(folder.resolve("connection.json"), connection);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:AOTCache=" + cache,
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                EchoKernel.class.getName(),
                file.toString());
        builder.environment().remove("JPY_PARENT_PID");
        // With these a JVM prints a line of its own, which is none of the kernel's.
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static String connection(String transport, List<Integer> ports) {
        return """
                {"transport": "%s", "ip": "127.0.0.1", "shell_port": %d, "iopub_port": %d, "stdin_port": %d, "control_port": %d,
                 "hb_port": %d, "key": "", "signature_scheme": "hmac-sha256", "kernel_name": "echo", "later_field": [1]}
                """.formatted(transport, ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    }

    private static List<Integer> freePorts() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            sockets.add(new ServerSocket(0));
            ports.add(sockets.getLast().getLocalPort());
        }
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private static TestClient client(List<Integer> p) {
        var connection = new ConnectionFile(
                "127.0.0.1", new Ports(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4)), new byte[0], null);
        return new TestClient(new ZeroMqLink(connection, "client", () -> {}));
    }

    private static void assertEnds(Process process, int exitCode) throws InterruptedException {
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "the kernel still runs");
        assertEquals(exitCode, process.exitValue());
    }

    @Test
    void aShutdownEndsTheProcessAlsoWhileACellRuns() throws Exception {
        for (var code : List.of("nothing", "print on\nsleep")) {
            var ports = freePorts();
            var kernel = start(connection("tcp", ports), Map.of());
            try (var client = client(ports)) {
                var cell = client.execute(code);
                client.publication(cell);
                var reply = client.ask(Channel.CONTROL, "shutdown_request", Map.of("restart", false));
                assertEquals(Map.of("status", "ok", "restart", false), reply);
                assertEnds(kernel, 0);
            }
        }
    }

    @Test
    void theKernelDoesNotOutliveItsParentAlsoWhileACellRuns() throws Exception {
        var parent = new ProcessBuilder("sleep", "600").start();
        started.add(parent);
        var ports = freePorts();
        var kernel = start(connection("tcp", ports), Map.of("JPY_PARENT_PID", String.valueOf(parent.pid())));
        try (var client = client(ports)) {
            client.publication(client.execute("sleep"));
            parent.destroyForcibly();
            assertEnds(kernel, 0);
        }
    }

    @Test
    void aStartCacheThatDoesNotFitIsLeftOutWithoutAWord() throws Exception {
        for (var content : List.of("", "garbage", "x".repeat(100_000))) {
            cache = Files.writeString(folder.resolve("kernel.aot"), content);
            var ports = freePorts();
            var kernel = start(connection("tcp", ports), Map.of());
            try (var client = client(ports)) {
                assertEquals("ok", client.reply(client.execute("x")).content().get("status"));
                client.ask(Channel.CONTROL, "shutdown_request", Map.of("restart", false));
                assertEnds(kernel, 0);
            }
            assertEquals("", new String(kernel.getErrorStream().readAllBytes()));
            assertEquals("", new String(kernel.getInputStream().readAllBytes()));
        }
    }

    @Test
    void ipcIsAnsweredWithOneClearSentence() throws Exception {
        var kernel = start(connection("ipc", List.of(1, 2, 3, 4, 5)), Map.of());
        assertEnds(kernel, KernelProcess.CANT_START);
        var words = new String(kernel.getErrorStream().readAllBytes());
        assertTrue(words.contains("serves tcp only"), words);
        assertEquals(1, words.strip().lines().count(), words);
    }

    @Test
    void aPortInUseIsAnsweredWithOneClearSentence() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var port = taken.getLocalPort();
            var kernel = start(connection("tcp", List.of(port, port, port, port, port)), Map.of());
            assertEnds(kernel, KernelProcess.CANT_START);
            var words = new String(kernel.getErrorStream().readAllBytes());
            assertTrue(words.contains("can't listen"), words);
            assertEquals(1, words.strip().lines().count(), words);
        }
    }
}
