package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.Var;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes as diagnostics print them. Follows {@code ir/fmt.go}. */
public final class Printer {
    private final StringBuilder out = new StringBuilder();
    private final @Nullable Package local;

    private Printer(@Nullable Package local) {
        this.local = local;
    }

    /** With every package written out; for messages of our own. */
    static String text(Node n) {
        return text(n, null);
    }

    /** As in diagnostics about a package. */
    public static String text(@Nullable Node n, @Nullable Package local) {
        Printer p = new Printer(local);
        p.node(n);
        return p.out.toString();
    }

    public static String list(List<Node> nodes, @Nullable Package local) {
        Printer p = new Printer(local);
        p.list(nodes, "; ");
        return p.out.toString();
    }

    private void node(@Nullable Node n) {
        if (n == null) {
            out.append("<nil>");
        } else if (n.op.precedence() < 0) {
            stmt(n);
        } else {
            expr(n, 0);
        }
    }

    private void list(List<Node> nodes, String separator) {
        for (int i = 0; i < nodes.size(); i++) {
            out.append(i > 0 ? separator : "");
            node(nodes.get(i));
        }
    }

    private void stmt(Node n) {
        boolean simpleInit = n.init().size() == 1
                && n.init().getFirst().init().isEmpty()
                && (n.op == Op.IF || n.op == Op.FOR || n.op == Op.SWITCH);
        switch (n.op) {
            case DCL -> {
                out.append("var ");
                node(n.x);
                out.append(' ');
                type(n.operand().type);
            }
            case AS -> {
                node(n.x);
                out.append(n.flag ? " := " : " = ");
                node(n.y);
            }
            case ASOP -> asop(n);
            case AS2, AS2DOTTYPE, AS2FUNC, AS2MAPR, AS2RECV -> {
                list(n.list, ", ");
                out.append(n.flag ? " := " : " = ");
                list(n.list2, ", ");
            }
            case BLOCK -> list(n.list, "; ");
            case RETURN -> {
                out.append("return ");
                list(n.list, ", ");
            }
            case GO, DEFER -> {
                out.append(n.op.text()).append(' ');
                node(n.x);
            }
            case IF -> {
                out.append("if ");
                if (simpleInit) {
                    node(n.init().getFirst());
                    out.append("; ");
                }
                node(n.x);
                out.append(" { ");
                list(n.list, "; ");
                out.append(" }");
                if (!n.list2.isEmpty()) {
                    out.append(" else { ");
                    list(n.list2, "; ");
                    out.append(" }");
                }
            }
            case FOR, RANGE -> out.append("for loop");
            case SELECT, SWITCH -> out.append(n.op.text()).append(" statement");
            case CASE -> {
                if (n.list.isEmpty()) {
                    out.append("default");
                } else {
                    out.append("case ");
                    list(n.list, ", ");
                }
                out.append(": ");
                list(n.list2, "; ");
            }
            case BREAK, CONTINUE, GOTO, FALL -> {
                out.append(n.op.text());
                if (n.aux != null) {
                    out.append(' ').append(n.sel());
                }
            }
            case LABEL -> out.append(n.sel()).append(": ");
            default -> out.append("<node ").append(n.op).append('>');
        }
    }

    private void asop(Node n) {
        node(n.x);
        Op op = (Op) n.aux;
        if (op == null) {
            throw new IllegalStateException("assignment without operator");
        }
        if (n.flag) {
            out.append(op == Op.ADD ? "++" : "--");
        } else {
            out.append(' ').append(op.text()).append("= ");
            node(n.y);
        }
    }

    private static Node skipImplicit(Node start) {
        Node n = start;
        while (n.implicit
                && n.x != null
                && (n.op == Op.ADDR
                        || n.op == Op.DEREF
                        || n.op == Op.CONV
                        || n.op == Op.CONVNOP
                        || n.op == Op.CONVIFACE)) {
            n = n.x;
        }
        return n;
    }

