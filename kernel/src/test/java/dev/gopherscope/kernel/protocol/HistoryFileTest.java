package dev.gopherscope.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.History.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("deeper").resolve("history.jsonl");
    }

    private History kernel() {
        return new History(new HistoryFile(path()));
    }

    private static void run(History kernel, int line, String source) {
        kernel.add(line, source, "out of " + source);
        kernel.save();
    }

    @Test
    void aNewKernelRemembersTheCellsOfTheOneBefore() {
        var first = kernel();
        run(first, 1, "a\n\"ü\"");
        run(first, 2, "b");
        var second = kernel();
        run(second, 1, "c");
        assertEquals(
                List.of(
                        new Entry(1, 1, "a\n\"ü\"", "out of a\n\"ü\""),
                        new Entry(1, 2, "b", "out of b"),
                        new Entry(2, 1, "c", "out of c")),
                second.tail(10));
        assertEquals(List.of(new Entry(1, 2, "b", "out of b")), second.range(-1, 2, 3));
        assertEquals(List.of(new Entry(2, 1, "c", "out of c")), second.range(0, 1, 9));
        assertEquals(3, second.search("*", 10, true).size());
    }

    @Test
    void aKernelThatHasRunNothingStillSeesTheOthers() {
        run(kernel(), 1, "a");
        assertEquals(1, kernel().tail(5).size());
    }

    @Test
    void linesThatACrashCutShortCostThemselvesOnly() throws IOException {
        run(kernel(), 1, "a");
        Files.writeString(path(), "{\"session\":1,\"line\":2,\"sou", StandardOpenOption.APPEND);
        var next = kernel();
        run(next, 1, "b");
        assertEquals(
                List.of("a", "b"), kernel().tail(9).stream().map(Entry::source).toList());
    }

    @Test
    void kernelsSideBySideHaveSessionsOfTheirOwnAndLoseNothing() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                var kernel = kernel();
                for (int line = 1; line <= 20; line++) {
                    run(kernel, line, "x");
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        var all = kernel().tail(1000);
        assertEquals(160, all.size());
        assertEquals(
                new TreeSet<>(IntStream.rangeClosed(1, 8).boxed().toList()),
                new TreeSet<>(all.stream().map(Entry::session).toList()));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        run(kernel(), 1, "secret");
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path().getParent())));
        }
    }

    @Test
    void aLongFileIsCutBackAndSessionsGoOn() {
        var big = kernel();
        var source = "y".repeat(1000);
        for (int line = 1; line <= 6000; line++) {
            big.add(line, source + line, null);
        }
        big.save();
        assertTrue(path().toFile().length() > 4 << 20);
        var later = kernel();
        run(later, 1, "z");
        assertTrue(path().toFile().length() <= 2 << 20, path().toFile().length() + " bytes");
        var left = later.tail(10_000);
        assertTrue(left.size() > 1500, left.size() + " entries");
        assertEquals(source + 6000, left.get(left.size() - 2).source());
        assertTrue(left.getLast().session() > 1);
    }

    @Test
    void manyShortCellsAreCutBackToo() throws IOException {
        Files.createDirectories(path().getParent());
        Files.write(
                path(),
                IntStream.range(0, 100_000)
                        .mapToObj(line -> "{\"session\":1,\"line\":" + line + ",\"source\":\"short\"}")
                        .toList());
        var later = kernel();
        run(later, 1, "z");
        assertTrue(later.tail(100_000).size() <= 5001);
    }

    @Test
    void aCellOfMegabytesIsRememberedByItsOwnKernelAndNotWritten() {
        var kernel = kernel();
        run(kernel, 1, "x".repeat(8 << 20));
        run(kernel, 2, "y");
        assertEquals(2, kernel.tail(5).size());
        assertEquals(List.of("y"), kernel().tail(5).stream().map(Entry::source).toList());
    }

    @Test
    void ofALongResultTheBeginningIsKept() {
        var kernel = kernel();
        kernel.add(1, "long", "z".repeat(1 << 20));
        assertEquals("z".repeat(4096), kernel.tail(1).getFirst().output());
    }

    @Test
    void itLiesInTheFolderForStateOfEachSystem() {
        var home = Path.of("/home/g");
        assertEquals(
                home.resolve(".local/state/gopherscope/history.jsonl"),
                HistoryFile.ofUser(Map.of(), "Linux", home).file());
        assertEquals(
                Path.of("/s/gopherscope/history.jsonl"),
                HistoryFile.ofUser(Map.of("XDG_STATE_HOME", "/s"), "Linux", home)
                        .file());
        assertEquals(
                home.resolve("Library/Application Support/gopherscope/history.jsonl"),
                HistoryFile.ofUser(Map.of("XDG_STATE_HOME", "/s"), "Mac OS X", home)
                        .file());
        assertEquals(
                home.resolve("AppData/Local/gopherscope/history.jsonl"),
                HistoryFile.ofUser(Map.of(), "Windows 11", home).file());
    }

    @Test
    void aFileThatCantBeWrittenDoesNotDisturb() throws IOException {
        Files.writeString(folder.resolve("deeper"), "a file where a folder should be");
        var kernel = kernel();
        run(kernel, 1, "a");
        assertEquals(List.of("a"), kernel.tail(3).stream().map(Entry::source).toList());
    }

    @Test
    void theProtocolAnswersAcrossKernels() {
        for (int i = 0; i < 2; i++) {
            try (var client = new TestClient(new MemoryLink(
                    new EchoInterpreter(), KernelSettings.of("echo", "1").withHistory(new HistoryFile(path()))))) {
                client.published(client.execute("cell " + i));
                if (i == 1) {
                    var tail = client.ask(Channel.SHELL, "history_request", Map.of("hist_access_type", "tail", "n", 5));
                    assertEquals(List.of(List.of(1L, 1L, "cell 0"), List.of(2L, 1L, "cell 1")), tail.get("history"));
                }
            }
        }
    }

    @Test
    void aCellGoesIdleWhileItsHistoryWaitsForTheDisk() {
        var settings = KernelSettings.of("echo", "1").withHistory(new HistoryFile(path()));
        try (var client = new TestClient(new MemoryLink(new EchoInterpreter(), settings))) {
            synchronized (HistoryFile.class) { // Whoever writes waits here.
                client.published(client.execute("one"));
                client.published(client.execute("print two"));
            }
        }
        assertEquals(
                List.of("one", "print two"),
                kernel().tail(5).stream().map(Entry::source).toList());
    }
}
