package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.ir.TypeShape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes initialisations of package variables out of the initialiser that the linker can lay out as data; what has to be computed stays.
 * Follows {@code staticinit/sched.go}. Left out: copies of other variables.
 */
final class StaticInit {
    private final List<Node> out = new ArrayList<>();

    private StaticInit() {}

    static void run(Fn init) {
        StaticInit s = new StaticInit();
        for (Node n : init.body) {
            if (n.op == Op.AS
                    && n.init().isEmpty()
                    && n.x instanceof Name name
                    && name.kind == Name.Kind.GLOBAL
                    && n.y != null
                    && s.assign(n, name, n.y)) {
                continue;
            }
            s.out.add(n);
        }
        init.body = s.out;
    }

    /** What could not be laid out becomes an assignment of its own. */
    private void dynamic(Node stmt, Name target, Node value) {
        out.add(Node.assign(stmt.pos, target, value));
    }

    /** Whether a value can be laid out as data, save for parts that are added to the rest. */
    private boolean assign(Node stmt, Name target, Node given) {
        Node r = given;
        while (r.op == Op.CONVNOP && r.init().isEmpty()) {
            r = r.operand();
        }
        switch (r.op) {
            case NAME -> {
                return ((Name) r).kind == Name.Kind.FUNC;
            }
            case METHEXPR, LITERAL, NIL -> {
                return true;
            }
            case ADDR -> {
                return Static.outer(r.operand()) instanceof Name n && n.kind == Name.Kind.GLOBAL;
            }
            case PTRLIT -> {
                part(stmt, target, r.operand());
                return true;
            }
            case STR2BYTES -> {
                return r.operand().op == Op.LITERAL;
            }
            case SLICELIT, ARRAYLIT, STRUCTLIT -> {
                for (Node e : r.list) {
                    Node v = e.op == Op.KEY ? e.right() : e.op == Op.STRUCTKEY ? e.operand() : e;
                    part(stmt, target, v);
                }
                return true;
            }
            case CLOSURE -> {
                return !r.closure().isClosure();
            }
            case CONVIFACE -> {
                Node v = r;
                while (v.op == Op.CONVIFACE) {
                    v = v.operand();
                }
                if (TypeShape.isInterface(v.type)) {
                    return false;
                }
                part(stmt, target, v);
                return true;
            }
            case INLCALL -> {
                Node value = inlined(r);
                return value != null && assign(stmt, target, value);
            }
            default -> {
                return false;
            }
        }
    }

    private void part(Node stmt, Name target, Node value) {
        if (!assign(stmt, target, value)) {
            dynamic(stmt, target, value);
        }
    }

    /** The value that an inlined call gives if it does nothing else, arguments put in; null if it does more. */
    private static @Nullable Node inlined(Node call) {
        Map<Name, Node> args = new IdentityHashMap<>();
        for (Node i : call.init()) {
            switch (i.op) {
                case AS2 -> {
                    for (int k = 0; k < i.list.size(); k++) {
                        if (i.list.get(k) instanceof Name n) {
                            args.put(n, i.list2.get(k));
                        }
                    }
                }
                case INLMARK -> {}
                default -> {
                    return null;
                }
            }
        }
        if (call.list.size() != 2 || call.list.getFirst().op != Op.BLOCK || call.list2.size() != 1) {
            return null;
        }
        Node value = null;
        for (Node s : call.list.getFirst().list) {
            switch (s.op) {
                case DCL, GOTO -> {}
                case AS2 -> value = s.list2.getFirst();
                default -> {
                    return null;
                }
            }
        }
        for (Node a : args.values()) {
            if (!isSimple(a)) {
                return null;
            }
        }
        if (value == null) {
            return null;
        }
        Node v = value;
        boolean calls = v.any(n -> n.op == Op.CALLFUNC || n.op == Op.CALLINTER || n.op == Op.INLCALL);
        if (calls) {
            return null;
        }
        return substitute(v, args);
    }

    private static boolean isSimple(Node n) {
        return n.op == Op.LITERAL || n.op == Op.NIL || n instanceof Name name && name.kind == Name.Kind.FUNC;
    }

    private static Node substitute(Node n, Map<Name, Node> args) {
        if (n instanceof Name name && args.containsKey(name)) {
            return args.get(name);
        }
        n.editChildren(c -> substitute(c, args));
        return n;
    }
}