    private void expr(@Nullable Node given, int precedence) {
        if (given == null) {
            out.append("<nil>");
            return;
        }
        Node n = skipImplicit(given);
        int own = n.op == Op.TYPE && TypeShape.isPointer(n.type) && !TypeShape.isNamed(n.type) ? 7 : n.op.precedence();
        if (precedence > own) {
            out.append('(');
            node(n);
            out.append(')');
            return;
        }
        switch (n.op) {
            case PAREN -> {
                out.append('(');
                node(n.x);
                out.append(')');
            }
            case NIL -> out.append("nil");
            case LITERAL -> literal(n);
            case NAME -> name((Name) n);
            case TYPE -> type(n.type);
            case CLOSURE -> out.append("func literal");
            case PTRLIT -> {
                out.append('&');
                node(n.x);
            }
            case STRUCTLIT, ARRAYLIT, SLICELIT, MAPLIT -> {
                if (n.implicit) {
                    out.append("... argument");
                } else {
                    type(n.type);
                    out.append(n.list.isEmpty() ? "{}" : "{...}");
                }
            }
            case KEY -> {
                node(n.x);
                out.append(':');
                node(n.y);
            }
            case STRUCTKEY -> {
                out.append(n.aux instanceof Var v ? v.name() : "").append(':');
                node(n.x);
            }
            case DOT, DOTPTR, DOTINTER, METHVALUE, METHEXPR -> {
                expr(n.x, own);
                out.append('.').append(n.sel());
            }
            case DOTTYPE, DOTTYPE2 -> {
                expr(n.x, own);
                out.append(".(");
                type(n.type);
                out.append(')');
            }
            case INDEX, INDEXMAP -> {
                expr(n.x, own);
                out.append('[');
                node(n.y);
                out.append(']');
            }
            case SLICE, SLICEARR, SLICESTR, SLICE3, SLICE3ARR -> slice(n, own);
            case COMPLEX, COPY, UNSAFEADD, UNSAFESLICE -> {
                out.append(n.op.text()).append('(');
                node(n.x);
                out.append(", ");
                node(n.y);
                out.append(')');
            }
            case CONV,
                    CONVNOP,
                    CONVIFACE,
                    BYTES2STR,
                    RUNES2STR,
                    STR2BYTES,
                    STR2RUNES,
                    RUNESTR,
                    SLICE2ARR,
                    SLICE2ARRPTR -> {
                boolean named = TypeShape.isNamed(n.type);
                out.append(named ? "" : "(");
                type(n.type);
                out.append(named ? "(" : ")(");
                node(n.x);
                out.append(')');
            }
            case REAL, IMAG, CAP, CLEAR, CLOSE, LEN, NEW, PANIC -> {
                out.append(n.op.text()).append('(');
                node(n.x);
                out.append(')');
            }
            case APPEND, DELETE, MAX, MIN, RECOVER, PRINT, PRINTLN -> {
                out.append(n.op.text()).append('(');
                list(n.list, ", ");
                out.append(n.flag ? "...)" : ")");
            }
            case CALLFUNC, CALLINTER -> {
                expr(n.x, own);
                out.append('(');
                list(n.list, ", ");
                out.append(n.flag ? "...)" : ")");
            }
            case INLCALL -> {
                if (n.list2.size() == 1) {
                    node(n.list2.getFirst());
                } else {
                    out.append("(.");
                    list(n.list2, "; ");
                    out.append(')');
                }
            }
            case MAKESLICE, MAKEMAP, MAKECHAN -> make(n);
            case PLUS, NEG, BITNOT, NOT, RECV, ADDR, DEREF -> {
                out.append(n.op.text());
                if (n.op != Op.DEREF && n.x != null && n.x.op == n.op) {
                    out.append(' ');
                }
                expr(n.x, own + 1);
            }
            case ADD,
                    AND,
                    ANDNOT,
                    DIV,
                    EQ,
                    GE,
                    GT,
                    LE,
                    LT,
                    LSH,
                    MOD,
                    MUL,
                    NE,
                    OR,
                    RSH,
                    SUB,
                    XOR,
                    ANDAND,
                    OROR,
                    SEND -> {
                expr(n.x, own);
                out.append(' ').append(n.op.text()).append(' ');
                expr(n.y, own + 1);
            }
            case ADDSTR -> {
                for (int i = 0; i < n.list.size(); i++) {
                    out.append(i > 0 ? " + " : "");
                    expr(n.list.get(i), own);
                }
            }
            default -> out.append("<node ").append(n.op).append('>');
        }
    }

    private void slice(Node n, int own) {
        expr(n.x, own);
        out.append('[');
        if (n.y != null) {
            node(n.y);
        }
        out.append(':');
        if (n.z != null) {
            node(n.z);
        }
        if (n.op == Op.SLICE3 || n.op == Op.SLICE3ARR) {
            out.append(':');
            if (n.w != null) {
                node(n.w);
            }
        }
        out.append(']');
    }

    private void make(Node n) {
        out.append("make(");
        type(n.type);
        List<Node> args = new ArrayList<>();
        if (n.y != null) {
            args.add(n.operand());
            args.add(n.y);
        } else if (n.x != null && (n.op == Op.MAKESLICE || !Predicates.isUntyped(n.x.type))) {
            args.add(n.x);
        }
        for (Node a : args) {
            out.append(", ");
            node(a);
        }
        out.append(')');
    }

    private void name(Name n) {
        if (n.name.startsWith("~b")) {
            out.append('_');
        } else if (n.kind == Name.Kind.FUNC && n.func != null) {
            out.append(n.func.shown);
        } else {
            out.append(n.qualifier).append(n.name);
        }
    }

    private void literal(Node n) {
        Constant v = (Constant) n.aux;
        Type t = Type.unalias(n.type);
        if (v instanceof Constant.Int i
                && (t == Basic.RUNE || t == Basic.of(Basic.Kind.UNTYPED_RUNE))
                && i.value().signum() >= 0
                && i.value().bitLength() <= 21
                && i.value().intValue() <= Character.MAX_CODE_POINT) {
            out.append(RuneText.quote(i.value().intValue()));
            return;
        }
        if (t instanceof Basic b && (b.isUntyped() || b == defaultOf(v))) {
            out.append(v);
        } else {
            type(n.type);
            out.append('(').append(v).append(')');
        }
    }

    private static Basic defaultOf(@Nullable Constant v) {
        return switch (v) {
            case Constant.Bool b -> Basic.BOOL;
            case Constant.Str s -> Basic.STRING;
            case Constant.Int i -> Basic.INT;
            case Constant.Rat r -> Basic.of(Basic.Kind.FLOAT64);
            case Constant.Float f -> Basic.of(Basic.Kind.FLOAT64);
            case Constant.Complex c -> Basic.of(Basic.Kind.COMPLEX128);
            case null, default -> Basic.INVALID;
        };
    }

    private void type(Type t) {
        out.append(TypeText.of(t, local));
    }
}
