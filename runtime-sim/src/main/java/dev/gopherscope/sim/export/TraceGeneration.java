package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.Places.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One generation of an execution trace as bytes: the events of each thread in batches, then the stacks and texts that they name.
 * Follows the wire format of {@code internal/trace/tracev2} and the order in which Go 1.26 writes it ({@code runtime/trace.go}).
 */
final class TraceGeneration {
    /** {@code MaxBatchSize} in {@code tracev2}. */
    private static final int MAX_BATCH = 64 << 10;

    /** {@code MaxEventTrailerDataSize}: the longest text. */
    private static final int MAX_TEXT = 1024;

    /** A type and six integers of at most ten bytes. */
    private static final int LONGEST_EVENT = 61;

    /** The thread of batches that belong to none. */
    private static final long NO_THREAD = -1;

    /** One tick of the clock is a nanosecond. */
    private static final long TICKS_PER_SECOND = 1_000_000_000;

    /** When the clock of Go's playground begins: 10 November 2009, 23:00 UTC. Virtual time has no date of its own. */
    private static final long EPOCH_SECONDS = 1_257_894_000;

    private final int number;
    private final long start;
    private final Map<Integer, Stream> streams = new LinkedHashMap<>();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<List<Frame>, Integer> stacks = new LinkedHashMap<>();
    private final TraceFunctions functions;

    /** Bytes that grow. */
    static final class Bytes {
        private byte[] bytes = new byte[256];
        private int size;

        Bytes put(long b) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = (byte) b;
            return this;
        }

        /** An unsigned integer, seven bits a byte, the low ones first. */
        Bytes uvarint(long v) {
            while ((v & ~0x7FL) != 0) {
                put(v | 0x80);
                v >>>= 7;
            }
            return put(v);
        }

        Bytes put(byte[] more) {
            for (byte b : more) {
                put(b);
            }
            return this;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(bytes, 0, size);
        }
    }

    /** The events of one thread. */
    private final class Stream {
        final int m;
        final Bytes whole = new Bytes();
        Bytes batch = new Bytes();
        long base;
        long last;

        Stream(int m) {
            this.m = m;
        }

        void event(TraceEvent type, long time, long... args) {
            if (batch.size > MAX_BATCH - LONGEST_EVENT) {
                flush();
            }
            if (batch.size == 0) {
                base = time;
                last = time;
            }
            batch.put(type.code).uvarint(time - last);
            last = time;
            for (long arg : args) {
                batch.uvarint(arg);
            }
        }

        void flush() {
            if (batch.size > 0) {
                batch(whole, m, base, batch);
                batch = new Bytes();
            }
        }
    }

    TraceGeneration(int number, long start, TraceFunctions functions) {
        this.number = number;
        this.start = start;
        this.functions = functions;
    }

    int number() {
        return number;
    }

    void event(int m, TraceEvent type, long time, long... args) {
        streams.computeIfAbsent(m, Stream::new).event(type, time, args);
    }

    /** The number of a text. */
    int string(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        return strings.computeIfAbsent(shortened(text), t -> strings.size() + 1);
    }

    /** The number of a stack, the innermost function first. */
    int stack(List<Frame> frames) {
        return stacks.computeIfAbsent(frames, f -> stacks.size() + 1);
    }

    private static String shortened(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_TEXT) {
            return text;
        }
        int end = MAX_TEXT;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private void batch(Bytes out, long m, long time, Bytes content) {
        out.put(TraceEvent.EVENT_BATCH.code)
                .uvarint(number)
                .uvarint(m)
                .uvarint(time)
                .uvarint(content.size);
        out.put(Arrays.copyOf(content.bytes, content.size));
    }

    /** Writes the whole generation. */
    void write(OutputStream out) throws IOException {
        var sync = new Bytes();
        sync.put(TraceEvent.SYNC.code).put(TraceEvent.FREQUENCY.code).uvarint(TICKS_PER_SECOND);
        sync.put(TraceEvent.CLOCK_SNAPSHOT.code).uvarint(0).uvarint(start);
        sync.uvarint(EPOCH_SECONDS + start / TICKS_PER_SECOND).uvarint(start % TICKS_PER_SECOND);
        var whole = new Bytes();
        batch(whole, NO_THREAD, start, sync);
        whole.writeTo(out);
        for (Stream stream : streams.values()) {
            stream.flush();
            stream.whole.writeTo(out);
        }
        writeStacks(out);
        writeStrings(out);
        out.write(TraceEvent.END_OF_GENERATION.code);
    }

    private void writeStacks(OutputStream out) throws IOException {
        var content = new Bytes().put(TraceEvent.STACKS.code);
        for (var stack : stacks.entrySet()) {
            if (content.size > MAX_BATCH / 2) {
                content = restart(out, content, TraceEvent.STACKS);
            }
            content.put(TraceEvent.STACK.code)
                    .uvarint(stack.getValue())
                    .uvarint(stack.getKey().size());
            for (Frame frame : stack.getKey()) {
                content.uvarint(functions.pc(frame))
                        .uvarint(string(frame.function()))
                        .uvarint(string(frame.file()))
                        .uvarint(frame.line());
            }
        }
        restart(out, content, TraceEvent.STACKS);
    }

    private void writeStrings(OutputStream out) throws IOException {
        var content = new Bytes().put(TraceEvent.STRINGS.code);
        for (var string : strings.entrySet()) {
            byte[] text = string.getKey().getBytes(StandardCharsets.UTF_8);
            if (content.size > MAX_BATCH - MAX_TEXT - LONGEST_EVENT) {
                content = restart(out, content, TraceEvent.STRINGS);
            }
            content.put(TraceEvent.STRING.code)
                    .uvarint(string.getValue())
                    .uvarint(text.length)
                    .put(text);
        }
        restart(out, content, TraceEvent.STRINGS);
    }

    private Bytes restart(OutputStream out, Bytes content, TraceEvent next) throws IOException {
        if (content.size > 1) {
            var whole = new Bytes();
            batch(whole, NO_THREAD, start, content);
            whole.writeTo(out);
        }
        return new Bytes().put(next.code);
    }
}
