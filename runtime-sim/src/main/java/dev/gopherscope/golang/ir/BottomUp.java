package dev.gopherscope.golang.ir;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Visits functions so that callees come before callers; functions that call each other come together, closures with the function around
 * them. Tarjan's algorithm as in {@code ir/scc.go}.
 */
public final class BottomUp {
    private final Consumer<List<Fn>> analyze;
    private final Map<Fn, Integer> ids = new IdentityHashMap<>();
    private final List<Fn> stack = new ArrayList<>();
    private int generation;

    private BottomUp(Consumer<List<Fn>> analyze) {
        this.analyze = analyze;
    }

    public static void visit(List<Fn> funcs, Consumer<List<Fn>> analyze) {
        BottomUp v = new BottomUp(analyze);
        for (Fn fn : List.copyOf(funcs)) {
            if (!fn.isClosure()) {
                v.visit(fn);
            }
        }
    }

    private int visit(Fn fn) {
        Integer known = ids.get(fn);
        if (known != null) {
            return known;
        }
        int id = ++generation;
        ids.put(fn, id);
        int[] min = {++generation};
        stack.add(fn);
        for (Node n : fn.body) {
            walk(n, min);
        }
        if ((min[0] == id || min[0] == id + 1) && !fn.isClosure()) {
            int i = stack.size() - 1;
            while (stack.get(i) != fn) {
                i--;
            }
            List<Fn> block = new ArrayList<>(stack.subList(i, stack.size()));
            stack.subList(i, stack.size()).clear();
            for (Fn f : block) {
                ids.put(f, Integer.MAX_VALUE);
            }
            analyze.accept(block);
        }
        return min[0];
    }

    private void walk(Node n, int[] min) {
        switch (n.op) {
            case NAME -> call(((Name) n).kind == Name.Kind.FUNC ? ((Name) n).func : null, min);
            case METHVALUE, METHEXPR, CLOSURE -> call(n.fn, min);
            default -> {}
        }
        n.anyChild(c -> {
            walk(c, min);
            return false;
        });
    }

    private void call(@Nullable Fn fn, int[] min) {
        if (fn != null && (fn.state != Fn.State.TAGGED || !fn.body.isEmpty())) {
            min[0] = Math.min(min[0], visit(fn));
        }
    }
}
