package dev.gopherscope.modules.load;

import dev.gopherscope.modules.modfile.Directive.Exclude;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The main module and an index of its go.mod. Follows {@code MainModuleSet} and {@code modFileIndex}, for one module. */
final class MainModule {
    /** What a run compares with to see whether go.mod has to be written. */
    private record Index(
            boolean fixed,
            String goVersion,
            String toolchain,
            Map<ModuleVersion, Boolean> indirect,
            Map<ModuleVersion, ModuleVersion> replace,
            Set<ModuleVersion> exclude) {}

    final ModuleVersion version;
    final String folder;
    final ModFile file;
    private Index index;
    final Map<ModuleVersion, ModuleVersion> replace = new LinkedHashMap<>();
    final Set<ModuleVersion> exclude = new LinkedHashSet<>();
    /** Path to the highest version that is replaced; the empty version if all are. */
    final Map<String, String> highestReplaced = new TreeMap<>(GoText::compare);

    /** @param fixed whether reading the file made a version canonical */
    MainModule(String folder, ModFile file, boolean fixed, State state) {
        this.version = new ModuleVersion(file.modulePath(), "");
        this.folder = folder;
        this.file = file;
        for (Replace r : file.replace()) {
            ModuleVersion before = replace.put(r.old(), r.replacement());
            if (before != null && !before.equals(r.replacement())) {
                throw state.console.fatal(
                        "go: conflicting replacements for " + r.old() + ":\n\t" + before + "\n\t" + r.replacement());
            }
            String path = r.old().path();
            String highest = highestReplaced.get(path);
            if (highest == null || Versions.compare(path, r.old().version(), highest) > 0) {
                highestReplaced.put(path, r.old().version());
            }
        }
        for (Exclude x : file.exclude()) {
            exclude.add(x.module());
        }
        this.index = index(fixed);
    }

    private Index index(boolean fixed) {
        var indirect = new HashMap<ModuleVersion, Boolean>();
        for (Require r : file.require()) {
            indirect.put(r.module(), r.indirect());
        }
        return new Index(
                fixed,
                file.goVersion(),
                file.toolchain(),
                indirect,
                new HashMap<>(replace),
                new LinkedHashSet<>(exclude));
    }

    /** The go version of the file as it was read; empty without a go line. */
    String readGoVersion() {
        return index.goVersion;
    }

    String goVersion() {
        return file.hasGoLine() ? file.goVersion() : GoRelease.DEFAULT_GO_MOD;
    }

    boolean requires(ModuleVersion m) {
        return index.indirect.containsKey(m);
    }

    /** Takes the file as it is now for written. */
    void written() {
        index = index(false);
    }

    /** Whether the file has to be written. A wrong {@code // indirect} alone is no reason in readonly mode. */
    boolean isDirty(boolean readonly) {
        if (index.fixed
                || !file.goVersion().equals(index.goVersion)
                || !file.toolchain().equals(index.toolchain)
                || file.require().size() != index.indirect.size()
                || file.replace().size() != index.replace.size()
                || file.exclude().size() != index.exclude.size()) {
            return true;
        }
        for (Require r : file.require()) {
            Boolean indirect = index.indirect.get(r.module());
            if (indirect == null || indirect != r.indirect() && !readonly) {
                return true;
            }
        }
        return false;
    }

    /** The replacement of a module version, by version first; null if there is none. */
    @Nullable
    ModuleVersion replacementOf(ModuleVersion m) {
        ModuleVersion exact = replace.get(m);
        return exact != null ? exact : replace.get(m.at(""));
    }
}
