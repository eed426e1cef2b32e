package dev.gopherscope.modules.load;

import dev.gopherscope.modules.load.PackageLoader.Pkg;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which lines go.sum needs: those of the graph's go.mod files and of modules that packages come from. Follows {@code keepSums}. */
final class SumKeeper {
    private final State state;
    private final Set<ModuleVersion> keep = new HashSet<>();

    SumKeeper(State state) {
        this.state = state;
    }

    /** @param addBuildList whether the zips of the whole build list are kept, not only of modules that gave packages */
    Set<ModuleVersion> keep(@Nullable PackageLoader loader, Requirements rs, boolean addBuildList) {
        boolean modSumsForZips = true;
        if (loader == null) {
            modSumsForZips =
                    GoRelease.isAtLeast(state.goVersion(), GoRelease.TIDY_GO_MOD_SUM) || state.mode == State.Mode.MOD;
        } else {
            boolean old = !GoRelease.isAtLeast(loader.requirements().goVersion(), GoRelease.TIDY_GO_MOD_SUM)
                    && (loader.isTidy() || state.mode != State.Mode.MOD);
            modSumsForZips = !old;
            for (Pkg pkg : loader.pkgs) {
                if (pkg.testOf != null
                        || pkg.mod.isNone() && pkg.error == null
                        || ModulePath.checkImport(pkg.path) != null) {
                    continue;
                }
                keepPackage(pkg, rs, !old);
            }
        }
        if (!rs.isGraphLoaded()) {
            for (ModuleVersion m : rs.roots) {
                ModuleVersion r = state.resolved(m);
                keep.add(r.goModKey());
                if (addBuildList) {
                    keep.add(r);
                }
            }
            return keep;
        }
        ModuleGraph mg = rs.load().graph();
        mg.graph.walk(m -> {
            if (mg.requiredBy(m) != null) {
                keep.add(state.resolved(m).goModKey());
            }
        });
        if (addBuildList) {
            for (ModuleVersion m : mg.buildList()) {
                ModuleVersion r = state.resolved(m);
                if (modSumsForZips) {
                    keep.add(r.goModKey());
                }
                keep.add(r);
            }
        }
        return keep;
    }

    private void keepPackage(Pkg pkg, Requirements rs, boolean goModToo) {
        if (goModToo) {
            keep.add(state.resolved(pkg.mod).goModKey());
        }
        boolean lazily = rs.pruning == Pruning.PRUNED
                && !pkg.mod.isNone()
                && pkg.mod.version().equals(rs.rootSelected(pkg.mod.path()));
        for (String prefix = pkg.path; !prefix.equals("."); prefix = ModulePath.parent(prefix)) {
            String v = lazily ? rs.rootSelected(prefix) : rs.load().graph().selected(prefix);
            if (v != null && !v.equals("none")) {
                keep.add(state.resolved(new ModuleVersion(prefix, v)));
            }
        }
    }
}
