package dev.gopherscope.golang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a node's text begins and ends, from the positions of its parts. Follows {@code syntax/positions.go}. */
public final class Positions {
    private Positions() {}

    /** The first character of the node. */
    public static Pos start(Node node) {
        Node n = node;
        while (true) {
            Node next = switch (n) {
                case Expr.CompositeLit x -> x.type;
                case Expr.KeyValue x -> x.key;
                case Expr.Selector x -> x.x;
                case Expr.Index x -> x.x;
                case Expr.Assert x -> x.x;
                case Expr.TypeSwitchGuard x -> x.lhs != null ? x.lhs : x.x;
                case Expr.Operation x -> x.y != null ? x.x : null;
                case Expr.Call x -> x.fun;
                case Expr.ListExpr x -> first(x.elems);
                case Stmt.Send s -> s.chan;
                case Stmt.Assign s -> s.lhs;
                case Stmt.RangeClause s -> s.lhs != null ? s.lhs : s.x;
                default -> null;
            };
            if (next == null) {
                return n instanceof SourceFile f ? new Pos(f.name, 1, 1) : n.pos();
            }
            n = next;
        }
    }

    /** About the end of the node: closing parentheses that the tree does not keep are left out. */
    public static Pos end(Node node) {
        Node n = node;
        while (true) {
            Node next = switch (n) {
                case SourceFile f -> {
                    yield null;
                }
                case Decl.Import d -> d.path;
                case Decl.Const d -> endOf(d.names, d.type, d.values);
                case Decl.Type d -> d.type;
                case Decl.Var d -> endOf(d.names, d.type, d.values);
                case Decl.Func d -> d.body != null ? d.body : d.type;
                case Expr.KeyValue x -> x.value;
                case Expr.FuncLit x -> x.body;
                case Expr.Paren x -> x.x;
                case Expr.Selector x -> x.sel;
                case Expr.Index x -> x.index;
                case Expr.Slice x -> x.max != null ? x.max : x.hi != null ? x.hi : x.lo != null ? x.lo : x.x;
                case Expr.Assert x -> x.type;
                case Expr.TypeSwitchGuard x -> x.x;
                case Expr.Operation x -> x.y != null ? x.y : x.x;
                case Expr.Call x -> x.args.isEmpty() ? x.fun : x.args.getLast();
                case Expr.ListExpr x -> last(x.elems);
                case Expr.ArrayType x -> x.elem;
                case Expr.SliceType x -> x.elem;
                case Expr.DotsType x -> x.elem;
                case Expr.StructType x -> last(x.fields);
                case Expr.Field f -> f.type;
                case Expr.InterfaceType x -> last(x.methods);
                case Expr.FuncType x -> x.results.isEmpty() ? last(x.params) : x.results.getLast();
                case Expr.MapType x -> x.value;
                case Expr.ChanType x -> x.elem;
                case Stmt.Labeled s -> s.stmt;
                case Stmt.ExprStmt s -> s.x;
                case Stmt.Send s -> s.value;
                case Stmt.DeclStmt s -> last(s.decls);
                case Stmt.Assign s -> s.rhs;
                case Stmt.Branch s -> s.label;
                case Stmt.CallStmt s -> s.call;
                case Stmt.Return s -> s.results;
                case Stmt.If s -> s.otherwise != null ? s.otherwise : s.then;
                case Stmt.For s -> s.body;
                case Stmt.RangeClause s -> s.x;
                case Stmt.CaseClause c -> last(c.body);
                case Stmt.CommClause c -> last(c.body);
                default -> null;
            };
            if (next == null) {
                return endOfLeaf(n);
            }
            n = next;
        }
    }

    private static Pos endOfLeaf(Node n) {
        return switch (n) {
            case SourceFile f -> f.eof;
            case Expr.Name x -> x.pos().plus(Utf8.length(x.value));
            case Expr.BasicLit x -> x.pos().plus(Utf8.length(x.value));
            case Expr.CompositeLit x -> x.rbrace;
            case Stmt.Block s -> s.rbrace;
            case Stmt.Switch s -> s.rbrace;
            case Stmt.Select s -> s.rbrace;
            case Stmt.Assign s -> end(s.lhs).plus(2);
            case Stmt.CaseClause c -> c.colon;
            case Stmt.CommClause c -> c.colon;
            default -> n.pos();
        };
    }

    private static @Nullable Node endOf(List<Expr.Name> names, @Nullable Expr type, @Nullable Expr values) {
        return values != null ? values : type != null ? type : last(names);
    }

    private static @Nullable Node first(List<? extends Node> list) {
        return list.isEmpty() ? null : list.getFirst();
    }

    private static @Nullable Node last(List<? extends Node> list) {
        return list.isEmpty() ? null : list.getLast();
    }
}
