package dev.gopherscope.modules.command;

import dev.gopherscope.modules.command.GoCommand.Run;
import dev.gopherscope.modules.load.GoModFile;
import dev.gopherscope.modules.load.PackageLoader;
import dev.gopherscope.modules.load.PackageLoader.Options;
import dev.gopherscope.modules.load.Packages;
import dev.gopherscope.modules.modfile.Directive.Replace;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code go mod vendor}: copies the packages that are needed and writes {@code vendor/modules.txt}. Follows {@code modcmd/vendor.go}. */
final class VendorCommand {
    private final Run run;
    private final StringBuilder text = new StringBuilder();

    VendorCommand(Run run) {
        this.run = run;
    }

    void run() {
        if (!run.arguments().isEmpty()) {
            throw run.console().fatal("go: 'go mod vendor' accepts no arguments");
        }
        new Packages(run.state())
                .load(
                        new Options(false, false, true, false, false, true, run.has("-e"), false, true, false, null),
                        List.of("all"));
        PackageLoader loaded = run.state().loaded();
        var goMod = new GoModFile(run.state());
        String vendor = goMod.folder() + "/vendor";
        run.state().tree.delete(vendor);

        Map<ModuleVersion, List<String>> packages = new TreeMap<>();
        for (String path : loaded.packages()) {
            ModuleVersion m = loaded.moduleOf(path);
            if (!m.isNone() && !m.version().isEmpty()) {
                packages.computeIfAbsent(m, _ -> new ArrayList<>()).add(path);
            }
        }
        Set<ModuleVersion> explicit = new HashSet<>();
        String go = run.state().goVersion();
        boolean all = GoRelease.isAtLeast(go, "1.14") && goMod.file().hasGoLine();
        if (all) {
            goMod.file().require().forEach(r -> explicit.add(r.module()));
        }
        var modules = new TreeSet<>(packages.keySet());
        modules.addAll(explicit);
        Set<ModuleVersion> written = new HashSet<>();
        for (ModuleVersion m : modules) {
            ModuleVersion r = goMod.replacement(m);
            line(m, r == null ? ModuleVersion.NONE : r);
            written.add(m);
            String release = GoRelease.isAtLeast(go, "1.17") ? goMod.readGoVersionOf(r == null ? m : r) : "";
            if (explicit.contains(m)) {
                text.append("## explicit")
                        .append(release.isEmpty() ? "" : "; go " + release)
                        .append('\n');
            } else if (!release.isEmpty()) {
                text.append("## go " + release + "\n");
            }
            for (String path : packages.getOrDefault(m, List.of())) {
                text.append(path).append('\n');
                copy(loaded.folderOf(path), vendor + "/" + path);
            }
        }
        for (Replace r : all ? goMod.file().replace() : List.<Replace>of()) {
            if (written.add(r.old())) {
                line(r.old(), r.replacement());
            }
        }
        if (text.isEmpty()) {
            run.console().message("go: no dependencies to vendor");
            return;
        }
        run.state().tree.write(vendor + "/modules.txt", text.toString());
    }

    private void line(ModuleVersion m, ModuleVersion replacement) {
        text.append("# ").append(m.path()).append(m.version().isEmpty() ? "" : " " + m.version());
        if (!replacement.isNone()) {
            text.append(" => ")
                    .append(replacement.path())
                    .append(replacement.version().isEmpty() ? "" : " " + replacement.version());
        }
        text.append('\n');
    }

    /** Tests and other modules' files stay behind. */
    private void copy(String from, String to) {
        for (String name : run.state().tree.filesIn(from)) {
            byte[] content = run.state().tree.read(from + "/" + name);
            if (content != null && !name.endsWith("_test.go") && !name.equals("go.mod") && !name.equals("go.sum")) {
                run.state().tree.write(to + "/" + name, content);
            }
        }
    }
}
