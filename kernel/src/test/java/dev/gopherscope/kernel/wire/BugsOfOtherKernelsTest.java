package dev.gopherscope.kernel.wire;

import static dev.gopherscope.kernel.protocol.TestClient.kinds;
import static dev.gopherscope.kernel.protocol.TestClient.object;
import static dev.gopherscope.kernel.protocol.TestClient.plain;
import static dev.gopherscope.kernel.protocol.TestClient.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.Header;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.protocol.TestClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each of these was found in a kernel for Jupyter, of Java or of another language; the name says the bug. Java cells over real
 * sockets. The kernel that outlives its parent needs processes of its own: see {@link KernelProcessTest}.
 */
@Timeout(300)
class BugsOfOtherKernelsTest {

    private static JShellInterpreter java;
    private static KernelServer server;
    private TestClient client;

    @BeforeAll
    static void startKernel() {
        java = new JShellInterpreter();
        server = KernelServer.start(ZeroMqKernelTest.ANY_PORTS, java, KernelSettings.of("test", "1"));
    }

    @AfterAll
    static void endKernel() {
        server.close();
        java.close();
    }

    @BeforeEach
    void connect() {
        client = new TestClient(new ZeroMqLink(connection(), "client", () -> {}));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static ConnectionFile connection() {
        return ZeroMqKernelTest.ANY_PORTS.withPorts(server.ports());
    }

    /** What a cell gave, as text. */
    private Object value(String code) {
        var published = client.published(client.execute(code));
        return published.stream()
                .filter(m -> m.type().equals("execute_result"))
                .map(TestClient::plain)
                .findFirst()
                .orElseGet(() -> kinds(published) + text(published, "stdout"));
    }

    private void run(String code) {
        var reply = client.reply(client.execute(code)).content();
        assertEquals("ok", reply.get("status"), () -> code + " gave " + reply);
    }

    private Map<String, Object> failure(String code) {
        var id = client.execute(code);
        var reply = client.reply(id).content();
        assertEquals("error", reply.get("status"), () -> code + " gave " + reply);
        var published = client.published(id);
        assertEquals("idle", kinds(published).getLast());
        return reply;
    }

    private void interrupt() {
        assertEquals(
                "ok", client.ask(Channel.CONTROL, "interrupt_request", Map.of()).get("status"));
    }

    /** Sends a cell that prints first, and waits for that. */
    private String begun(String code) {
        var id = client.execute("System.out.println(\"on\"); " + code, Map.of("allow_stdin", true));
        while (!client.publication(id).type().equals("stream")) {
            // Until it runs.
        }
        return id;
    }

    private static List<String> threadsOfCells() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread.getName().startsWith("cell-"))
                .map(Thread::getName)
                .toList();
    }

    // Interrupts

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "long spun = 0; for (;;) spun++;",
                "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
                "while (true) { try { Integer.parseInt(\"x\"); } catch (Exception e) { } }",
                "Thread.sleep(60_000);",
                "new java.util.concurrent.CountDownLatch(1).await();",
                "System.in.read();",
                "java.util.stream.Stream.iterate(1, i -> i + 1).forEach(i -> { });",
            })
    void anInterruptThatIsNotObeyedOrNotAnsweredOrBurnsProcessorTimeAfterwards(String code) {
        run("int kept = 41;");
        var id = begun(code);
        interrupt();
        var reply = client.reply(id).content();
        assertEquals("error", reply.get("status"));
        assertEquals("idle", kinds(client.published(id)).getLast());
        assertEquals("42", value("kept + 1"));
        assertEquals(List.of(), threadsOfCells(), "nothing runs on");
    }

    @Test
    void anInterruptDuringACompletionHitsSomethingElse() {
        var completion = client.send(Channel.SHELL, "complete_request", Map.of("code", "\"a\".sub", "cursor_pos", 7));
        interrupt();
        var matches = client.reply(completion).content().get("matches");
        // It was given up, or it was done before; the next one is as ever.
        assertTrue(List.of().equals(matches) || String.valueOf(matches).contains("substring"), String.valueOf(matches));
        var again = client.ask(Channel.SHELL, "complete_request", Map.of("code", "\"a\".sub", "cursor_pos", 7));
        assertTrue(String.valueOf(again.get("matches")).contains("substring"), again::toString);
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aCellThatIsInterruptedAsItStartsRunsOnForEver() {
        for (int i = 0; i < 20; i++) {
            var id = client.execute("while (true) { }");
            assertEquals("busy", kinds(List.of(client.publication(id))).getFirst());
            interrupt();
            // Received before it began, it is the interrupt of an idle kernel; then the next one counts.
            while (client.silentFor(200, Channel.SHELL, id)) {
                interrupt();
            }
        }
        assertEquals("2", value("1 + 1"));
    }

    // Order of messages

    @Test
    void noIdleAfterAFailedCell() {
        for (var code :
                List.of("int x = 1 / 0;", "throw new Error(\"no\");", "int y = ;", "nosuch", "int z = \"a\";")) {
            failure(code);
        }
    }

    @Test
    void idleBeforeTheLastOutput() {
        for (int i = 0; i < 20; i++) {
            var published = client.published(
                    client.execute("for (int i = 0; i < 500; i++) System.out.println(i); System.err.print(\"end\");"));
            assertEquals("end", text(published, "stderr"));
            assertTrue(text(published, "stdout").endsWith("499\n"));
        }
    }

    @Test
    void aClientThatAsksBeforeItSubscribedWaitsForEver() {
        try (var early = new TestClient(new ZeroMqLink(connection(), "early", () -> {}, 0))) {
            var info = early.send(Channel.SHELL, "kernel_info_request", Map.of());
            assertEquals("ok", early.reply(info).content().get("status"));
            // The welcome says from when on nothing is missed.
            early.publicationOfType("iopub_welcome");
            assertEquals("2", plain(early.published(early.execute("1 + 1")).get(2)));
        }
    }

    @Test
    void streamsAndDisplaysInTheWrongOrder() {
        var published = client.published(client.execute(
                "System.out.println(1); display(2); System.out.println(3); System.err.println(4); display(5); 6"));
        var seen = published.stream()
                .filter(m -> List.of("stream", "display_data", "execute_result").contains(m.type()))
                .map(m -> m.type().equals("stream")
                        ? String.valueOf(m.content().get("text")).strip()
                        : String.valueOf(plain(m)))
                .toList();
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), seen);
    }

    @Test
    void aReaderThatTakesManyBytesAtOnceAsksAgainForEachOfThem() {
        var id = client.execute(
                "new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()",
                Map.of("allow_stdin", true));
        client.question();
        client.send(Channel.STDIN, "input_reply", Map.of("value", "a line of several words, and über"));
        assertEquals("ok", client.reply(id).content().get("status"), "one answer is enough for one line");
        var published = client.published(id);
        assertTrue(
                published.stream()
                        .anyMatch(m -> m.type().equals("execute_result")
                                && String.valueOf(plain(m)).contains("a line of several words, and über")),
                published::toString);
    }

    // Faults of what users write

    @Test
    void anExceptionWhoseGetMessageThrows() {
        run(
                "class Rude extends RuntimeException { public String getMessage() { throw new IllegalStateException(\"no message\"); } }");
        var failed = failure("throw new Rude();");
        assertTrue(String.valueOf(failed.get("ename")).contains("Rude"), failed.toString());
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aValueWhoseToStringThrowsOrNeverStops() {
        run("class Rough { public String toString() { throw new IllegalStateException(\"no text\"); } }");
        failure("new Rough()");
        run("class Endless { public String toString() { return toString() + 1; } }");
        failure("new Endless()");
        failure("display(new Rough());");
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aRendererThatThrowsEndsTheKernel() {
        run(
                "class Hard implements Iterable<Integer> { public Iterator<Integer> iterator() { throw new Error(\"none\"); }"
                        + " public String toString() { throw new Error(\"none\"); } }");
        failure("new Hard()");
        failure("throw new StackOverflowError();");
        failure("int deep(int n) { return deep(n + 1) + 1; } deep(0)");
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aCellThatCallsSystemExitEndsTheKernel() {
        run("int before = 7;");
        for (var code : List.of(
                "System.exit(3);",
                "Runtime.getRuntime().exit(3);",
                "Runtime.getRuntime().halt(3);",
                "Runnable end = () -> System.exit(3); end.run();")) {
            var failed = failure(code);
            assertTrue(
                    String.valueOf(failed.get("evalue")).contains("exit(3) would end the kernel"), failed.toString());
        }
        assertEquals("7", value("before"));
    }

    // Messages that are a little different

    @Test
    void aHeaderWithoutATimeOrWithANullTime() {
        var request = client.message("execute_request", Map.of("code", "40 + 2"));
        for (boolean missing : new boolean[] {true, false}) {
            var header = new HashMap<>(request.header().fields());
            header.put("msg_id", "time-" + missing);
            header.put("date", null);
            if (missing) {
                header.remove("date");
            }
            var id = client.send(
                    Channel.SHELL,
                    new Message(List.of(), new Header(header), Map.of(), Map.of(), request.content(), List.of()));
            assertEquals("ok", client.reply(id).content().get("status"));
        }
    }

    @Test
    void anUnknownMessageOrAnUnknownFieldEndsTheKernel() {
        client.published(client.send(Channel.SHELL, "gopher_request", Map.of("dig", true)));
        client.published(client.send(Channel.CONTROL, "gopher_request", Map.of("dig", true)));
        var id = client.execute("1 + 1", Map.of("surprise", Map.of("nested", List.of(1, 2))));
        assertEquals("ok", client.reply(id).content().get("status"));
    }

    @Test
    void anEmojiMovesTheCursorOfACompletion() {
        var code = "String s = \"😀😀\"; s.subs";
        int cursor = code.codePointCount(0, code.length());
        var reply = client.ask(Channel.SHELL, "complete_request", Map.of("code", code, "cursor_pos", cursor));
        var matches = (List<?>) reply.get("matches");
        assertTrue(matches.stream().anyMatch(m -> String.valueOf(m).startsWith("substring")), matches.toString());
        assertEquals((long) cursor, reply.get("cursor_end"));
        assertEquals((long) cursor - 4, reply.get("cursor_start"));
    }

    // What a session remembers

    @Test
    void aVariableThatIsDeclaredAgainKeepsItsOldValueInMemory() {
        run("var big = new byte[2_000_000]; var gone = new java.lang.ref.WeakReference<>(big);");
        for (int i = 0; i < 5; i++) {
            run("var big = new byte[2_000_00" + i + "];");
        }
        assertEquals(
                "true",
                value("boolean freed = false; for (int i = 0; i < 50 && !freed; i++) { System.gc();"
                        + " freed = gone.get() == null; if (!freed) Thread.sleep(20); } freed"));
    }

    @Test
    void aMethodWithAChangedSignatureIsCalledAsBefore() {
        run("int half(int n) { return n / 2; }");
        run("String useHalf() { return \"\" + half(5); }");
        assertEquals("2", value("useHalf()"));
        run("double half(int n) { return n / 2.0; }");
        assertEquals("2.5", value("useHalf()"));
        run("double half(double n) { return n / 4; }");
        assertEquals("1.25", value("half(5.0)"));
    }

    @Test
    void classesThatNeedEachOtherCanNotBeDeclared() {
        run(
                "class Hen { Egg lays() { return new Egg(this); } }\nclass Egg { final Hen of; Egg(Hen of) { this.of = of; } }");
        assertEquals("true", value("var hen = new Hen(); hen.lays().of == hen"));
        run("class Ping { Pong other; }");
        run("class Pong { Ping other; }");
        assertEquals("ok", value("new Ping(); new Pong(); \"ok\""));
    }

    @Test
    void aStaleValueIsShown() {
        run("int n = 1;");
        assertEquals("1", value("n"));
        run("n = 2;");
        assertEquals("2", value("n"));
        run("int n = 3;");
        assertEquals("3", value("n"));
        run("int twice() { return 2 * n; }");
        run("int n = 4;");
        assertEquals("8", value("twice()"));
        run("1 + 1");
        run("int z = 5;");
        assertEquals(List.of("busy", "execute_input", "idle"), kinds(client.published(client.execute("int q = 6;"))));
    }

    // Readers

    @Test
    void aSlowReaderLosesLines() {
        var expected =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        var cells = IntStream.range(0, 5)
                .mapToObj(k -> client.execute("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);"))
                .toList();
        cells.forEach(client::reply); // Only now does it read what was published meanwhile.
        long messages = 0;
        for (var cell : cells) {
            var published = client.published(cell);
            messages +=
                    published.stream().filter(m -> m.type().equals("stream")).count();
            assertEquals(expected, text(published, "stdout"));
        }
        assertTrue(messages <= 500, messages + " messages");
    }

    @Test
    void aWrongSignatureOrGarbageEndsTheKernelOrRuns() {
        try (var hostile = new ZeroMqLink(connection(), "hostile", () -> {})) {
            var forger = new Frames(new Signature("not the key".getBytes(US_ASCII)));
            var forged = client.message("execute_request", Map.of("code", "System.setProperty(\"forged\", \"ran\");"));
            for (var channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
                hostile.sendRaw(channel, forger.encode(forged));
                hostile.sendRaw(channel, List.of(new byte[0]));
                hostile.sendRaw(channel, List.of(new byte[] {-1, 0, -2}, "<IDS|MSG>".getBytes(US_ASCII)));
            }
            assertEquals(
                    "ok",
                    client.ask(Channel.CONTROL, "kernel_info_request", Map.of()).get("status"));
            assertEquals("2", value("1 + 1"));
            assertEquals(null, System.getProperty("forged"));
            assertTrue(server.dropped() > 0);
        }
    }

    // What is shown

    @Test
    void aResultWithoutTextPlain() {
        for (var code : List.of(
                "1",
                "\"x\"",
                "new int[] {1, 2}",
                "List.of(1, 2)",
                "Map.of(1, 2)",
                "new Object()",
                "Optional.empty()",
                "display(\"<b>x</b>\", \"text/html\");",
                "display(\"# x\", \"text/markdown\");")) {
            var published = client.published(client.execute(code));
            var shown = published.stream()
                    .filter(m -> List.of("display_data", "execute_result").contains(m.type()))
                    .toList();
            assertFalse(shown.isEmpty(), code);
            for (var message : shown) {
                assertTrue(object(message.content(), "data").containsKey("text/plain"), code);
            }
        }
    }

    @Test
    void errorColoursThatCanNotBeReadInADarkTheme() {
        for (var code : List.of("int x = 1 / 0;", "int y = ;", "nosuch", "int z = \"a\";")) {
            var traceback = String.valueOf(failure(code).get("traceback"));
            // Black and white, and any fixed colour or background, fit one of the two themes only.
            assertFalse(
                    traceback.matches("(?s).*\u001B\\[([0-9;]*;)?(30|37|90|97|38|48|4[0-7]|10[0-7])(;[0-9;]*)?m.*"),
                    () -> code + " gave " + traceback);
        }
    }

    @Test
    void theKernelsOwnLibrariesClashWithThoseOfTheUser() {
        for (var name : List.of(
                "com.fasterxml.jackson.databind.ObjectMapper",
                "org.zeromq.ZMQ",
                "picocli.CommandLine",
                "dev.gopherscope.kernel.protocol.KernelCore")) {
            var failed = failure("Class.forName(\"" + name + "\")");
            assertTrue(String.valueOf(failed.get("ename")).contains("ClassNotFoundException"), failed.toString());
        }
    }
}
