package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requirements of the main module: its roots, which of them are direct, and, once somebody asks, the graph below them. A value
 * that never changes; edits make new ones. Follows {@code modload.Requirements}.
 */
public final class Requirements {
    /** A graph, and what could not be read in it. */
    record Loaded(ModuleGraph graph, @Nullable GoError error) {
        ModuleGraph orThrow() {
            if (error != null) {
                throw error;
            }
            return graph;
        }
    }

    private final State state;
    final Pruning pruning;
    final List<ModuleVersion> roots;
    final Set<String> direct;
    private final Map<String, String> maxRootVersion = new HashMap<>();
    private @Nullable Loaded loaded;

    /** @param roots sorted; they must have an entry for {@code go} */
    Requirements(State state, Pruning pruning, List<ModuleVersion> roots, Set<String> direct) {
        this.state = state;
        this.pruning = pruning;
        this.roots = List.copyOf(roots);
        this.direct = Set.copyOf(direct);
        for (ModuleVersion m : roots) {
            maxRootVersion.merge(m.path(), m.version(), (x, y) -> Versions.compare(m.path(), x, y) >= 0 ? x : y);
        }
        if (!maxRootVersion.containsKey("go")) {
            throw new IllegalStateException("requirements without a go version: " + roots);
        }
    }

    Map<String, String> maxRootVersions() {
        return maxRootVersion;
    }

    String goVersion() {
        return maxRootVersion.getOrDefault("go", "");
    }

    /** The version of a root, empty for the main module, or null if this path is no root. */
    @Nullable
    String rootSelected(String path) {
        return state.isMain(path) ? "" : maxRootVersion.get(path);
    }

    /** Whether a root is there twice, or is the main module itself. */
    boolean hasRedundantRoot() {
        for (int i = 0; i < roots.size(); i++) {
            String path = roots.get(i).path();
            if (state.isMain(path) || i > 0 && path.equals(roots.get(i - 1).path())) {
                return true;
            }
        }
        return false;
    }

    public boolean isDirect(String path) {
        return direct.contains(path);
    }

    boolean isGraphLoaded() {
        return loaded != null;
    }

    void setGraph(ModuleGraph graph) {
        loaded = new Loaded(graph, null);
    }

    Loaded load() {
        if (loaded == null) {
            loaded = ModuleGraph.read(state, pruning, roots, Set.of());
        }
        return loaded;
    }

    /** The graph; throws if a part of it can't be read. */
    ModuleGraph graph() {
        return load().orThrow();
    }
}
