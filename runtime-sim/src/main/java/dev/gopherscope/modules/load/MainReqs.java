package dev.gopherscope.modules.load;

import dev.gopherscope.modules.mvs.Reqs;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.List;

/** The requirements of a main module with other roots, for the pure algorithms. Follows {@code mvsReqs}. */
record MainReqs(State state, List<ModuleVersion> roots) implements Reqs {
    @Override
    public List<ModuleVersion> required(ModuleVersion m) {
        if (m.version().isEmpty() && state.isMain(m.path())) {
            return roots;
        }
        return m.version().equals("none") ? List.of() : state.summaries.get(m).require();
    }

    @Override
    public int compare(String path, String x, String y) {
        return Versions.compareWithMain(path, x, y);
    }
}
