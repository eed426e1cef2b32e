package dev.gopherscope.golang.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value that an expression always has, found by following variables that are assigned once. Follows {@code ir.StaticValue}. */
public final class Static {
    private Static() {}

    public static Node value(Node start) {
        Node n = start;
        while (true) {
            switch (n.op) {
                case CONVNOP, PAREN -> n = n.operand();
                case INLCALL -> {
                    if (n.list2.size() != 1) {
                        return n;
                    }
                    n = n.list2.getFirst();
                }
                default -> {
                    Node next = definition(n);
                    if (next == null) {
                        return n;
                    }
                    n = next;
                }
            }
        }
    }

    private static @Nullable Node definition(Node n) {
        if (!(n instanceof Name given)) {
            return null;
        }
        Name name = given.canonical();
        Node defn = name.defn;
        if (name.kind != Name.Kind.AUTO || defn == null) {
            return null;
        }
        Node right = null;
        if (defn.op == Op.AS) {
            right = defn.y;
        } else if (defn.op == Op.AS2) {
            int i = identityIndex(defn.list, name);
            right = i < 0 ? null : defn.list2.get(i);
        }
        return right == null || reassigned(name) ? null : right;
    }

    public static int identityIndex(List<Node> nodes, Node n) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) == n) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the variable may get another value than that of its definition. */
    public static boolean reassigned(Name name) {
        Fn fn = name.curfn;
        if (fn == null || name.addrTaken) {
            return true;
        }
        return anyIn(fn.body, n -> assigns(n, name));
    }

    private static boolean assigns(Node n, Name name) {
        return switch (n.op) {
            case AS -> n != name.defn && is(n.x, name);
            case AS2, AS2FUNC, AS2MAPR, AS2DOTTYPE, AS2RECV, SELRECV2 -> {
                if (n != name.defn) {
                    for (Node p : n.list) {
                        if (is(p, name)) {
                            yield true;
                        }
                    }
                }
                yield false;
            }
            case ASOP -> is(n.x, name);
            case RANGE -> is(n.y, name) || is(n.z, name);
            default -> false;
        };
    }

    private static boolean is(@Nullable Node n, Name name) {
        return n != null && outer(n) instanceof Name o && o.canonical() == name;
    }

    /** The variable that a write to a field or element changes. */
    public static Node outer(Node start) {
        Node n = start;
        while (true) {
            switch (n.op) {
                case DOT, PAREN, CONVNOP -> n = n.operand();
                case INDEX -> {
                    if (!TypeShape.isArray(n.operand().type)) {
                        return n;
                    }
                    n = n.operand();
                }
                default -> {
                    return n;
                }
            }
        }
    }

    /** Whether a node or one below it satisfies the predicate, bodies of closures included. */
    public static boolean anyIn(List<Node> nodes, java.util.function.Predicate<Node> f) {
        for (Node n : nodes) {
            if (anyWithClosures(n, f)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyWithClosures(Node n, java.util.function.Predicate<Node> f) {
        if (f.test(n)) {
            return true;
        }
        if (n.op == Op.CLOSURE && anyIn(n.closure().body, f)) {
            return true;
        }
        return n.anyChild(c -> anyWithClosures(c, f));
    }

    /** The function that a call goes to, if that is known without looking at variables. */
    public static @Nullable Fn callee(Node fun) {
        return switch (fun.op) {
            case NAME -> ((Name) fun).kind == Name.Kind.FUNC ? ((Name) fun).func : null;
            case METHEXPR -> fun.fn;
            case CLOSURE -> fun.closure();
            default -> null;
        };
    }
}
