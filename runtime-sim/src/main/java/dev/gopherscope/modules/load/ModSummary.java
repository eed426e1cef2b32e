package dev.gopherscope.modules.load;

import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.modfile.Directive.Retract;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.List;

/** What the go.mod of a dependency says, as far as the main module cares. */
public record ModSummary(
        String path,
        String goVersion,
        Pruning pruning,
        List<ModuleVersion> require,
        List<Retract> retract,
        String deprecated) {

    static ModSummary of(ModFile f) {
        var require = new ArrayList<ModuleVersion>();
        for (Require r : f.require()) {
            require.add(r.module());
        }
        String go = f.goVersion();
        if (!go.isEmpty() && GoRelease.isAtLeast(go, GoRelease.STRICT)) {
            require.add(new ModuleVersion("go", go));
        }
        Pruning pruning = f.hasGoLine() ? Pruning.of(go) : Pruning.UNPRUNED;
        return new ModSummary(f.modulePath(), go, pruning, require, f.retract(), f.deprecated());
    }

    static ModSummary empty(String path, List<ModuleVersion> require) {
        return new ModSummary(path, "", Pruning.PRUNED, require, List.of(), "");
    }

    ModSummary withRequire(List<ModuleVersion> list) {
        return new ModSummary(path, goVersion, pruning, list, retract, deprecated);
    }
}
