package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives every iteration its own loop variable where that makes a difference: where a closure captures it or its address is taken. Follows
 * {@code loopvar/loopvar.go}.
 */
final class LoopVars {
    private final Fn fn;
    private final Map<Name, Boolean> leaked = new IdentityHashMap<>();
    private final Map<Name, Node> declared = new IdentityHashMap<>();
    private int returnInLoop = -1;
    private int loopDepth;
    private int labels;

    private LoopVars(Fn fn) {
        this.fn = fn;
    }

    static void run(Fn fn) {
        LoopVars v = new LoopVars(fn);
        fn.body.forEach(v::scan);
        if (!v.declared.isEmpty()) {
            v.moveDeclarations();
        }
    }

    private void scan(Node n) {
        switch (n.op) {
            case CLOSURE -> {
                if (returnInLoop < loopDepth) {
                    for (Name cv : n.closure().closureVars) {
                        leaked.computeIfPresent(cv.canonical(), (k, v) -> true);
                    }
                }
            }
            case ADDR, PTRLIT -> {
                if (returnInLoop < loopDepth && Static.outer(n.operand()) instanceof Name name && name.isLocal()) {
                    leaked.computeIfPresent(name, (k, v) -> true);
                }
            }
            case RETURN -> {
                int saved = returnInLoop;
                returnInLoop = loopDepth;
                children(n);
                returnInLoop = saved;
                return;
            }
            case RANGE -> {
                if (n.flag && n.distinct) {
                    range(n);
                    return;
                }
            }
            case FOR -> {
                if (n.distinct) {
                    forStmt(n);
                    return;
                }
            }
            default -> {}
        }
        children(n);
    }

    private void children(Node n) {
        n.anyChild(c -> {
            scan(c);
            return false;
        });
    }

    private void mayLeak(@Nullable Node n) {
        if (n instanceof Name name && name.isLocal() && !name.isBlank()) {
            leaked.put(name, false);
        }
    }

    private boolean isLeaked(@Nullable Node n) {
        return n instanceof Name name && leaked.getOrDefault(name, false);
    }

    private Name temp(dev.gopherscope.golang.ir.XPos pos, dev.gopherscope.golang.types.Type type) {
        Name t = new Name(pos, ".autotmp_" + fn.dcl.size(), Name.Kind.AUTO, type, fn);
        t.temp = true;
        fn.dcl.add(t);
        return t;
    }

    private void range(Node n) {
        mayLeak(n.y);
        mayLeak(n.z);
        loopDepth++;
        children(n);
        loopDepth--;
        n.y = replaced(n.y, n);
        n.z = replaced(n.z, n);
        n.distinct = false;
    }

    private @Nullable Node replaced(@Nullable Node v, Node loop) {
        if (!(v instanceof Name name) || !isLeaked(v)) {
            return v;
        }
        Name tmp = temp(loop.pos, name.type);
        Node as = Node.assign(loop.pos, name, tmp);
        as.flag = true;
        List<Node> body = new ArrayList<>(loop.list);
        body.addFirst(as);
        loop.list = body;
        name.defn = as;
        declared.put(name, as);
        return tmp;
    }

    private static void definedIn(Node loop, Consumer<Name> f) {
        for (Node s : loop.init()) {
            if (s.op == Op.AS && s.flag && s.x instanceof Name name) {
                f.accept(name);
            } else if (s.op.isAssignList() && s.flag) {
                for (Node l : s.list) {
                    if (l instanceof Name name) {
                        f.accept(name);
                    }
                }
            }
        }
    }

    private void forStmt(Node n) {
        definedIn(n, this::mayLeak);
        loopDepth++;
        children(n);
        loopDepth--;
        n.distinct = false;
        List<Name> vars = new ArrayList<>();
        definedIn(n, v -> {
            if (isLeaked(v)) {
                vars.add(v);
            }
        });
        if (!vars.isEmpty()) {
            transform(n, vars);
        }
    }

