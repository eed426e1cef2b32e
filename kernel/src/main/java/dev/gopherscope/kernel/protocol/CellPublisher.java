package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the output of one cell. Text waits a moment for more text; displays push it out first, so the order of calls
 * stays. Updates of one display within that moment are merged into the last. The object outlives its cell: what a
 * thread of the cell prints later is still published under the cell's header.
 */
final class CellPublisher implements CommOutput {

    /** A cell that was quiet may show as many displays at once as the rate allows in this time. */
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int FIRST_DELAY_MILLIS = 5;

    private final Request request;
    private final Comms comms;
    private OutputLimits limits;
    private String toRaise = "To allow more, set " + OutputLimits.VARIABLE + " in the kernel's environment.";
    private final Stdin stdin;
    private final ScheduledExecutorService timer;

    private final StringBuilder text = new StringBuilder();
    private Stream textStream = Stream.STDOUT;
    private final Map<String, MimeBundle> updates = new LinkedHashMap<>();
    private boolean timerSet;
    private long lastFlush = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);

    private long characters;
    private long charactersCut;
    private int displays;
    private int displaysCut;
    /** When the next display may be sent without exceeding the rate; in nanoseconds of {@link System#nanoTime}. */
    private long nextDisplay = System.nanoTime() - BURST_NANOS;

    CellPublisher(Request request, Comms comms, OutputLimits limits, Stdin stdin, ScheduledExecutorService timer) {
        this.request = request;
        this.comms = comms;
        this.limits = limits;
        this.stdin = stdin;
        this.timer = timer;
    }

    @Override
    public synchronized void stream(Stream stream, String more) {
        if (more.isEmpty()) {
            return;
        }
        if (stream != textStream) {
            flushText();
            textStream = stream;
        }
        long room = limits.characters() - characters;
        characters += more.length();
        if (room >= more.length()) {
            append(more);
            return;
        }
        if (room >= 0) {
            append(more.substring(0, wholeCharacters(more, (int) room)));
            notice("The output of this cell was cut here: it may print " + count(limits.characters()) + " characters. "
                    + toRaise);
        }
        charactersCut += more.length() - Math.max(0, room);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        pace();
        synchronized (this) {
            if (mayDisplay()) {
                flush();
                publish("display_data", bundle, displayId);
            }
        }
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        updates.put(displayId, bundle);
        setTimer();
    }

    @Override
    public void clear(boolean wait) {
        pace();
        synchronized (this) {
            if (!wait) {
                text.setLength(0); // It would be shown and removed at once.
            }
            flush();
            request.publish("clear_output", Map.of("wait", wait));
            characters = 0;
            displays = 0;
        }
    }

    @Override
    public synchronized void error(String name, String message, List<String> traceback) {
        flush();
        var content = Request.error(name, message, traceback);
        content.remove("status");
        request.publish("error", content);
    }

    @Override
    public synchronized void limit(long most, String how) {
        limits = limits.withCharacters(most);
        toRaise = how;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public Comms comms() {
        return comms;
    }

    @Override
    public Map<String, @Nullable Object> cause() {
        return request.message().header().fields();
    }

    @Override
    public String readLine(String prompt, boolean password) throws InterruptedException {
        flush();
        return stdin.ask(request, prompt, password);
    }

    @Override
    public boolean allowsInput() {
        return stdin.allowed(request);
    }

    /** Sends what waits. */
    synchronized void flush() {
        flushText();
        var waiting = new ArrayList<>(updates.entrySet());
        updates.clear();
        waiting.forEach(update -> publish("update_display_data", update.getValue(), update.getKey()));
    }

    /** Sends what waits and says how much was cut. The cell's own code has ended. */
    synchronized void finish() {
        if (charactersCut > 0 || displaysCut > 0) {
            notice("Not shown: " + count(charactersCut) + " characters and " + count(displaysCut) + " displays.");
            charactersCut = 0;
            displaysCut = 0;
        }
        flush();
    }

    /** Shows the value of the cell. */
    synchronized void result(MimeBundle value, int number) {
        flush();
        var content = content(value);
        content.put("execution_count", number);
        request.publish("execute_result", content);
    }

    private void append(String more) {
        int from = 0;
        while (text.length() + more.length() - from >= limits.chunk()) {
            int end = wholeCharacters(more, from + limits.chunk() - text.length());
            text.append(more, from, end);
            flushText();
            from = end;
        }
        text.append(more, from, more.length());
        if (!text.isEmpty()) {
            setTimer();
        }
    }

    /** The end, or the place before it if the end would split a surrogate pair. */
    private static int wholeCharacters(String text, int end) {
        return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    private void flushText() {
        if (!text.isEmpty()) {
            request.publish("stream", Map.of("name", textStream.wireName(), "text", text.toString()));
            text.setLength(0);
        }
    }

    private void notice(String words) {
        flushText();
        request.publish("stream", Map.of("name", "stderr", "text", "\n[" + words + "]\n"));
    }

    private boolean mayDisplay() {
        displays++;
        if (displays <= limits.displays()) {
            return true;
        }
        if (displaysCut++ == 0) {
            notice("This cell has shown " + count(limits.displays())
                    + " displays; the rest is left out. Update a display in place, or clear the output now and then.");
        }
        return false;
    }

    private void publish(String type, MimeBundle bundle, @Nullable String displayId) {
        var content = content(bundle);
        content.put("transient", displayId == null ? Map.of() : Map.of("display_id", displayId));
        request.publish(type, content);
    }

    private static Map<String, @Nullable Object> content(MimeBundle bundle) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("data", bundle.data());
        content.put("metadata", bundle.metadata());
        return content;
    }

    private void setTimer() {
        if (!timerSet) {
            timerSet = true;
            // The first text after a pause appears almost at once; what follows quickly is worth waiting for.
            boolean pause = System.nanoTime() - lastFlush > TimeUnit.MILLISECONDS.toNanos(limits.delayMillis());
            timer.schedule(this::timeIsUp, pause ? FIRST_DELAY_MILLIS : limits.delayMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void timeIsUp() {
        timerSet = false;
        flush();
        lastFlush = System.nanoTime();
    }

    /** Holds a thread that shows too fast. An interrupt ends the wait; the cell sees the interrupt by itself. */
    private void pace() {
        long gap = TimeUnit.SECONDS.toNanos(1) / limits.displaysPerSecond();
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            nextDisplay = Math.max(nextDisplay + gap, now - BURST_NANOS);
            wait = nextDisplay - now;
        }
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
