package dev.gopherscope.modules.command;

import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.modules.command.GoCommand.Run;
import dev.gopherscope.modules.load.GoModFile;
import dev.gopherscope.modules.load.PackageLoader;
import dev.gopherscope.modules.load.PackageLoader.Options;
import dev.gopherscope.modules.load.Packages;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.List;

/**
 * {@code go build} as far as it loads packages: missing and ambiguous imports, internal packages. Nothing is compiled. Follows
 * {@code cmd/go/internal/load}.
 */
final class BuildCommand {
    private final Run run;

    BuildCommand(Run run) {
        this.run = run;
    }

    void run() {
        List<String> patterns = run.arguments().isEmpty() ? List.of(".") : run.arguments();
        if (!run.state().hasModule()) {
            for (String p : patterns) {
                run.console()
                        .error(
                                p.contains("...")
                                        ? "pattern " + p
                                                + ": directory prefix . does not contain main module or its selected dependencies"
                                        : "go: go.mod file not found in current directory or any parent directory; see 'go help modules'");
            }
            return;
        }
        new Packages(run.state())
                .load(new Options(false, false, true, false, false, false, false, true, false, false, null), patterns);
        PackageLoader loaded = run.state().loaded();
        String root = new GoModFile(run.state()).folder();
        for (String path : loaded.packages()) {
            for (String imported : loaded.importsOf(path)) {
                GoError e = loaded.errorOf(imported);
                Pos at = run.state().scanner().place(loaded.folderOf(path), imported);
                String file = where(root, loaded.folderOf(path), at);
                if (e != null) {
                    run.console().error(file + ": " + e.text());
                } else if (isForbidden(imported, loaded.moduleOf(imported), path)) {
                    run.console()
                            .error("package " + path + "\n\t" + file + ": use of internal package " + imported
                                    + " not allowed");
                }
            }
        }
    }

    private static String where(String root, String folder, Pos at) {
        String below = folder.startsWith(root + "/") ? folder.substring(root.length() + 1) + "/" : "";
        return below + at;
    }

    /** A path with {@code internal} may be imported only from below the folder that holds it. */
    static boolean isForbidden(String imported, ModuleVersion module, String importer) {
        if (module.isNone()) {
            return false;
        }
        int i = imported.endsWith("/internal")
                ? imported.length() - "/internal".length()
                : imported.lastIndexOf("/internal/");
        return i >= 0 && !ModulePath.hasPrefix(importer, imported.substring(0, i));
    }
}
