package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variable, an expression that allocates, or a temporary. Follows {@code escape/graph.go}. */
final class Location {
    /** Its address goes where it outlives the function or loop. */
    static final int ESCAPES = 1;
    /** Its storage cannot be used again at once. */
    static final int PERSISTS = 2;
    /** What it points to may be written to. */
    static final int MUTATES = 4;
    /** Closures that it points to may be called with their results lost. */
    static final int CALLS = 8;

    static final int ALL = ESCAPES | PERSISTS | MUTATES | CALLS;

    /** A flow from {@code src}; -1 dereferences if its address flows. */
    record Edge(Location src, int derefs, @Nullable Note notes) {}

    /** Why a flow is there, the last reason first. */
    record Note(@Nullable Note next, Node where, String why) {}

    final @Nullable Node n;
    final @Nullable Fn curfn;
    final List<Edge> edges = new ArrayList<>();
    int loopDepth;
    /** Of a result: its number from 1. */
    int resultIndex;

    int attrs;
    final Leaks paramLeaks = new Leaks();
    boolean captured;
    boolean reassigned;
    boolean addrTaken;
    final boolean param;
    final boolean paramOut;

    // Of the walk.
    int derefs;
    int walk;

    @Nullable
    Location dst;

    int dstEdge;
    boolean queued;
    int queuedInWalk;
    /** How it was first found to escape: the locations from itself to the one that outlives it. */
    @Nullable
    FlowPath path;

    Location(@Nullable Node n, @Nullable Fn curfn, int loopDepth) {
        this.n = n;
        this.curfn = curfn;
        this.loopDepth = loopDepth;
        this.param = n instanceof Name name && name.kind == Name.Kind.PARAM;
        this.paramOut = n instanceof Name name && name.kind == Name.Kind.RESULT;
    }

    boolean has(int attr) {
        return (attrs & attr) != 0;
    }

    boolean escapes() {
        return has(ESCAPES);
    }
}
