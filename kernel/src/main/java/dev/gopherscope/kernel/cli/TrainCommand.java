package dev.gopherscope.kernel.cli;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.magic.MagicInterpreter;
import dev.gopherscope.kernel.protocol.HistoryFile;
import dev.gopherscope.kernel.wire.KernelClient;
import dev.gopherscope.kernel.wire.KernelProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gopherscope train}: what a kernel does on an ordinary day, in short, so that the JVM can note it for {@link AotCache}. */
@Command(name = "train", hidden = true, description = "The training run of the ahead-of-time cache.")
final class TrainCommand implements Callable<Integer> {

    private static final int PATIENCE = 60_000;

    /** Cells of the kinds that a course has. */
    private static final List<String> CELLS = List.of(
            "1+1",
            "int x = 5;",
            "x + 1",
            "\"a\".repeat(3)",
            "System.out.println(\"hello\");",
            "for (int i = 0; i < 3; i++) System.out.println(i);",
            "record Point(int x, int y) {}",
            "new Point(1, 2)",
            "int twice(int n) { return 2 * n; }",
            "twice(x)",
            "var list = new ArrayList<Integer>(); for (int i = 0; i < 5; i++) list.add(i * i); list",
            "list.stream().mapToInt(n -> n).sum()",
            "undefined + 1",
            "int bad = 1 / 0;",
            "import dev.gopherscope.sim.*; import static dev.gopherscope.sim.Goroutine.*; import static dev.gopherscope.sim.Memory.*;",
            """
            var run = Go.version("1.26").procs(2).seed(42).run(() -> {
                var jobs = chan(Integer.class, 12);
                var wg = waitGroup();
                for (int w = 0; w < 4; w++)
                    wg.go("worker-" + w, () -> { while (jobs.receive() instanceof Ok(var n)) work(micros(200)); });
                for (int n = 0; n < 12; n++) jobs.send(n);
                jobs.close();
                wg.await();
                allocMany(5000, 1024);
            });""",
            "run",
            "run.runQueues()",
            "run.heap()",
            "run.pauses()");

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("gopherscope-train");
        var history = new HistoryFile(folder.resolve("history").resolve("history.jsonl")); // Not the user's own.
        Path file = Files.writeString(folder.resolve("kernel.json"), KernelProbe.connectionJson());
        var kernel = Thread.ofPlatform()
                .daemon()
                .start(() -> KernelProcess.run(
                        file,
                        new MagicInterpreter(new JShellInterpreter()),
                        KernelCommand.settings().withHistory(history)));
        try (var client = KernelClient.of(file)) {
            client.kernelInfo(PATIENCE);
            for (int round = 0; round < 3; round++) {
                for (String cell : CELLS) {
                    client.execute(cell, PATIENCE);
                }
                for (int i = 0; i < 20; i++) {
                    client.execute(i + "+" + round, PATIENCE);
                }
                client.ask("complete_request", "list.str", PATIENCE);
                client.ask("inspect_request", "Math.max", PATIENCE);
                client.ask("is_complete_request", "for (int i = 0; i < 3; i++) {", PATIENCE);
            }
            client.shutdown(PATIENCE);
        } finally {
            kernel.join(5_000);
            delete(folder);
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
