package dev.gopherscope.kernel.display;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar in the output of a cell: {@code for (var each : Progress.of(list, "reading")) …}, or made with a total and moved
 * by {@link #step}. It is updated in place, ten times a second at most. Outside of a cell it shows nothing. Threads may share one; it belongs
 * to the cell that made it.
 */
public final class Progress implements AutoCloseable {

    private static final long LEAST_NANOS = 100_000_000;
    private static final int TEXT_WIDTH = 30;

    private final String label;
    private final long total;
    private long done;
    private String detail = "";
    private long lastShown;
    private boolean closed;
    private final String id;
    private final @Nullable CellOutput output = CurrentOutput.get();
    private static long ids;

    private Progress(long total, String label) {
        if (total < 0) {
            throw new IllegalArgumentException("a progress bar needs a total of 0 or more, not " + total);
        }
        this.total = total;
        this.label = label;
        synchronized (Progress.class) {
            id = "progress-" + ++ids;
        }
        if (output != null) {
            output.display(bundle(), id);
        }
        lastShown = System.nanoTime();
    }

    /** A bar for that many steps. */
    public static Progress of(long total) {
        return new Progress(total, "");
    }

    /** A bar for that many steps, with a label. */
    public static Progress of(long total, String label) {
        return new Progress(total, label);
    }

    /** The elements, with a bar that moves as they are taken. */
    public static <T> Iterable<T> of(Collection<T> elements) {
        return of(elements, "");
    }

    /** The elements, with a labelled bar that moves as they are taken. */
    public static <T> Iterable<T> of(Collection<T> elements, String label) {
        return () -> {
            Progress bar = new Progress(elements.size(), label);
            Iterator<T> inner = elements.iterator();
            return new Iterator<>() {
                private boolean started;

                @Override
                public boolean hasNext() {
                    if (started && !inner.hasNext()) {
                        bar.moveTo(elements.size());
                    }
                    return inner.hasNext();
                }

                @Override
                public T next() {
                    if (!inner.hasNext()) {
                        throw new NoSuchElementException();
                    }
                    if (started) {
                        bar.step();
                    }
                    started = true;
                    return inner.next();
                }
            };
        };
    }

    /** One step more. */
    public void step() {
        add(1);
    }

    /** Some steps more. */
    public synchronized void add(long steps) {
        moveTo(done + steps);
    }

    /** So many steps are done. */
    public synchronized void moveTo(long steps) {
        done = Math.max(0, Math.min(steps, total));
        show(done == total);
    }

    /** A word on what is being done now; shown behind the bar. */
    public synchronized void detail(String text) {
        detail = text;
        show(false);
    }

    /** Shows the last state for good. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            show(true);
        }
    }

    private void show(boolean now) {
        long time = System.nanoTime();
        if (!now && time - lastShown < LEAST_NANOS) {
            return;
        }
        lastShown = time;
        if (output != null) {
            output.updateDisplay(bundle(), id);
        }
    }

    private synchronized MimeBundle bundle() {
        double part = total == 0 ? 1 : (double) done / total;
        String percent = String.format(Locale.ROOT, "%.0f %%", Math.floor(part * 100));
        int full = (int) Math.floor(part * TEXT_WIDTH);
        String before = label.isEmpty() ? "" : label + " ";
        String after = percent + " (" + done + " of " + total + ")" + (detail.isEmpty() ? "" : " " + detail);
        String text = before + "[" + "#".repeat(full) + ".".repeat(TEXT_WIDTH - full) + "] " + after;
        String html = "<div style=\"font-size:13px\"><label>" + Markup.escape(before) + "<progress max=\""
                + Math.max(1, total)
                + "\" value=\"" + (total == 0 ? 1 : done) + "\" style=\"vertical-align:middle;width:240px\">" + percent
                + "</progress></label> " + Markup.escape(after) + "</div>";
        return MimeBundle.text(text).with(MimeBundle.HTML, html);
    }
}
