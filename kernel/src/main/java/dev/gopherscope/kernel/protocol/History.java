package dev.gopherscope.kernel.protocol;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The cells that were run with {@code store_history}, oldest first (Jupyter messaging, "History"). With a file it begins
 * where earlier kernels ended. The file is read when somebody asks and written when a cell has been answered, so that neither the
 * start of the kernel nor the start of a cell waits for it.
 */
public final class History {

    /**
     * One cell.
     *
     * @param session number of the kernel run, from 1
     * @param line the cell's execution count
     * @param source as typed
     * @param output the text of its result, null if it had none
     */
    public record Entry(
            int session, int line, String source, @Nullable String output) {}

    private final @Nullable HistoryFile file;
    /** Guards what comes from the file and goes to it. Taken before this object's own lock, so that no cell waits for a disk. */
    private final ReentrantLock disk = new ReentrantLock();

    /** What earlier kernels ran; null until somebody asks. */
    private @Nullable List<Entry> earlier;
    /** Number of this session; 0 until it is needed. */
    private int session;

    /** Of this session. Its number is looked up as late as possible, and only then do entries get it. */
    private final List<Cell> cells = new ArrayList<>();

    private int saved;

    /** So much of a result is kept, in characters: enough to recognise it. */
    private static final int LONGEST_OUTPUT = 4_096;

    private record Cell(int line, String source, @Nullable String output) {
        Entry in(int session) {
            return new Entry(session, line, source, output);
        }
    }

    /** @param file that keeps history between kernels, or null */
    public History(@Nullable HistoryFile file) {
        this.file = file;
    }

    /** A cell has ended. */
    public synchronized void add(int line, String source, @Nullable String output) {
        var kept = output != null && output.length() > LONGEST_OUTPUT ? output.substring(0, LONGEST_OUTPUT) : output;
        cells.add(new Cell(line, source, kept));
    }

    /** Writes what has been added since the last call to the file, if there is one. */
    public void save() {
        if (file == null) {
            return;
        }
        disk.lock();
        try {
            unsaved().forEach(file::add);
        } catch (UncheckedIOException e) {
            // The cells have done their work; that nobody will remember them is no reason to fail.
        } finally {
            disk.unlock();
        }
    }

    private List<Entry> unsaved() {
        List<Cell> unsaved;
        synchronized (this) {
            unsaved = List.copyOf(cells.subList(saved, cells.size()));
            saved = cells.size();
        }
        if (unsaved.isEmpty()) {
            return List.of();
        }
        int own = session();
        return unsaved.stream().map(cell -> cell.in(own)).toList();
    }

    private int session() {
        disk.lock();
        try {
            if (session == 0) {
                session = file == null ? 1 : file.newSession();
            }
        } catch (UncheckedIOException e) {
            session = 1;
        } finally {
            disk.unlock();
        }
        return session;
    }

    private List<Entry> earlier(int own) {
        disk.lock();
        try {
            if (earlier == null) {
                earlier = file == null
                        ? List.of()
                        : file.load().stream().filter(e -> e.session() != own).toList();
            }
            return earlier;
        } finally {
            disk.unlock();
        }
    }

    /** Everything, without what other kernels have added to the file since this one first read it. */
    private List<Entry> all() {
        int own = session();
        var all = new ArrayList<Entry>(earlier(own));
        synchronized (this) {
            cells.forEach(cell -> all.add(cell.in(own)));
        }
        return all;
    }

    /** The last {@code n} entries. */
    public List<Entry> tail(int n) {
        return last(all(), n);
    }

    /**
     * Lines of one session.
     *
     * @param which number of a session, or 0 for this one, -1 for the one before it and so on
     * @param start first line
     * @param stop the line after the last
     */
    public List<Entry> range(int which, int start, int stop) {
        int wanted = which > 0 ? which : session() + which;
        return all().stream()
                .filter(e -> e.session() == wanted && e.line() >= start && e.line() < stop)
                .toList();
    }

    /**
     * Entries whose whole source matches.
     *
     * @param glob with {@code *}, {@code ?} and {@code [...]}, case matters
     * @param n at most so many, the latest
     * @param unique true: of equal sources only the latest
     */
    public List<Entry> search(String glob, int n, boolean unique) {
        var pattern = new Glob(glob);
        var found = new ArrayList<>(
                all().stream().filter(e -> pattern.matches(e.source())).toList());
        if (unique) {
            var seen = new LinkedHashSet<String>();
            var kept = new ArrayList<Entry>();
            found.reversed().forEach(e -> {
                if (seen.add(e.source())) {
                    kept.addFirst(e);
                }
            });
            found = kept;
        }
        return last(found, n);
    }

    /** Answers a history_request. */
    Map<String, @Nullable Object> answer(Fields request) {
        int n = request.number("n", Integer.MAX_VALUE);
        var found = switch (request.text("hist_access_type", "tail")) {
            case "range" ->
                range(
                        request.number("session", 0),
                        request.number("start", 1),
                        request.number("stop", Integer.MAX_VALUE));
            case "tail" -> tail(n);
            case "search" -> search(request.text("pattern", "*"), n, request.flag("unique", false));
            case String other ->
                throw new Fields.BadRequestException(
                        "history_request knows the hist_access_type range, tail and search," + " not '" + other + "'.");
        };
        boolean withOutput = request.flag("output", false);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (var e : found) {
            List<@Nullable Object> sourceAndOutput = new ArrayList<>();
            sourceAndOutput.add(e.source());
            sourceAndOutput.add(e.output());
            rows.add(List.of(e.session(), e.line(), withOutput ? sourceAndOutput : e.source()));
        }
        return Map.of("status", "ok", "history", rows);
    }

    private static List<Entry> last(List<Entry> entries, int n) {
        return List.copyOf(entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size()));
    }
}
