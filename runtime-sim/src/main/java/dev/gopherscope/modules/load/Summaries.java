package dev.gopherscope.modules.load;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The go.mod files of dependencies, with replacements and exclusions applied. Follows {@code goModSummary}. */
final class Summaries {
    /** What was read, and what is wrong with it; both if only the Go release is too new. */
    private record Raw(
            @Nullable ModSummary summary, @Nullable GoError error) {}

    private final State state;
    private final Map<ModuleVersion, Raw> cache = new HashMap<>();

    Summaries(State state) {
        this.state = state;
    }

    /** The go.mod of a required module, as the main module sees it. */
    ModSummary get(ModuleVersion m) {
        if (Versions.isToolchain(m.path())) {
            return toolchain(m);
        }
        if (state.isVendor()) {
            return state.vendored.summary(m);
        }
        ModuleVersion actual = state.resolved(m);
        if (state.mustHaveSums()
                && !actual.version().isEmpty()
                && !state.fetcher.sums().has(actual.goModKey())) {
            throw ModuleError.about(
                    actual,
                    new SumMissing("missing go.sum entry for go.mod file; to add it:\n\tgo mod download " + m.path()));
        }
        ModSummary summary = raw(actual);
        if (!actual.version().isEmpty()) {
            if (summary.path().isEmpty()) {
                throw ModuleError.about(actual, GoError.of("parsing go.mod: missing module line"));
            }
            if (!summary.path().equals(m.path()) && !summary.path().equals(actual.path())) {
                throw ModuleError.about(
                        actual,
                        GoError.of("parsing go.mod:\n\tmodule declares its path as: " + summary.path()
                                + "\n\t        but was required as: " + m.path()));
            }
        }
        var exclude = state.main().exclude;
        if (exclude.isEmpty() || summary.require().stream().noneMatch(exclude::contains)) {
            return summary;
        }
        List<ModuleVersion> kept = new ArrayList<>(summary.require());
        kept.removeIf(exclude::contains);
        return summary.withRequire(kept);
    }

    private static ModSummary toolchain(ModuleVersion m) {
        // A Go release from 1.21 on brings its toolchain into the graph.
        return ModSummary.empty(
                m.path(),
                m.path().equals("go") && GoRelease.isAtLeast(m.version(), GoRelease.STRICT)
                        ? List.of(new ModuleVersion("toolchain", "go" + m.version()))
                        : List.of());
    }

    /** The go.mod as it is. */
    ModSummary raw(ModuleVersion m) {
        Raw raw = rawResult(m);
        if (raw.error != null || raw.summary == null) {
            throw raw.error == null ? GoError.of("no go.mod") : raw.error;
        }
        return raw.summary;
    }

    /** The go.mod as it is, even if it needs a newer Go. */
    ModSummary rawOfAnyRelease(ModuleVersion m) {
        Raw raw = rawResult(m);
        if (raw.summary == null) {
            throw raw.error == null ? GoError.of("no go.mod") : raw.error;
        }
        return raw.summary;
    }

    private Raw rawResult(ModuleVersion m) {
        if (Versions.isToolchain(m.path())) {
            return new Raw(toolchain(m), null);
        }
        Raw known = cache.get(m);
        if (known == null) {
            known = read(m);
            cache.put(m, known);
        }
        return known;
    }

    private Raw read(ModuleVersion m) {
        try {
            String name = "go.mod";
            String text;
            if (m.version().isEmpty()) {
                String folder = FileTree.join(state.main().folder, m.path());
                String path = folder + "/go.mod";
                name = state.shortPath(path);
                text = state.tree.text(path);
                if (text == null) {
                    throw ModuleError.about(
                            m, GoError.of("reading " + name + ": open " + path + ": no such file or directory"));
                }
            } else {
                text = state.fetcher.goMod(m);
            }
            ModFile f;
            try {
                f = ModFile.parseLax(name, text);
            } catch (GoError e) {
                throw ModuleError.about(m, GoError.of("parsing " + name + ": " + e.text()));
            }
            ModSummary summary = ModSummary.of(f);
            if (f.hasGoLine()) {
                state.rawGoVersions.putIfAbsent(m, f.goVersion());
            }
            GoError tooNew =
                    !summary.goVersion().isEmpty() && GoRelease.isAtLeast(summary.goVersion(), GoRelease.STRICT)
                            ? GoRelease.tooNew("module " + m, summary.goVersion())
                            : null;
            return new Raw(summary, tooNew);
        } catch (GoError e) {
            return new Raw(null, e);
        }
    }

    /** The text of the go.mod of a module with a version. */
    String rawText(ModuleVersion m) {
        return state.fetcher.goMod(m);
    }
}
