package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.protocol.History.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps history between kernels: a text file with one JSON object a line, oldest first. Kernels that run side by side
 * share it; each write happens under a lock. A line that can't be read, such as one that a crash cut short, is skipped.
 */
public final class HistoryFile {

    /** A file that has grown longer than this, in bytes, is cut back to its latest entries, {@link #KEPT} of them. */
    private static final long LONGEST = 4 << 20;

    private static final int KEPT = 5_000;

    /** A longer cell, in characters, is not written: nobody looks for it line by line, and ten of them would fill the file. */
    private static final int LONGEST_SOURCE = 100_000;

    /** The last lines are looked for in so many bytes at the end of the file. */
    private static final int TAIL = 1 << 16;

    private final Path file;

    /** @param file is made, with its folder, by the first write; only its owner may read it */
    public HistoryFile(Path file) {
        this.file = file;
    }

    /**
     * The history of the person who runs the kernel, in the folder for such things of the system.
     *
     * @param environment names the folders
     * @param system as {@code os.name} has it
     * @param home of the person
     */
    public static HistoryFile ofUser(Map<String, String> environment, String system, Path home) {
        Path state;
        if (system.startsWith("Mac")) {
            state = home.resolve("Library/Application Support");
        } else if (system.startsWith("Windows")) {
            state = folder(environment, "LOCALAPPDATA", home.resolve("AppData/Local"));
        } else {
            state = folder(environment, "XDG_STATE_HOME", home.resolve(".local/state"));
        }
        return new HistoryFile(state.resolve("gopherscope").resolve("history.jsonl"));
    }

    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        @Nullable String named = environment.get(variable);
        return named == null || named.isEmpty() ? otherwise : Path.of(named);
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    /** All entries that can be read; none if there is no file. */
    List<Entry> load() {
        try {
            return Files.notExists(file) ? List.of() : entries(Files.readAllBytes(file));
        } catch (IOException e) {
            return List.of(); // History is a convenience: a file that can't be read must not fail a request.
        }
    }

    /**
     * Reserves the number of a new session, one above the last that the file knows.
     *
     * @throws UncheckedIOException if the file can't be written
     */
    int newSession() {
        return locked(() -> {
            cutBack();
            int session = lastSession() + 1;
            append("{\"session\":" + session + "}");
            return session;
        });
    }

    /** @throws UncheckedIOException if the file can't be written */
    void add(Entry entry) {
        if (entry.source().length() > LONGEST_SOURCE) {
            return;
        }
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("session", entry.session());
        fields.put("line", entry.line());
        fields.put("source", entry.source());
        var output = entry.output();
        if (output != null) {
            fields.put("output", output);
        }
        var line = new String(Json.write(fields), StandardCharsets.UTF_8);
        locked(() -> {
            append(line);
            return 0;
        });
    }

    private interface Work {
        int run() throws IOException;
    }

    /** The lock is on a file beside the history, since the history itself may be replaced. */
    private int locked(Work work) {
        // File locks hold between processes only; kernels of one process wait for each other here.
        synchronized (HistoryFile.class) {
            try {
                createFolder();
                var lockFile = file.resolveSibling(file.getFileName() + ".lock");
                try (var guard = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    guard.lock();
                    if (Files.notExists(file)) {
                        createForOwner();
                    }
                    return work.run();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the history file " + file + " can't be written", e);
            }
        }
    }

    /** The folder too is for its owner only, if it is made here. */
    private void createFolder() throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException notPosix) {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(folder)) {
                throw raced;
            }
        }
    }

    private void createForOwner() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException notPosix) {
            Files.createFile(file);
        }
    }

    /** A line that a crash cut short is ended first, so that it costs itself only. */
    private void append(String line) throws IOException {
        var ended = endsWithLine() ? line + "\n" : "\n" + line + "\n";
        Files.write(file, ended.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private boolean endsWithLine() throws IOException {
        var tail = tail(1);
        return tail.length == 0 || tail[0] == '\n';
    }

    private int lastSession() throws IOException {
        int last = 0;
        for (var line : new String(tail(TAIL), StandardCharsets.UTF_8).split("\n")) {
            last = Math.max(last, session(line));
        }
        // All of the tail may be one long cell: then the whole file has to be read.
        return last > 0 || Files.size(file) <= TAIL
                ? last
                : load().stream().mapToInt(Entry::session).max().orElse(0);
    }

    private byte[] tail(int bytes) throws IOException {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, reader.length() - bytes);
            var tail = new byte[(int) (reader.length() - from)];
            reader.seek(from);
            reader.readFully(tail);
            return tail;
        }
    }

    private static int session(String line) {
        try {
            return Json.readObject(line.getBytes(StandardCharsets.UTF_8)).get("session") instanceof Long session
                    ? session.intValue()
                    : 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static List<Entry> entries(byte[] bytes) {
        var entries = new ArrayList<Entry>();
        for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            try {
                var fields = Json.readObject(line.getBytes(StandardCharsets.UTF_8));
                if (fields.get("session") instanceof Long session
                        && fields.get("line") instanceof Long number
                        && fields.get("source") instanceof String source) {
                    var output = fields.get("output") instanceof String text ? text : null;
                    entries.add(new Entry(session.intValue(), number.intValue(), source, output));
                }
            } catch (IOException unreadable) {
                // Skipped.
            }
        }
        return entries;
    }

    /** Keeps the latest entries of a file that has grown too long: half of what it may hold, and not too many. */
    private void cutBack() throws IOException {
        if (Files.size(file) <= LONGEST) {
            return;
        }
        var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
        int from = lines.length;
        for (long bytes = 0; from > 0 && lines.length - from < KEPT; from--) {
            bytes += lines[from - 1].getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > LONGEST / 2) {
                break;
            }
        }
        var shorter = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(shorter);
        Files.copy(file, shorter, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(shorter, String.join("\n", List.of(lines).subList(from, lines.length)) + "\n");
        Files.move(shorter, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
