package dev.gopherscope.golang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions as one line of text, with bodies and elements shortened to an ellipsis, as Go shows them in messages. Follows the short
 * form of {@code syntax/printer.go}.
 */
public final class ExprPrinter {
    private final StringBuilder out = new StringBuilder();

    private ExprPrinter() {}

    public static String toString(Expr x) {
        ExprPrinter p = new ExprPrinter();
        p.expr(x);
        return p.out.toString();
    }

    private void expr(Expr node) {
        switch (node) {
            case Expr.Bad x -> out.append("<bad expr>");
            case Expr.Name x -> out.append(x.value);
            case Expr.BasicLit x -> out.append(x.value);
            case Expr.CompositeLit x -> {
                optional(x.type);
                out.append(x.elems.isEmpty() ? "{}" : "{…}");
            }
            case Expr.KeyValue x -> {
                expr(x.key);
                out.append(": ");
                expr(x.value);
            }
            case Expr.FuncLit x -> {
                expr(x.type);
                out.append(x.body.list.isEmpty() ? " {}" : " {…}");
            }
            case Expr.Paren x -> {
                out.append('(');
                expr(x.x);
                out.append(')');
            }
            case Expr.Selector x -> {
                expr(x.x);
                out.append('.').append(x.sel.value);
            }
            case Expr.Index x -> {
                expr(x.x);
                out.append('[');
                expr(x.index);
                out.append(']');
            }
            case Expr.Slice x -> {
                expr(x.x);
                out.append('[');
                optional(x.lo);
                out.append(':');
                optional(x.hi);
                if (x.max != null) {
                    out.append(':');
                    expr(x.max);
                }
                out.append(']');
            }
            case Expr.Assert x -> {
                expr(x.x);
                out.append(".(");
                expr(x.type);
                out.append(')');
            }
            case Expr.TypeSwitchGuard x -> {
                if (x.lhs != null) {
                    out.append(x.lhs.value).append(" := ");
                }
                expr(x.x);
                out.append(".(type)");
            }
            case Expr.Operation x -> operation(x);
            case Expr.Call x -> {
                expr(x.fun);
                out.append('(');
                list(x.args);
                out.append(x.hasDots ? "...)" : ")");
            }
            case Expr.ListExpr x -> list(x.elems);
            case Expr.ArrayType x -> {
                out.append('[');
                if (x.len == null) {
                    out.append("...");
                } else {
                    expr(x.len);
                }
                out.append(']');
                expr(x.elem);
            }
            case Expr.SliceType x -> {
                out.append("[]");
                expr(x.elem);
            }
            case Expr.DotsType x -> {
                out.append("...");
                expr(x.elem);
            }
            case Expr.StructType x -> {
                out.append("struct{");
                fields(x);
                out.append('}');
            }
            case Expr.InterfaceType x -> {
                out.append("interface{");
                methods(x.methods);
                out.append('}');
            }
            case Expr.FuncType x -> {
                out.append("func");
                signature(x);
            }
            case Expr.MapType x -> {
                out.append("map[");
                expr(x.key);
                out.append(']');
                expr(x.value);
            }
            case Expr.ChanType x -> {
                out.append(
                        switch (x.dir) {
                            case BOTH -> "chan ";
                            case SEND_ONLY -> "chan<- ";
                            case RECV_ONLY -> "<-chan ";
                        });
                boolean parens = x.dir == Expr.ChanDir.BOTH
                        && x.elem instanceof Expr.ChanType c
                        && c.dir == Expr.ChanDir.RECV_ONLY;
                out.append(parens ? "(" : "");
                expr(x.elem);
                out.append(parens ? ")" : "");
            }
        }
    }

    private void operation(Expr.Operation x) {
        // Long chains lean to the left: they are printed without recursion.
        if (x.y == null) {
            out.append(x.op);
            expr(x.x);
            return;
        }
        java.util.ArrayDeque<Expr.Operation> chain = new java.util.ArrayDeque<>();
        Expr left = x;
        while (left instanceof Expr.Operation o && o.y != null) {
            chain.push(o);
            left = o.x;
        }
        expr(left);
        while (!chain.isEmpty()) {
            Expr.Operation o = chain.pop();
            out.append(' ').append(o.op).append(' ');
            optional(o.y);
        }
    }

    private void optional(@Nullable Expr x) {
        if (x != null) {
            expr(x);
        }
    }

    private void list(List<Expr> list) {
        for (int i = 0; i < list.size(); i++) {
            out.append(i > 0 ? ", " : "");
            expr(list.get(i));
        }
    }

    private void fields(Expr.StructType t) {
        int i = 0;
        while (i < t.fields.size()) {
            out.append(i > 0 ? "; " : "");
            int from = i;
            Expr.Field f = t.fields.get(i++);
            if (f.name != null) {
                out.append(f.name.value);
                while (i < t.fields.size() && t.fields.get(i).type == f.type) {
                    out.append(", ").append(t.fields.get(i++).name);
                }
                out.append(' ');
            }
            expr(f.type);
            if (from < t.tags.size() && t.tags.get(from) != null) {
                out.append(' ');
                optional(t.tags.get(from));
            }
        }
    }

    private void methods(List<Expr.Field> list) {
        for (int i = 0; i < list.size(); i++) {
            out.append(i > 0 ? "; " : "");
            Expr.Field m = list.get(i);
            if (m.name != null && m.type instanceof Expr.FuncType f) {
                out.append(m.name.value);
                signature(f);
            } else {
                expr(m.type);
            }
        }
    }

    private void signature(Expr.FuncType t) {
        parameters(t.params);
        if (t.results.size() == 1 && t.results.getFirst().name == null) {
            out.append(' ');
            expr(t.results.getFirst().type);
        } else if (!t.results.isEmpty()) {
            out.append(' ');
            parameters(t.results);
        }
    }

    private void parameters(List<Expr.Field> list) {
        out.append('(');
        for (int i = 0; i < list.size(); i++) {
            Expr.Field f = list.get(i);
            out.append(i > 0 ? ", " : "");
            if (f.name != null) {
                out.append(f.name.value);
                if (i + 1 < list.size() && list.get(i + 1).name != null && list.get(i + 1).type == f.type) {
                    continue;
                }
                out.append(' ');
            }
            expr(f.type);
        }
        out.append(')');
    }
}
