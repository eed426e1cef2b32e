package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which module versions can't stand in the graph, and why: apart for the pruned and the unpruned parts, since what is wrong below a
 * module may be pruned out. Follows {@code dqTracker} of {@code modload/edit.go}.
 */
final class Disqualified {
    /** Why: an error, or a module that is or is required by this one. */
    record Reason(@Nullable GoError error, @Nullable ModuleVersion dependency) {}

    private static final class Reasons {
        @Nullable
        Reason pruned;

        @Nullable
        Reason unpruned;

        @Nullable
        Reason from(Pruning p) {
            return p == Pruning.UNPRUNED ? unpruned : pruned;
        }
    }

    private final Map<ModuleVersion, Pruning> rootPruning;
    private final Map<ModuleVersion, Reasons> reasons = new HashMap<>();
    private final Map<ModuleVersion, List<ModuleVersion>> requiring = new HashMap<>();

    /** @param rootPruning the roots of the extended graph and how their requirements are read */
    Disqualified(Map<ModuleVersion, Pruning> rootPruning) {
        this.rootPruning = rootPruning;
    }

    private @Nullable Reason reason(ModuleVersion m, Pruning p) {
        Reasons r = reasons.get(m);
        return r == null ? null : r.from(p);
    }

    boolean is(ModuleVersion m, Pruning p) {
        return reason(m, p) != null;
    }

    /** Notes that m requires r. False if m is out for good by that. */
    boolean require(ModuleVersion m, ModuleVersion r) {
        Pruning root = rootPruning.get(r);
        if (root != null && is(r, root)) {
            disqualify(m, Pruning.PRUNED, new Reason(null, r));
            return false;
        }
        if (is(r, Pruning.UNPRUNED)) {
            disqualify(m, Pruning.UNPRUNED, new Reason(null, r));
            if (!rootPruning.containsKey(m)) {
                return false;
            }
        }
        requiring.computeIfAbsent(r, _ -> new ArrayList<>()).add(m);
        return true;
    }

    void disqualify(ModuleVersion m, Pruning from, Reason reason) {
        Reasons now = reasons.computeIfAbsent(m, _ -> new Reasons());
        if (now.from(from) != null) {
            return;
        }
        Pruning root = rootPruning.get(m);
        if (from == Pruning.PRUNED) {
            now.pruned = reason;
            if (now.unpruned == null) {
                now.unpruned = reason;
            }
        } else {
            now.unpruned = reason;
            if (root == Pruning.UNPRUNED) {
                now.pruned = reason;
            }
        }
        if (root != null && (from == Pruning.PRUNED || root == Pruning.UNPRUNED)) {
            List<ModuleVersion> above = requiring.getOrDefault(m, List.of());
            for (ModuleVersion p : List.copyOf(above)) {
                disqualify(p, Pruning.PRUNED, new Reason(null, m));
            }
            requiring.remove(m);
            return;
        }
        for (ModuleVersion p : List.copyOf(requiring.getOrDefault(m, List.of()))) {
            disqualify(p, Pruning.UNPRUNED, new Reason(null, m));
        }
        if (root == null) {
            requiring.remove(m);
        }
    }

    /** The way from a module to what is wrong; empty if nothing is. */
    record Path(List<ModuleVersion> modules, @Nullable GoError error) {}

    Path path(ModuleVersion start, Pruning startPruning) {
        var path = new ArrayList<ModuleVersion>();
        ModuleVersion m = start;
        Pruning pruning = startPruning;
        while (true) {
            if (rootPruning.get(m) == Pruning.UNPRUNED) {
                pruning = Pruning.UNPRUNED;
            }
            Reason r = reason(m, pruning);
            if (r == null) {
                return new Path(path, null);
            }
            path.add(m);
            if (r.error != null || r.dependency == null || r.dependency.equals(m)) {
                return new Path(path, r.error);
            }
            m = r.dependency;
        }
    }
}
