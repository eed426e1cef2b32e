package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.Display;
import dev.gopherscope.kernel.display.Markup;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.CommOutput;
import dev.gopherscope.kernel.protocol.Comms;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place in the page for what code prints, shows and throws (ipywidgets, OutputModel). The kernel holds the outputs and sends them
 * as state, so that every front end sees the same, also one that comes later. Text before the last 500,000 characters and all but
 * the last 200 outputs are dropped.
 */
public final class Output extends Widget {

    /** What is shown changes so often at most, since each change is sent whole and drawn anew. */
    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(200);

    /** Characters a second that a front end's server lets pass without dropping messages, with room to spare. */
    private static final long CHARACTERS_PER_SECOND = 500_000;

    private final OutputItems items = new OutputItems();
    private boolean replacing;

    Output() {
        super(ModelType.OUTPUT_AREA);
        set("msg_id", "");
        set("outputs", List.of());
    }

    /** Shows a value, after what is there. */
    public void show(Object value) {
        record(() -> Display.display(value));
    }

    /** Runs code whose output goes here, after what is there. What it throws is thrown on. */
    public void record(Runnable code) {
        CellOutput cell = CurrentOutput.get();
        if (cell == null) {
            throw new IllegalStateException("an output area records code of cells; this thread belongs to none");
        }
        record(cell, code);
    }

    void record(CellOutput cell, Runnable code) {
        CurrentOutput.bind(over(cell));
        try {
            code.run();
        } finally {
            CurrentOutput.bind(cell);
            ended();
        }
    }

    /** Empties it. */
    public void clear() {
        change(items::clear);
    }

    /** Empties it when the next output comes, or when the code that runs now has ended. */
    synchronized void replace() {
        replacing = true;
    }

    /** The code whose output goes here has ended: shows what waits. */
    void ended() {
        synchronized (this) {
            if (replacing) {
                replacing = false;
                items.clear();
                changed("outputs");
            }
        }
        send();
    }

    private synchronized void change(Runnable change) {
        if (replacing) {
            replacing = false;
            items.clear();
        }
        change.run();
        changed("outputs");
    }

    @Override
    synchronized Object state(String key) {
        return key.equals("outputs") ? items.asNotebook() : super.state(key);
    }

    @Override
    long gapNanos() {
        return Math.max(GAP, TimeUnit.SECONDS.toNanos(items.weight()) / CHARACTERS_PER_SECOND);
    }

    /** Shows what it holds in the output of a cell, for readers who have no widgets. */
    synchronized void replay(CellOutput cell) {
        items.replay(cell);
    }

    @Override
    synchronized String text() {
        return items.texts().collect(Collectors.joining("\n"));
    }

    @Override
    synchronized String html() {
        return items.texts()
                .map(each -> "<pre>" + Markup.escape(each) + "</pre>")
                .collect(Collectors.joining("\n"));
    }

    /** An output that goes here; the rest, such as questions to the person, goes to the cell. */
    CellOutput over(CellOutput cell) {
        return cell instanceof CommOutput live ? new Live(live) : new Recording(cell);
    }

    private class Recording implements CellOutput {
        private final CellOutput cell;

        Recording(CellOutput cell) {
            this.cell = cell;
        }

        @Override
        public void stream(Stream stream, String text) {
            change(() -> items.text(stream, text));
        }

        @Override
        public void display(MimeBundle bundle, @Nullable String displayId) {
            change(() -> items.show(bundle, displayId));
        }

        @Override
        public void updateDisplay(MimeBundle bundle, String displayId) {
            synchronized (Output.this) {
                if (items.update(bundle, displayId)) {
                    changed("outputs");
                    return;
                }
            }
            cell.updateDisplay(bundle, displayId);
        }

        @Override
        public void clear(boolean wait) {
            if (wait) {
                replace();
            } else {
                Output.this.clear();
            }
        }

        @Override
        public void error(String name, String message, List<String> traceback) {
            change(() -> items.error(name, message, traceback));
        }

        @Override
        public String readLine(String prompt, boolean password) throws InterruptedException {
            return cell.readLine(prompt, password);
        }

        @Override
        public boolean live() {
            return cell.live();
        }

        @Override
        public void limit(long characters, String toRaise) {
            cell.limit(characters, toRaise);
        }

        @Override
        public boolean allowsInput() {
            return cell.allowsInput();
        }
    }

    private final class Live extends Recording implements CommOutput {
        private final CommOutput cell;

        Live(CommOutput cell) {
            super(cell);
            this.cell = cell;
        }

        @Override
        public Comms comms() {
            return cell.comms();
        }

        @Override
        public Map<String, @Nullable Object> cause() {
            return cell.cause();
        }
    }
}
