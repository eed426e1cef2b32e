package dev.gopherscope.modules.command;

import dev.gopherscope.modules.archive.Hash1;
import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.command.GoCommand.Run;
import dev.gopherscope.modules.fetch.ModuleCache;
import dev.gopherscope.modules.load.GoModFile;
import dev.gopherscope.modules.load.ModuleGraph;
import dev.gopherscope.modules.load.ModuleList;
import dev.gopherscope.modules.load.PackageLoader;
import dev.gopherscope.modules.load.PackageLoader.Options;
import dev.gopherscope.modules.load.Packages;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shorter commands below {@code go mod}. Follows {@code cmd/go/internal/modcmd}. */
final class ModCommands {
    private ModCommands() {}

    static void graph(Run run) {
        if (!run.arguments().isEmpty()) {
            throw run.console().fatal("go: 'go mod graph' accepts no arguments");
        }
        ModuleGraph mg = new GoModFile(run.state()).graph();
        mg.requirements().walk(m -> {
            List<ModuleVersion> required = mg.requirements().requiredBy(m);
            if (required != null) {
                required.forEach(r -> run.console().print(m + " " + r + "\n"));
            }
        });
    }

    static void tidy(Run run) {
        if (!run.arguments().isEmpty()) {
            throw run.console().fatal("go: 'go mod tidy' accepts no arguments");
        }
        new Packages(run.state())
                .load(
                        new Options(true, true, true, false, true, false, run.has("-e"), false, true, false, null),
                        List.of("all"));
    }

    static void why(Run run) {
        var options = new Options(
                false, true, false, false, !run.has("-vendor"), run.has("-vendor"), false, true, false, false, null);
        var packages = new Packages(run.state());
        String vendoring = run.has("-vendor") ? " to vendor" : "";
        String separator = "";
        if (!run.has("-m")) {
            Map<String, List<String>> matches = packages.load(options, run.arguments());
            packages.load(options, List.of("all"));
            for (List<String> found : matches.values()) {
                for (String path : found) {
                    print(
                            run,
                            separator,
                            path,
                            run.state().loaded().why(path),
                            "(main module does not need" + vendoring + " package " + path + ")");
                    separator = "\n";
                }
            }
            return;
        }
        for (String arg : run.arguments()) {
            if (arg.contains("@")) {
                throw run.console().fatal("go: " + arg + ": 'go mod why' requires a module path, not a version query");
            }
        }
        ModuleList.Result modules = new ModuleList(run.state(), ModuleList.Mode.PLAIN).list(run.arguments());
        if (modules.error() != null) {
            throw run.console().fatal(modules.error());
        }
        packages.load(options, List.of("all"));
        PackageLoader loaded = run.state().loaded();
        var byModule = new HashMap<String, List<String>>();
        for (String path : loaded.packages()) {
            ModuleVersion m = loaded.moduleOf(path);
            if (!m.isNone()) {
                byModule.computeIfAbsent(m.path(), _ -> new ArrayList<>()).add(path);
            }
        }
        for (ModuleList.Info m : modules.modules()) {
            List<String> best = List.of();
            for (String path : byModule.getOrDefault(m.path, List.of())) {
                List<String> chain = loaded.why(path);
                if (best.isEmpty() || !chain.isEmpty() && chain.size() < best.size()) {
                    best = chain;
                }
            }
            print(run, separator, m.path, best, "(main module does not need" + vendoring + " module " + m.path + ")");
            separator = "\n";
        }
    }

    private static void print(Run run, String separator, String name, List<String> chain, String otherwise) {
        run.console()
                .print(separator + "# " + name + "\n" + (chain.isEmpty() ? otherwise : String.join("\n", chain))
                        + "\n");
    }

    static void verify(Run run) {
        if (!run.arguments().isEmpty()) {
            throw run.console().fatal("go: verify takes no arguments");
        }
        ModuleGraph mg = new GoModFile(run.state()).graph();
        ModuleCache cache = run.state().fetcher.cache();
        boolean ok = true;
        for (ModuleVersion m : mg.buildList()) {
            String hash = cache.zipHash(m);
            ModuleZip zip = cache.zip(m);
            if (Versions.isToolchain(m.path()) || hash == null) {
                continue;
            }
            if (zip != null && !zip.hash().equals(hash)) {
                run.console().error(m.path() + " " + m.version() + ": zip has been modified (" + m + ".zip)");
                ok = false;
            }
            String folder = cache.folderOf(m);
            if (run.state().tree.isFolder(folder)) {
                var files = new HashMap<String, byte[]>();
                run.state()
                        .tree
                        .below(folder)
                        .forEach((path, content) -> files.put(m + path.substring(folder.length()), content));
                if (!Hash1.of(files).equals(hash)) {
                    run.console().error(m.path() + " " + m.version() + ": dir has been modified (" + folder + ")");
                    ok = false;
                }
            }
        }
        if (ok) {
            run.console().print("all modules verified\n");
        }
    }

    static void download(Run run) {
        var goMod = new GoModFile(run.state());
        goMod.load();
        boolean explicit = !run.arguments().isEmpty();
        var arguments = new ArrayList<>(run.arguments());
        if (!explicit) {
            if (!GoRelease.isAtLeast(
                    goMod.file().hasGoLine() ? goMod.file().goVersion() : "1.0", GoRelease.EXPLICIT_INDIRECT)) {
                if (!goMod.file().require().isEmpty()) {
                    arguments.add("all");
                }
            } else {
                goMod.graph();
                goMod.file().require().forEach(r -> arguments.add(r.module().path()));
            }
        }
        if (arguments.isEmpty()) {
            run.console().message("go: no module dependencies to download");
            return;
        }
        ModuleList.Result found = new ModuleList(run.state(), ModuleList.Mode.PLAIN).list(arguments);
        if (!explicit) {
            goMod.commit();
        }
        for (ModuleList.Info i : found.modules()) {
            ModuleList.Info source = i.replace != null ? i.replace : i;
            if (source.version.isEmpty() && source.error.isEmpty()) {
                continue;
            }
            try {
                if (!source.error.isEmpty()) {
                    run.console().error("go: " + source.error);
                } else {
                    var m = new ModuleVersion(source.path, source.version);
                    run.state().fetcher.goMod(m);
                    run.state().fetcher.download(m);
                }
            } catch (GoError e) {
                run.console().error(e);
            }
        }
        run.console().exitIfErrors();
        if (explicit) {
            goMod.commit();
        }
        if (found.error() != null) {
            run.console().error(found.error());
        }
    }
}
