package dev.gopherscope.golang.syntax;

/**
 * A node of the syntax tree. Nodes are compared by identity. The position is the one that cmd/compile gives the node, which is not
 * always its first character: that of a binary expression is its operator, that of a selector, index or call the dot, bracket or
 * parenthesis; see {@link Positions#start}.
 */
public abstract sealed class Node permits Decl, Expr, Stmt, Expr.Field, Stmt.CaseClause, Stmt.CommClause, SourceFile {
    private final Pos pos;
    private int id = -1;

    Node(Pos pos) {
        this.pos = pos;
    }

    public final Pos pos() {
        return pos;
    }

    /** Number of the node within its file, in the order of the source, parents first; -1 for a node that no parser made. */
    public final int id() {
        return id;
    }

    final void setId(int number) {
        id = number;
    }
}