    /** Each iteration copies the outer variable in, and its own back out before the next one. */
    private void transform(Node n, List<Name> vars) {
        List<Node> before = new ArrayList<>();
        List<Node> after = new ArrayList<>();
        Map<Name, Name> outer = new IdentityHashMap<>();
        for (Name v : vars) {
            Name t = temp(n.pos, v.type);
            outer.put(v, t);
            Node as = Node.assign(n.pos, v, t);
            as.flag = true;
            v.defn = as;
            declared.put(v, as);
            before.add(as);
            after.add(Node.assign(n.pos, t, v));
        }
        String label = ".3clNext_" + fn.name + "_" + ++labels;
        editContinues(n.list, n.sel(), label, 0);
        for (Node s : n.init()) {
            if (s.op == Op.AS && s.x instanceof Name v && outer.containsKey(v)) {
                s.x = outer.get(v);
            } else if (s.op.isAssignList()) {
                s.list = new ArrayList<>(s.list);
                Node.edit(s.list, l -> l instanceof Name v && outer.get(v) instanceof Name t ? t : l);
            }
        }
        if (n.y != null) {
            Name first = temp(n.pos, Basic.BOOL);
            Node branch = Node.unary(Op.IF, n.pos, Basic.INVALID, first);
            branch.list = new ArrayList<>(List.of(Node.assign(n.pos, first, bool(n, false))));
            branch.list2 = new ArrayList<>(List.of(n.y));
            branch.addInit(Node.dcl(n.pos, first));
            before.add(branch);
            n.addInit(Node.assign(n.pos, first, bool(n, true)));
        }
        if (n.x != null) {
            Node not = Node.unary(Op.NOT, n.x.pos, n.x.type, n.x);
            Node exit = Node.unary(Op.IF, n.pos, Basic.INVALID, not);
            exit.list = new ArrayList<>(List.of(new Node(Op.BREAK, n.pos, null)));
            before.add(exit);
        }
        before.addAll(n.list);
        Node next = new Node(Op.LABEL, n.pos, null);
        next.aux = label;
        before.add(next);
        before.addAll(after);
        n.list = before;
        n.x = null;
        n.y = null;
    }

    private static Node bool(Node at, boolean value) {
        Node n = new Node(Op.LITERAL, at.pos, Basic.BOOL);
        n.aux = Constant.of(value);
        return n;
    }

    private static void editContinues(List<Node> nodes, String loopLabel, String label, int depth) {
        for (Node c : nodes) {
            editContinues(c, loopLabel, label, depth);
        }
    }

    private static void editContinues(Node c, String loopLabel, String label, int depth) {
        if (c.op == Op.CONTINUE) {
            boolean here =
                    c.aux == null ? depth == 0 : !loopLabel.isEmpty() && c.sel().equals(loopLabel);
            if (here) {
                c.op = Op.GOTO;
                c.aux = label;
            }
        }
        int inner = c.op == Op.FOR || c.op == Op.RANGE ? depth + 1 : depth;
        c.anyChild(k -> {
            editContinues(k, loopLabel, label, inner);
            return false;
        });
    }

    /** Declarations go where the copy for the iteration is made. */
    private void moveDeclarations() {
        fn.body = move(fn.body);
    }

    private List<Node> move(List<Node> nodes) {
        List<Node> out = new ArrayList<>();
        for (Node n : nodes) {
            if (n.op == Op.DCL && n.x instanceof Name v && declared.get(v) instanceof Node as) {
                as.addInit(n);
                continue;
            }
            moveBelow(n);
            out.add(n);
        }
        return out;
    }

    private void moveBelow(Node n) {
        if (!n.init().isEmpty() && !(n.op == Op.AS && n.x instanceof Name v && declared.get(v) == n)) {
            n.setInit(move(n.init()));
        }
        if (!n.list.isEmpty()) {
            n.list = move(n.list);
        }
        if (!n.list2.isEmpty()) {
            n.list2 = move(n.list2);
        }
        for (Node c : new Node[] {n.x, n.y, n.z, n.w}) {
            if (c != null) {
                moveBelow(c);
            }
        }
    }
}
