package dev.gopherscope.modules.command;

import dev.gopherscope.modules.command.GoCommand.Run;
import dev.gopherscope.modules.load.GoModFile;
import dev.gopherscope.modules.load.ModuleList;
import dev.gopherscope.modules.load.ModuleList.Info;
import dev.gopherscope.modules.version.GoError;

/** {@code go list -m}. Follows {@code list/list.go}. */
final class ListCommand {
    private static final String BYPASS = " using the vendor directory\n\t(Use -mod=mod or -mod=readonly to bypass.)";
    private final Run run;

    ListCommand(Run run) {
        this.run = run;
    }

    void run() {
        var goMod = new GoModFile(run.state());
        if (!run.state().hasModule() && !run.arguments().isEmpty()) {
            throw run.console()
                    .fatal(
                            "go: cannot match \"" + run.arguments().getFirst()
                                    + "\": go.mod file not found in current directory or any parent directory; see 'go help modules'");
        }
        goMod.load();
        boolean versions = run.has("-versions");
        boolean updates = run.has("-u");
        boolean retracted = run.has("-retracted");
        if (run.state().isVendor()) {
            refuseInVendorMode(versions, updates);
        }
        var mode = new ModuleList.Mode(updates, updates || retracted, updates, versions, versions && retracted);
        ModuleList.Result result = new ModuleList(run.state(), mode).list(run.arguments());
        GoError error = result.error();
        if (error == null && !updates) {
            try {
                goMod.commit();
            } catch (GoError e) {
                error = e;
            }
        }
        for (Info i : result.modules()) {
            if (!i.error.isEmpty()) {
                run.console().error("go: " + i.error);
            }
        }
        if (error != null) {
            run.console().error(error);
        }
        run.console().exitIfErrors();
        for (Info i : result.modules()) {
            run.console().print(versions ? versionLine(i) : i + "\n");
        }
    }

    private static String versionLine(Info i) {
        var line = new StringBuilder(i.path);
        i.versions.forEach(v -> line.append(' ').append(v));
        return line.append(i.deprecated.isEmpty() ? "" : " (deprecated)")
                .append('\n')
                .toString();
    }

    private void refuseInVendorMode(boolean versions, boolean updates) {
        if (versions) {
            throw run.console().fatal("go: can't determine available versions" + BYPASS);
        }
        if (updates) {
            throw run.console().fatal("go: can't determine available upgrades" + BYPASS);
        }
        for (String arg : run.arguments()) {
            if (arg.equals("all")) {
                throw run.console().fatal("go: can't compute 'all'" + BYPASS);
            }
            if (arg.contains("...")) {
                throw run.console().fatal("go: can't match module patterns" + BYPASS);
            }
        }
    }
}
