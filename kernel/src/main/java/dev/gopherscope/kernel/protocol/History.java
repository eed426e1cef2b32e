package dev.gopherscope.kernel.protocol;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        List<Entry> unsaved;
        synchronized (this) {
            int own = session();
            unsaved = cells.subList(saved, cells.size()).stream()
                    .map(cell -> cell.in(own))
                    .toList();
            saved = cells.size();
        }
        try {
            unsaved.forEach(file::add);
        } catch (UncheckedIOException e) {
            // The cells have done their work; that nobody will remember them is no reason to fail.
        }
    }

    private int session() {
        if (session == 0) {
            try {
                session = file == null ? 1 : file.newSession();
            } catch (UncheckedIOException e) {
                session = 1;
            }
        }
        return session;
    }

    /** Everything, without what other kernels have added to the file since this one first read it. */
    private List<Entry> all() {
        int own = session();
        if (file != null && earlier == null) {
            earlier = file.load().stream().filter(e -> e.session() != own).toList();
        }
        var all = new ArrayList<Entry>(earlier == null ? List.of() : earlier);
        cells.forEach(cell -> all.add(cell.in(own)));
        return all;
    }

    /** The last {@code n} entries. */
    public synchronized List<Entry> tail(int n) {
        return last(all(), n);
    }

    /**
     * Lines of one session.
     *
     * @param which number of a session, or 0 for this one, -1 for the one before it and so on
     * @param start first line
     * @param stop the line after the last
     */
    public synchronized List<Entry> range(int which, int start, int stop) {
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
    public synchronized List<Entry> search(String glob, int n, boolean unique) {
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
