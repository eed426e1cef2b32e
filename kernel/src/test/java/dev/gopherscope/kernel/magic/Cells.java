package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs cells as a notebook does, and keeps what the last one printed and showed. */
final class Cells implements AutoCloseable {
    final MagicInterpreter kernel = new MagicInterpreter(new JShellInterpreter());
    final StringBuffer printed = new StringBuffer();
    final List<MimeBundle> shown = new ArrayList<>();
    private int number;

    Execution run(String code) {
        printed.setLength(0);
        shown.clear();
        return kernel.execute(new Cell(code, ++number, null, false), new Kept());
    }

    /** The value of a cell that must go well. */
    @Nullable
    MimeBundle value(String code) {
        Execution execution = run(code);
        if (execution instanceof Execution.Done done) {
            return done.value();
        }
        throw new AssertionError(code + "\ngave " + execution);
    }

    /** The text of a value that must be there. */
    String text(String code) {
        MimeBundle value = value(code);
        if (value == null) {
            throw new AssertionError(code + "\ngave no value");
        }
        return value.text();
    }

    /** A cell that must fail. */
    Execution.Failed failure(String code) {
        Execution execution = run(code);
        if (execution instanceof Execution.Failed failed) {
            return failed;
        }
        throw new AssertionError(code + "\ngave " + execution);
    }

    @Override
    public void close() {
        kernel.close();
    }

    CellOutput output() {
        return new Kept();
    }

    private final class Kept extends NoOutput {
        @Override
        public void stream(Stream stream, String text) {
            printed.append(text);
        }

        @Override
        public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
            shown.add(bundle);
        }

        @Override
        public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
            shown.add(bundle);
        }
    }
}
