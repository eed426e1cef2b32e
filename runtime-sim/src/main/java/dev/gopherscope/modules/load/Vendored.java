package dev.gopherscope.modules.load;

import dev.gopherscope.modules.load.Importer.Found;
import dev.gopherscope.modules.load.Importer.Place;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.SemVer;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The vendor folder: what {@code vendor/modules.txt} says, and whether it fits go.mod. Follows {@code modload/vendor.go}. */
final class Vendored {
    private static final class Meta {
        boolean explicit;

        @Nullable
        ModuleVersion replacement;
    }

    private final State state;
    private boolean read;
    private final List<ModuleVersion> modules = new ArrayList<>();
    private final List<ModuleVersion> replaced = new ArrayList<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<String, ModuleVersion> packages = new HashMap<>();
    private final Map<ModuleVersion, Meta> meta = new LinkedHashMap<>();

    Vendored(State state) {
        this.state = state;
    }

    String folder() {
        return state.main().folder + "/vendor";
    }

    private void read() {
        if (read) {
            return;
        }
        read = true;
        String text = state.tree.text(folder() + "/modules.txt");
        ModuleVersion mod = ModuleVersion.NONE;
        for (String line : text == null ? List.<String>of() : text.lines().toList()) {
            if (line.startsWith("# ")) {
                String[] f = line.split("\\s+");
                if (f.length < 3) {
                    continue;
                }
                int arrow;
                if (SemVer.isValid(f[2])) {
                    mod = new ModuleVersion(f[1], f[2]);
                    arrow = 3;
                } else if (f[2].equals("=>")) {
                    mod = new ModuleVersion(f[1], "");
                    arrow = 2;
                } else {
                    mod = ModuleVersion.NONE;
                    continue;
                }
                if (f.length > arrow + 1 && f[arrow].equals("=>")) {
                    meta(mod).replacement = new ModuleVersion(f[arrow + 1], f.length > arrow + 2 ? f[arrow + 2] : "");
                    replaced.add(mod);
                }
            } else if (line.startsWith("## ")) {
                readNotes(mod, line.substring(3));
            } else if (!mod.isNone() && !line.isBlank() && ModulePath.checkImport(line.strip()) == null) {
                packages.put(line.strip(), mod);
                String v = versions.get(mod.path());
                if (v == null || Versions.compare(mod.path(), v, mod.version()) < 0) {
                    modules.add(mod);
                    versions.put(mod.path(), mod.version());
                }
            }
        }
    }

    private void readNotes(ModuleVersion mod, String notes) {
        for (String note : notes.split(";")) {
            String n = note.strip();
            if (n.equals("explicit")) {
                meta(mod).explicit = true;
            } else if (n.startsWith("go ")) {
                state.rawGoVersions.put(mod, n.substring(3));
                GoError tooNew = GoRelease.tooNew(mod.path() + " in vendor/modules.txt", n.substring(3));
                if (tooNew != null) {
                    throw state.console.fatal(tooNew);
                }
            }
        }
    }

    private Meta meta(ModuleVersion m) {
        return meta.computeIfAbsent(m, _ -> new Meta());
    }

    /** In vendor mode every module that gives packages requires all the others: the true edges are unknown. */
    ModSummary summary(ModuleVersion m) {
        read();
        return ModSummary.empty(m.path(), m.version().equals(versions.get(m.path())) ? modules : List.of());
    }

    Found find(String path, Importer importer) {
        read();
        String main = state.mainVersion().path();
        String own = importer.folderIn(path, main, new Place(state.main().folder, true));
        String vendored = folder() + "/" + path;
        ModuleVersion m = packages.get(path);
        boolean has = m != null && ImportScanner.hasGoFiles(state.tree, vendored);
        if (own != null && has) {
            throw new ImportErrors.Ambiguous(path, List.of(own, vendored));
        }
        if (own != null) {
            return new Found(state.mainVersion(), own, List.of());
        }
        if (m != null && has) {
            return new Found(m, vendored, List.of());
        }
        throw ImportErrors.Missing.of(path, state);
    }

    /** Takes modules.txt for the graph. */
    void initGraph(Requirements rs) {
        read();
        var graph = new ModuleGraph(state);
        if (rs.pruning == Pruning.PRUNED) {
            boolean inconsistent = false;
            for (ModuleVersion m : modules) {
                if (!m.version().equals(rs.rootSelected(m.path()))) {
                    state.console.error("go: vendored module " + m + " should be required explicitly in go.mod");
                    inconsistent = true;
                }
            }
            if (inconsistent) {
                throw state.console.fatal(state.goModDirty());
            }
            graph.graph.require(state.mainVersion(), rs.roots);
        } else {
            var list = new ModuleVersion("vendor/modules.txt", "");
            var roots = new ArrayList<>(rs.roots);
            roots.add(list);
            graph.graph.require(state.mainVersion(), roots);
            graph.graph.require(list, modules);
        }
        rs.setGraph(graph);
    }

    /** Ends the run if modules.txt and go.mod disagree. */
    void checkConsistency() {
        read();
        MainModule main = state.main();
        boolean old = !GoRelease.isAtLeast(main.readGoVersion().isEmpty() ? "0" : main.readGoVersion(), "1.14");
        var errors = new StringBuilder();
        for (Require r : main.file.require()) {
            ModuleVersion m = r.module();
            if (!meta(m).explicit) {
                String v = versions.get(m.path());
                if (!old) {
                    add(
                            errors,
                            m,
                            "is explicitly required in go.mod, but not marked as explicit in vendor/modules.txt");
                } else if (v != null && !v.equals(m.version())) {
                    add(errors, m, "is explicitly required in go.mod, but vendor/modules.txt indicates " + m.at(v));
                }
            }
        }
        for (Replace r : main.file.replace()) {
            ModuleVersion now = main.replacementOf(r.old());
            ModuleVersion noted = meta(r.old()).replacement;
            if (noted == null) {
                boolean expected = !old
                        || !r.old().version().isEmpty()
                                && r.old().version().equals(versions.get(r.old().path()));
                if (now != null && expected) {
                    add(errors, r.old(), "is replaced in go.mod, but not marked as replaced in vendor/modules.txt");
                }
            } else if (!noted.equals(now)) {
                add(
                        errors,
                        r.old(),
                        "is replaced by " + now + " in go.mod, but marked as replaced by " + noted
                                + " in vendor/modules.txt");
            }
        }
        for (ModuleVersion m : modules) {
            if (meta(m).explicit && !main.requires(m)) {
                add(errors, m, "is marked as explicit in vendor/modules.txt, but not explicitly required in go.mod");
            }
        }
        for (ModuleVersion m : replaced) {
            if (state.replacement(m) == null) {
                add(errors, m, "is marked as replaced in vendor/modules.txt, but not replaced in go.mod");
            }
        }
        if (!errors.isEmpty()) {
            throw state.console.fatal(
                    "go: inconsistent vendoring in " + main.folder + ":" + errors
                            + "\n\n\tTo ignore the vendor directory, use -mod=readonly or -mod=mod.\n\tTo sync the vendor directory, run:\n\t\tgo mod vendor");
        }
    }

    private static void add(StringBuilder errors, ModuleVersion m, String text) {
        errors.append("\n\t").append(m).append(": ").append(text);
    }
}
