package dev.gopherscope.modules.load;

import dev.gopherscope.modules.load.Importer.Place;
import dev.gopherscope.modules.load.PackageLoader.Options;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads the packages that command-line patterns name. Follows {@code LoadPackages}. */
public final class Packages {
    private final State state;

    public Packages(State state) {
        this.state = state;
    }

    /**
     * Loads packages and writes go.mod if the options ask for missing imports to be resolved.
     *
     * @param patterns import paths, {@code all}, {@code ./...}, or paths with {@code ...}
     * @return the packages of each pattern
     */
    public Map<String, List<String>> load(Options options, List<String> patterns) {
        var goMod = new GoModFile(state);
        Requirements rs;
        try {
            rs = goMod.load();
        } catch (GoError e) {
            throw state.console.fatal(e);
        }
        var loader = new PackageLoader(state, options, rs, patterns.contains("all"), now -> {
            var list = new ArrayList<String>();
            for (String p : patterns) {
                list.addAll(match(p, now));
            }
            return list;
        });
        loader.load();
        var matches = new LinkedHashMap<String, List<String>>();
        for (String p : patterns) {
            List<String> found = p.equals("all") ? loader.patternAll() : match(p, loader.requirements());
            matches.put(p, found);
            if (found.isEmpty() && p.contains("...")) {
                state.console.message("go: warning: \"" + p + "\" matched no packages");
            }
        }
        if (options.tidy()) {
            var keep = new SumKeeper(state).keep(loader, loader.requirements(), false);
            keepForOlderGo(loader, keep);
            if (!state.start.delayWriting()) {
                state.fetcher.sums().trim(keep);
                state.fetcher.sums().write(keep, state.mustBeComplete());
            }
        }
        state.setLoaded(loader);
        if (!state.start.delayWriting() && options.resolveMissingImports()) {
            try {
                goMod.commit();
            } catch (GoError e) {
                throw state.console.fatal(e);
            }
        }
        return matches;
    }

    /** Tidy keeps the sums that the Go release before the go line would need to read the graph without pruning. */
    private void keepForOlderGo(PackageLoader loader, java.util.Set<ModuleVersion> keep) {
        Requirements rs = loader.requirements();
        String go = rs.goVersion();
        String compatible = GoRelease.isAtLeast(go, GoRelease.STRICT) ? go : GoRelease.previous(go);
        Pruning pruning = Pruning.of(compatible);
        if (pruning != rs.pruning) {
            var older = new Requirements(state, pruning, rs.roots, rs.direct);
            keep.addAll(new SumKeeper(state).keep(loader, older, false));
        }
    }

    private List<String> match(String pattern, Requirements rs) {
        var matcher = new PackageMatcher(state);
        String main = state.mainVersion().path();
        var here = new Place(state.main().folder, true);
        if (pattern.equals("all")) {
            var list = new ArrayList<>(matcher.all(main, here));
            list.addAll(state.main().file.tools());
            return list;
        }
        if (pattern.equals("./...") || pattern.equals("...") && state.isVendor()) {
            return matcher.all(main, here);
        }
        if (pattern.equals(".") || pattern.startsWith("./")) {
            return List.of(pattern.equals(".") ? main : main + pattern.substring(1));
        }
        if (!pattern.contains("...")) {
            return List.of(pattern);
        }
        var list = new ArrayList<String>();
        var p = new PathPattern(pattern);
        for (ModuleVersion m : rs.load().graph().buildList()) {
            if (!Versions.isToolchain(m.path()) && (p.canMatchBelow(m.path()) || p.matches(m.path()))) {
                list.addAll(matcher.matching(p, m.path(), state.importer.fetch(m)));
            }
        }
        return list;
    }

    /** The packages of a module version that match a pattern. */
    public List<String> inModule(String pattern, ModuleVersion m) {
        Place place = state.importer.fetch(m);
        if (pattern.contains("...")) {
            return new PackageMatcher(state).matching(new PathPattern(pattern), m.path(), place);
        }
        return ModulePath.hasPrefix(pattern, m.path()) && state.importer.folderIn(pattern, m.path(), place) != null
                ? List.of(pattern)
                : List.of();
    }
}
