package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the lowered tree. Passes change it in place, so it has no record per shape: which slots an operation uses is said here.
 *
 * <p>{@code x}, {@code y}: operands; condition and post statement of a loop; range: operand, key, {@code z} value; index; slice: operand,
 * {@code y} low, {@code z} high, {@code w} max; make: length and capacity; assignment: left and right; type switch guard: right.
 * {@code list}: arguments (function in {@code x}), elements, bodies, left sides; results of a return. {@code list2}: right sides, else
 * branch, body of a clause, result variables of an inlined call. {@code aux}: the constant, label, selected name, operator.
 */
public class Node {
    private static final List<Node> NONE = List.of();

    public Op op;
    public final XPos pos;
    public Type type;
    private List<Node> init = NONE;
    public @Nullable Node x;
    public @Nullable Node y;
    public @Nullable Node z;
    public @Nullable Node w;
    public List<Node> list = NONE;
    public List<Node> list2 = NONE;
    public @Nullable Object aux;
    /** The function of a closure, method expression or method value, if it is known. */
    public @Nullable Fn fn;
    /** Made by the compiler, so that printing leaves it out. */
    public boolean implicit;
    /** A definition, or a call whose last argument is a slice for dots. */
    public boolean flag;
    /** A call that must stay: of go and defer statements, or marked otherwise. */
    public boolean keep;
    /** Loop variables are new in every iteration. */
    public boolean distinct;
    /** The call keeps values alive in a benchmark loop and lets nothing escape. */
    public boolean keepAlive;

    public Node(Op op, XPos pos, @Nullable Type type) {
        this.op = op;
        this.pos = pos;
        this.type = type == null ? Basic.INVALID : type;
    }

    public static Node unary(Op op, XPos pos, Type type, @Nullable Node x) {
        Node n = new Node(op, pos, type);
        n.x = x;
        return n;
    }

    public static Node binary(Op op, XPos pos, @Nullable Type type, @Nullable Node x, @Nullable Node y) {
        Node n = new Node(op, pos, type);
        n.x = x;
        n.y = y;
        return n;
    }

    public static Node ofList(Op op, XPos pos, @Nullable Type type, List<Node> list) {
        Node n = new Node(op, pos, type);
        n.list = list;
        return n;
    }

    public static Node dcl(XPos pos, Name name) {
        return unary(Op.DCL, pos, Basic.INVALID, name);
    }

    public static Node assign(XPos pos, Node x, @Nullable Node y) {
        return binary(Op.AS, pos, null, x, y);
    }

    public static Node assignList(XPos pos, List<Node> left, List<Node> right) {
        Node n = ofList(Op.AS2, pos, null, left);
        n.list2 = right;
        return n;
    }

    /** Statements to run before the node. */
    public final List<Node> init() {
        return init;
    }

    public final void addInit(Node stmt) {
        if (init == NONE) {
            init = new ArrayList<>();
        }
        init.add(stmt);
    }

    public final void setInit(List<Node> stmts) {
        init = stmts.isEmpty() ? NONE : new ArrayList<>(stmts);
    }

    public final List<Node> takeInit() {
        List<Node> taken = init;
        init = NONE;
        return taken;
    }

    /** The expression with statements before it; nodes that may occur in several places get a wrapper. */
    public static Node withInit(List<Node> stmts, Node expr) {
        if (stmts.isEmpty()) {
            return expr;
        }
        Node n = expr;
        if (expr.op == Op.NAME || expr.op == Op.LITERAL || expr.op == Op.NIL || expr.op == Op.TYPE) {
            n = unary(Op.CONVNOP, expr.pos, expr.type, expr);
            n.implicit = true;
        }
        List<Node> all = new ArrayList<>(stmts);
        all.addAll(n.init);
        n.init = all;
        return n;
    }

    public final Node operand() {
        if (x == null) {
            throw new IllegalStateException(op + " without operand at " + pos);
        }
        return x;
    }

    public final Node right() {
        if (y == null) {
            throw new IllegalStateException(op + " without right operand at " + pos);
        }
        return y;
    }

    public final Fn closure() {
        if (fn == null) {
            throw new IllegalStateException(op + " is no closure at " + pos);
        }
        return fn;
    }

    /** The name that a selector, label or branch has. */
    public final String sel() {
        return aux instanceof String s ? s : "";
    }

    public final boolean isBlank() {
        return this instanceof Name n && n.name.equals("_");
    }

    /** Whether one of the children satisfies the predicate; stops there. */
    public final boolean anyChild(Predicate<Node> f) {
        return anyOf(init, f)
                || x != null && f.test(x)
                || y != null && f.test(y)
                || z != null && f.test(z)
                || w != null && f.test(w)
                || anyOf(list, f)
                || anyOf(list2, f);
    }

    private static boolean anyOf(List<Node> nodes, Predicate<Node> f) {
        for (int i = 0; i < nodes.size(); i++) {
            if (f.test(nodes.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the node or one below it satisfies the predicate; bodies of closures are not looked at. */
    public final boolean any(Predicate<Node> f) {
        return f.test(this) || anyChild(c -> c.any(f));
    }

    public final void editChildren(UnaryOperator<Node> f) {
        edit(init, f);
        if (x != null) {
            x = f.apply(x);
        }
        if (y != null) {
            y = f.apply(y);
        }
        if (z != null) {
            z = f.apply(z);
        }
        if (w != null) {
            w = f.apply(w);
        }
        if (!list.isEmpty()) {
            list = mutable(list);
            edit(list, f);
        }
        if (!list2.isEmpty()) {
            list2 = mutable(list2);
            edit(list2, f);
        }
    }

    static List<Node> mutable(List<Node> nodes) {
        return nodes instanceof ArrayList ? nodes : new ArrayList<>(nodes);
    }

    public static void edit(List<Node> nodes, UnaryOperator<Node> f) {
        for (int i = 0; i < nodes.size(); i++) {
            Node n = nodes.get(i);
            Node r = f.apply(n);
            if (r != n) {
                nodes.set(i, r);
            }
        }
    }

    @Override
    public String toString() {
        return Printer.text(this);
    }
}
