package dev.gopherscope.golang.escape;

import java.util.List;

/** The way from a location to one that outlives it, as the compiler explains it with {@code -m=2}. */
public record FlowPath(List<Step> steps) {
    /**
     * One flow.
     *
     * @param dst where to: a name, {@code {heap}}, {@code {storage for ...}} or {@code {temp}}
     * @param derefs dereferences on the way, -1 if the address flows
     * @param reasons what the program does, in order
     */
    public record Step(String dst, String src, int derefs, List<Reason> reasons) {}

    /** An expression or statement that makes a value flow, and what it does. */
    public record Reason(String where, String why, dev.gopherscope.golang.syntax.Pos pos) {}
}
