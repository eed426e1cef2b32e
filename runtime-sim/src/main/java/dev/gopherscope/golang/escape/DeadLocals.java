package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes out assignments to variables that nothing reads. Follows {@code deadlocals/deadlocals.go}. */
final class DeadLocals {
    /** An assignment that can go if the variable is not used; {@code index} is -1 for a single one. */
    private record Assign(Node stmt, int index) {
        @Nullable
        Node right() {
            return index < 0 ? stmt.y : stmt.list2.get(index);
        }

        void remove() {
            Name blank = new Name(stmt.pos, "_", Name.Kind.AUTO, Basic.INVALID, null);
            Node zero = new Node(Op.LITERAL, stmt.pos, Basic.INT);
            zero.aux = Constant.of(0);
            if (index < 0) {
                stmt.x = blank;
                stmt.y = zero;
            } else {
                stmt.list = new ArrayList<>(stmt.list);
                stmt.list.set(index, blank);
                stmt.list2 = new ArrayList<>(stmt.list2);
                stmt.list2.set(index, zero);
            }
        }
    }

    private static final List<Assign> USED = List.of();

    private final Map<Name, List<Assign>> defs = new IdentityHashMap<>();
    private final Set<Name> order = new LinkedHashSet<>();

    static void run(Fn fn) {
        DeadLocals d = new DeadLocals();
        d.nodes(fn.body);
        for (Name n : d.order) {
            List<Assign> assigns = d.defs.getOrDefault(n, USED);
            assigns.forEach(Assign::remove);
            if (!assigns.isEmpty()) {
                n.defn = null;
            }
        }
    }

    private void nodes(List<Node> list) {
        list.forEach(this::node);
    }

    private void node(@Nullable Node n) {
        if (n == null) {
            return;
        }
        switch (n.op) {
            case CLOSURE -> {
                nodes(n.init());
                n.closure().closureVars.forEach(this::node);
                nodes(n.closure().body);
            }
            case DCL -> {}
            case NAME -> use((Name) n);
            case AS -> {
                if (n.x != null) {
                    assign(n, -1, n.x, n.y, false);
                }
            }
            case AS2 -> {
                boolean some = n.list.stream().anyMatch(l -> !l.isBlank());
                for (int i = 0; i < n.list.size(); i++) {
                    assign(n, i, n.list.get(i), n.list2.get(i), some);
                }
            }
            default ->
                n.anyChild(c -> {
                    node(c);
                    return false;
                });
        }
    }

    private void use(Name given) {
        Name n = given.canonical();
        if (!isLocal(n, false)) {
            return;
        }
        List<Assign> known = defs.put(n, USED);
        order.add(n);
        if (known != null) {
            for (Assign a : known) {
                node(a.right());
            }
        }
    }

    private void assign(Node stmt, int index, Node left, @Nullable Node right, boolean blankIsNoUse) {
        if (!(left instanceof Name given)) {
            node(left);
            node(right);
            return;
        }
        Name n = given.canonical();
        if (isLocal(n, blankIsNoUse) && !hasEffects(right)) {
            List<Assign> known = defs.get(n);
            if (known != USED) {
                order.add(n);
                defs.computeIfAbsent(n, k -> new ArrayList<>()).add(new Assign(stmt, index));
                return;
            }
        }
        node(right);
    }

    private static boolean hasEffects(@Nullable Node n) {
        if (n == null) {
            return false;
        }
        return !n.init().isEmpty() || n.op != Op.NAME && n.op != Op.LITERAL && n.op != Op.NIL && n.op != Op.CLOSURE;
    }

    private static boolean isLocal(Name n, boolean blankIsNoUse) {
        if (n.isBlank()) {
            return blankIsNoUse;
        }
        return n.kind == Name.Kind.AUTO || n.kind == Name.Kind.PARAM;
    }
}
