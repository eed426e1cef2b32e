package dev.gopherscope.modules.mvs;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which module versions a set of upper bounds forbids: those above their bound, and all that require a forbidden one. */
final class DowngradeLimits {
    private final Reqs reqs;
    private final Map<String, String> max;
    private final Set<ModuleVersion> added = new HashSet<>();
    private final Set<ModuleVersion> excluded = new HashSet<>();
    private final Map<ModuleVersion, List<ModuleVersion>> requiredBy = new HashMap<>();

    DowngradeLimits(Reqs reqs, Map<String, String> max) {
        this.reqs = reqs;
        this.max = max;
    }

    /** The highest allowed version at or below this one, or null if none is left. */
    @Nullable
    ModuleVersion lower(ModuleVersion start) {
        ModuleVersion r = start;
        add(r);
        while (excluded.contains(r)) {
            ModuleVersion p = reqs.previous(r);
            // The bound itself may be a version that is never offered; it must not be skipped on the way down.
            String v = max.getOrDefault(r.path(), "none");
            if (!Mvs.max(reqs, r.path(), v, r.version()).equals(v)
                    && !Mvs.max(reqs, r.path(), p.version(), v).equals(p.version())) {
                p = p.at(v);
            }
            if (p.version().equals("none")) {
                return null;
            }
            add(p);
            r = p;
        }
        return r;
    }

    private record Visit(ModuleVersion module, List<ModuleVersion> required, int[] next) {}

    private void add(ModuleVersion start) {
        var stack = new ArrayDeque<Visit>();
        enter(start, stack);
        while (!stack.isEmpty()) {
            Visit v = stack.element();
            if (v.next[0] > 0) {
                ModuleVersion r = v.required.get(v.next[0] - 1);
                if (excluded.contains(r)) {
                    exclude(v.module);
                    stack.remove();
                    continue;
                }
                requiredBy.computeIfAbsent(r, _ -> new ArrayList<>()).add(v.module);
            }
            if (v.next[0] == v.required.size()) {
                stack.remove();
                continue;
            }
            enter(v.required.get(v.next[0]++), stack);
        }
    }

    private void enter(ModuleVersion m, ArrayDeque<Visit> stack) {
        if (!added.add(m)) {
            return;
        }
        String v = max.get(m.path());
        if (v != null && !Mvs.max(reqs, m.path(), m.version(), v).equals(v)) {
            exclude(m);
            return;
        }
        try {
            stack.push(new Visit(m, reqs.required(m), new int[1]));
        } catch (GoError e) {
            // What can't be read can't be required, as when it were forbidden.
            exclude(m);
        }
    }

    private void exclude(ModuleVersion start) {
        var todo = new ArrayDeque<ModuleVersion>();
        todo.push(start);
        while (!todo.isEmpty()) {
            ModuleVersion m = todo.pop();
            if (excluded.add(m)) {
                requiredBy.getOrDefault(m, List.of()).forEach(todo::push);
            }
        }
    }
}
