package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Package;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the passes say, in the order in which the compiler prints it. */
public final class Diagnostics {
    /** A line about a place; {@code text} may begin with spaces. */
    public record Line(Pos pos, String text) {
        /** {@code file:line:col: text}; generated code has no column. */
        @Override
        public String toString() {
            Pos p = pos;
            String where =
                    !p.isKnown() ? "<unknown line number>" : p.col() > 0 ? p.toString() : p.file() + ":" + p.line();
            return where + ": " + text;
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final @Nullable Package local;
    private final int level;
    private int silenced;

    /** @param level how often {@code -m} was given */
    public Diagnostics(@Nullable Package local, int level) {
        this.local = local;
        this.level = level;
    }

    /** Whether lines of this level are wanted. */
    public boolean at(int wanted) {
        return level >= wanted && silenced == 0;
    }

    public void add(XPos pos, String text) {
        lines.add(new Line(pos.outermost(), text));
    }

    public List<Line> lines() {
        return lines;
    }

    public String text(@Nullable Node n) {
        return Printer.text(n, local);
    }

    public String text(List<Node> nodes) {
        return Printer.list(nodes, local);
    }

    public String text(dev.gopherscope.golang.types.Type t) {
        return TypeText.of(t, local);
    }

    /** Runs an action without its lines. */
    public void silently(Runnable action) {
        silenced++;
        try {
            action.run();
        } finally {
            silenced--;
        }
    }
}
