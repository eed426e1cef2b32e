package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Knows for each thread the cell that started it, and sends what it prints there. */
final class CellThreads {
    private static final InheritableThreadLocal<@Nullable Cell> CURRENT = new InheritableThreadLocal<>();
    private static boolean installed;

    private CellThreads() {}

    /** A running or ended cell, as its threads see it. */
    static final class Cell {
        private final CellOutput output;
        /** What the cell starts is in it, unless it chooses another group; virtual threads are in none. */
        private final ThreadGroup group = new ThreadGroup("cell");

        private volatile boolean stopped;

        Cell(CellOutput output) {
            this.output = output;
        }

        void stop() {
            stopped = true;
        }

        ThreadGroup group() {
            return group;
        }

        boolean stopped() {
            return stopped;
        }

        CellOutput output() {
            return output;
        }
    }

    static @Nullable Cell current() {
        return CURRENT.get();
    }

    static void bind(@Nullable Cell cell) {
        CURRENT.set(cell);
        CurrentOutput.bind(cell == null ? null : cell.output);
    }

    private static @Nullable CellOutput output() {
        return CurrentOutput.get();
    }

    /** Routes {@code System.out}, {@code System.err} and {@code System.in}; threads of no cell keep the real streams. */
    static synchronized void install() {
        if (installed) {
            return;
        }
        installed = true;
        System.setOut(new PrintStream(new Routed(CellOutput.Stream.STDOUT, System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Routed(CellOutput.Stream.STDERR, System.err), true, StandardCharsets.UTF_8));
        System.setIn(new Asked(System.in));
    }

    private static final class Routed extends OutputStream {
        private final CellOutput.Stream stream;
        private final PrintStream real;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private final ByteBuffer pending = ByteBuffer.allocate(8);

        Routed(CellOutput.Stream stream, PrintStream real) {
            this.stream = stream;
            this.real = real;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            CellOutput output = output();
            if (output == null) {
                real.write(bytes, offset, length);
                return;
            }
            // A character may be cut between two writes: its first bytes wait here.
            ByteBuffer in = ByteBuffer.allocate(pending.position() + length);
            pending.flip();
            in.put(pending).put(bytes, offset, length).flip();
            pending.clear();
            CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
            decoder.reset().decode(in, out, false);
            pending.put(in);
            if (out.position() > 0) {
                output.stream(stream, out.flip().toString());
            }
        }

        @Override
        public void flush() {
            if (output() == null) {
                real.flush();
            }
        }
    }

    private static final class Asked extends InputStream {
        private final InputStream real;
        private byte[] line = new byte[0];
        private int next;

        Asked(InputStream real) {
            this.real = real;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) throws IOException {
            CellOutput output = output();
            if (output == null) {
                return real.read(target, offset, length);
            }
            if (length == 0) {
                return 0;
            }
            if (next == line.length) {
                try {
                    line = (output.readLine("", false) + "\n").getBytes(StandardCharsets.UTF_8);
                } catch (InterruptedException e) {
                    throw new java.io.InterruptedIOException("the cell was interrupted while it waited for input");
                }
                next = 0;
            }
            int count = Math.min(length, line.length - next);
            System.arraycopy(line, next, target, offset, count);
            next += count;
            return count;
        }

        @Override
        public synchronized int available() {
            return line.length - next;
        }
    }
}
