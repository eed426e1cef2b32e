package dev.gopherscope.golang.syntax;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Visits a tree in the order of the source, parents first. */
public final class Walk {
    private final Predicate<Node> enter;

    private Walk(Predicate<Node> enter) {
        this.enter = enter;
    }

    /** Calls {@code enter} for the node and, where it says true, for its children. */
    public static void inspect(Node node, Predicate<Node> enter) {
        new Walk(enter).visit(node);
    }

    private void visit(Node node) {
        if (enter.test(node)) {
            children(node, this::visit);
        }
    }

    /** Gives each child once: a type shared by several fields comes with the last of them. */
    public static void children(Node node, Consumer<Node> child) {
        switch (node) {
            case SourceFile f -> {
                child.accept(f.packageName);
                f.decls.forEach(child);
            }
            case Decl.Import d -> {
                give(child, d.localName);
                child.accept(d.path);
            }
            case Decl.Const d -> {
                d.names.forEach(child);
                give(child, d.type);
                give(child, d.values);
            }
            case Decl.Type d -> {
                child.accept(d.name);
                fields(d.typeParams, child);
                child.accept(d.type);
            }
            case Decl.Var d -> {
                d.names.forEach(child);
                give(child, d.type);
                give(child, d.values);
            }
            case Decl.Func d -> {
                give(child, d.recv);
                child.accept(d.name);
                fields(d.typeParams, child);
                child.accept(d.type);
                give(child, d.body);
            }
            case Expr x -> ofExpr(x, child);
            case Stmt s -> ofStmt(s, child);
            case Expr.Field f -> {
                give(child, f.name);
                child.accept(f.type);
            }
            case Stmt.CaseClause c -> {
                give(child, c.cases);
                c.body.forEach(child);
            }
            case Stmt.CommClause c -> {
                give(child, c.comm);
                c.body.forEach(child);
            }
        }
    }

    private static void ofExpr(Expr node, Consumer<Node> child) {
        switch (node) {
            case Expr.Bad x -> {}
            case Expr.Name x -> {}
            case Expr.BasicLit x -> {}
            case Expr.CompositeLit x -> {
                give(child, x.type);
                x.elems.forEach(child);
            }
            case Expr.KeyValue x -> {
                child.accept(x.key);
                child.accept(x.value);
            }
            case Expr.FuncLit x -> {
                child.accept(x.type);
                child.accept(x.body);
            }
            case Expr.Paren x -> child.accept(x.x);
            case Expr.Selector x -> {
                child.accept(x.x);
                child.accept(x.sel);
            }
            case Expr.Index x -> {
                child.accept(x.x);
                child.accept(x.index);
            }
            case Expr.Slice x -> {
                child.accept(x.x);
                give(child, x.lo);
                give(child, x.hi);
                give(child, x.max);
            }
            case Expr.Assert x -> {
                child.accept(x.x);
                child.accept(x.type);
            }
            case Expr.TypeSwitchGuard x -> {
                give(child, x.lhs);
                child.accept(x.x);
            }
            case Expr.Operation x -> {
                child.accept(x.x);
                give(child, x.y);
            }
            case Expr.Call x -> {
                child.accept(x.fun);
                x.args.forEach(child);
            }
            case Expr.ListExpr x -> x.elems.forEach(child);
            case Expr.ArrayType x -> {
                give(child, x.len);
                child.accept(x.elem);
            }
            case Expr.SliceType x -> child.accept(x.elem);
            case Expr.DotsType x -> child.accept(x.elem);
            case Expr.StructType x -> {
                fields(x.fields, child);
                x.tags.forEach(tag -> give(child, tag));
            }
            case Expr.InterfaceType x -> fields(x.methods, child);
            case Expr.FuncType x -> {
                fields(x.params, child);
                fields(x.results, child);
            }
            case Expr.MapType x -> {
                child.accept(x.key);
                child.accept(x.value);
            }
            case Expr.ChanType x -> child.accept(x.elem);
        }
    }

    private static void ofStmt(Stmt node, Consumer<Node> child) {
        switch (node) {
            case Stmt.Empty s -> {}
            case Stmt.Labeled s -> {
                child.accept(s.label);
                child.accept(s.stmt);
            }
            case Stmt.Block s -> s.list.forEach(child);
            case Stmt.ExprStmt s -> child.accept(s.x);
            case Stmt.Send s -> {
                child.accept(s.chan);
                child.accept(s.value);
            }
            case Stmt.DeclStmt s -> s.decls.forEach(child);
            case Stmt.Assign s -> {
                child.accept(s.lhs);
                give(child, s.rhs);
            }
            case Stmt.Branch s -> give(child, s.label);
            case Stmt.CallStmt s -> child.accept(s.call);
            case Stmt.Return s -> give(child, s.results);
            case Stmt.If s -> {
                give(child, s.init);
                child.accept(s.cond);
                child.accept(s.then);
                give(child, s.otherwise);
            }
            case Stmt.For s -> {
                give(child, s.init);
                give(child, s.cond);
                give(child, s.post);
                child.accept(s.body);
            }
            case Stmt.Switch s -> {
                give(child, s.init);
                give(child, s.tag);
                s.body.forEach(child);
            }
            case Stmt.Select s -> s.body.forEach(child);
            case Stmt.RangeClause s -> {
                give(child, s.lhs);
                child.accept(s.x);
            }
        }
    }

    private static void fields(List<Expr.Field> list, Consumer<Node> child) {
        for (int i = 0; i < list.size(); i++) {
            Expr.Field f = list.get(i);
            if (i + 1 < list.size() && list.get(i + 1).type == f.type && f.name != null) {
                child.accept(f.name);
            } else {
                child.accept(f);
            }
        }
    }

    private static void give(Consumer<Node> child, @Nullable Node node) {
        if (node != null) {
            child.accept(node);
        }
    }

    /** Numbers the nodes of a file. */
    static void number(SourceFile file) {
        int[] next = {0};
        inspect(file, node -> {
            node.setId(next[0]++);
            return true;
        });
    }
}
