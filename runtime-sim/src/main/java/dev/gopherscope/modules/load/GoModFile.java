package dev.gopherscope.modules.load;

import dev.gopherscope.modules.modfile.Directive.Require;
import dev.gopherscope.modules.modfile.ModFile;
import dev.gopherscope.modules.modfile.RequireEditor;
import dev.gopherscope.modules.modfile.VersionFixer;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.InvalidPathError;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.TooNewError;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the main module's go.mod and go.sum, and writes them back. Follows {@code loadModFile} and {@code commitRequirements}. */
public final class GoModFile {
    private final State state;

    public GoModFile(State state) {
        this.state = state;
    }

    /** The requirements; go.mod is read at the first call. */
    public Requirements load() {
        if (state.requirements != null) {
            return state.requirements;
        }
        if (!state.hasModule()) {
            throw state.console.fatal(
                    "go: go.mod file not found in current directory or any parent directory; see 'go help modules'");
        }
        boolean[] fixed = new boolean[1];
        ModFile file = read(fixed);
        state.main = new MainModule(String.valueOf(state.root), file, fixed[0], state);
        if (!file.hasGoLine()) {
            state.rawGoVersions.put(state.mainVersion(), "");
        } else {
            state.rawGoVersions.put(state.mainVersion(), file.goVersion());
        }
        chooseMode();
        Requirements rs = fromFile();
        if (state.isVendor()) {
            state.vendored.checkConsistency();
            state.vendored.initGraph(rs);
        }
        var roots = new Roots(state);
        if (rs.hasRedundantRoot()) {
            rs = roots.update(rs.direct, rs, List.of(), List.of(), false);
        }
        if (!file.hasGoLine()) {
            String command = state.start.command();
            if (state.mode == State.Mode.MOD && !command.equals("mod graph") && !command.equals("mod why")) {
                file.setGoVersion(GoRelease.LOCAL);
                state.rawGoVersions.put(state.mainVersion(), GoRelease.LOCAL);
                rs = roots.override(rs, List.of(new ModuleVersion("go", GoRelease.LOCAL)));
                rs = roots.convert(rs, Pruning.PRUNED);
            } else {
                state.rawGoVersions.put(state.mainVersion(), GoRelease.DEFAULT_GO_MOD);
            }
        }
        state.requirements = rs;
        return rs;
    }

    private ModFile read(boolean[] fixed) {
        String path = state.root + "/go.mod";
        String name = state.shortPath(path);
        String text = String.valueOf(state.tree.text(path));
        ModFile file;
        try {
            file = ModFile.parse(name, text, fixer(fixed));
        } catch (GoError e) {
            refuseNewerGo(name, text);
            throw GoError.of("errors parsing " + name + ":\n" + e.text());
        }
        TooNewError tooNew = GoRelease.tooNew(name, file.goVersion());
        if (tooNew != null) {
            throw tooNew;
        }
        if (!file.hasModuleLine()) {
            throw GoError.of(
                    "error reading " + name
                            + ": missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod");
        }
        if (Versions.isToolchain(file.modulePath())) {
            throw GoError.of("error reading " + name + ": invalid module path: " + GoText.quote(file.modulePath()));
        }
        InvalidPathError wrong = ModulePath.checkImport(file.modulePath());
        if (wrong != null) {
            throw wrong.withKind("module");
        }
        return file;
    }

    /** A file of a newer Go may have lines that this one does not know; that it is newer is then the better message. */
    private static void refuseNewerGo(String name, String text) {
        ModFile lax;
        try {
            lax = ModFile.parseLax(name, text);
        } catch (GoError e) {
            return;
        }
        TooNewError tooNew = GoRelease.tooNew(name, lax.goVersion());
        if (tooNew != null) {
            throw tooNew;
        }
    }

    private VersionFixer fixer(boolean[] fixed) {
        return (path, written) -> {
            String version = path.startsWith("gopkg.in/") && written.contains("-gopkgin-")
                    ? written.substring(written.indexOf("-gopkgin-") + "-gopkgin-".length())
                    : written;
            ModulePath.Split split = ModulePath.split(path);
            if (!split.ok()) {
                throw new ModuleError(
                        path, "", new InvalidVersionError(version, "malformed module path " + GoText.quote(path)));
            }
            if (!version.isEmpty() && Versions.canonical(version).equals(version)) {
                GoError wrong = ModulePath.checkMajor(version, split.major());
                if (wrong != null) {
                    throw ModuleError.about(new ModuleVersion(path, version), wrong);
                }
                return version;
            }
            String resolved = state.query.query(path, version, "", Allowed.ANY).version();
            fixed[0] |= !resolved.equals(written);
            return resolved;
        };
    }

    /** Without a flag, commands that exist to change go.mod may; all others may not, and a vendor folder is used if there is one. */
    private void chooseMode() {
        State.Mode wanted = state.start.mode();
        if (wanted != null) {
            state.mode = wanted;
            return;
        }
        switch (state.start.command()) {
            case "get", "mod download", "mod init", "mod tidy", "mod graph", "mod verify", "mod why" ->
                state.mode = State.Mode.MOD;
            case "mod vendor" -> state.mode = State.Mode.READONLY;
            default -> {
                state.mode = State.Mode.READONLY;
                if (state.tree.isFolder(state.vendored.folder())) {
                    String go = state.main().readGoVersion();
                    if (go.isEmpty()) {
                        state.modeReason = "Go version in go.mod is unspecified, so vendor directory was not used.";
                    } else if (GoRelease.isAtLeast(go, "1.14")) {
                        state.mode = State.Mode.VENDOR;
                        state.modeReason = "Go version in go.mod is at least 1.14 and vendor directory exists.";
                    } else {
                        state.modeReason = "Go version in go.mod is " + go + ", so vendor directory was not used.";
                    }
                }
            }
        }
    }

    private Requirements fromFile() {
        MainModule main = state.main();
        var roots = new ArrayList<ModuleVersion>();
        Set<String> direct = new HashSet<>();
        for (Require r : main.file.require()) {
            if (main.exclude.contains(r.module())) {
                state.console.message("go: " + (state.mode == State.Mode.MOD ? "dropping" : "ignoring")
                        + " requirement on excluded version " + r.module().path() + " "
                        + r.module().version());
                continue;
            }
            roots.add(r.module());
            if (!r.indirect()) {
                direct.add(r.module().path());
            }
        }
        roots.add(new ModuleVersion("go", main.goVersion()));
        direct.add("go");
        if (!main.file.toolchain().isEmpty()) {
            roots.add(new ModuleVersion("toolchain", main.file.toolchain()));
        }
        roots.sort(null);
        return new Requirements(state, Pruning.of(main.goVersion()), roots, direct);
    }

    /** Requirements of the file as it stands now, go and toolchain lines among them. */
    public List<ModuleVersion> listed() {
        ModFile f = state.main().file;
        var list = new ArrayList<ModuleVersion>();
        f.require().forEach(r -> list.add(r.module()));
        if (f.hasGoLine()) {
            list.add(new ModuleVersion("go", f.goVersion()));
        }
        if (!f.toolchain().isEmpty()) {
            list.add(new ModuleVersion("toolchain", f.toolchain()));
        }
        return list;
    }

    /**
     * Writes go.mod and go.sum if the requirements changed.
     *
     * @throws GoError if that is not allowed
     */
    public void commit() {
        ModFile file = state.main().file;
        apply(file, load());
        boolean readonly = state.mode == State.Mode.READONLY;
        boolean dirty = state.main().isDirty(readonly);
        if (dirty && state.mode != State.Mode.MOD) {
            throw state.goModDirty();
        }
        if (dirty || state.start.command().equals("mod tidy")) {
            state.main().written();
            String path = state.root + "/go.mod";
            String text = file.print();
            if (!text.equals(state.tree.text(path))) {
                state.tree.write(path, text);
            }
        }
        if (!state.fetcher
                .sums()
                .write(new SumKeeper(state).keep(state.loadedOrNull(), load(), true), state.mustBeComplete())) {
            throw GoError.of("updates to go.sum needed, disabled by -mod=readonly");
        }
    }

    private void apply(ModFile file, Requirements rs) {
        String go = "";
        String toolchain = "";
        var wanted = new ArrayList<RequireEditor.Wanted>();
        for (ModuleVersion m : rs.roots) {
            switch (m.path()) {
                case "go" -> go = m.version();
                case "toolchain" -> toolchain = m.version();
                default -> wanted.add(new RequireEditor.Wanted(m, !rs.isDirect(m.path())));
            }
        }
        TooNewError tooNew = GoRelease.tooNew("updating go.mod", go);
        if (tooNew != null) {
            throw tooNew;
        }
        if (!file.goVersion().equals(go)) {
            boolean update = state.mode == State.Mode.MOD
                    || state.start.command().equals("mod tidy")
                    || state.start.command().equals("get");
            if (file.hasGoLine() || !go.equals(GoRelease.DEFAULT_GO_MOD) || update) {
                file.setGoVersion(go);
                state.rawGoVersions.put(state.mainVersion(), go);
            }
        }
        String name = toolchain.isEmpty() ? "go" + go : toolchain;
        if (name.equals("go" + go) || !GoRelease.isAtLeast(GoRelease.ofToolchain(name), GoRelease.STRICT)) {
            file.dropToolchain();
        } else {
            file.setToolchain(name);
        }
        var editor = new RequireEditor(file);
        if (GoRelease.isAtLeast(go, GoRelease.EXPLICIT_INDIRECT)) {
            editor.setSeparately(wanted);
        } else {
            editor.set(wanted);
        }
        file.cleanUp();
    }

    /** Moves the build list; returns whether it changed. */
    public boolean edit(List<ModuleVersion> tryUpgrade, List<ModuleVersion> mustSelect) {
        Requirements before = load();
        Requirements after = Editor.edit(state, before, tryUpgrade, mustSelect);
        state.requirements = after;
        return after != before;
    }

    /** The whole graph with consistent roots. */
    public ModuleGraph graph() {
        Roots.Expanded expanded = new Roots(state).expand(load());
        if (expanded.error() != null) {
            throw expanded.error();
        }
        state.requirements = expanded.requirements();
        return expanded.graph();
    }

    /** Whether a module gives a package that the main module imports. */
    public boolean isDirect(String path) {
        return load().isDirect(path);
    }

    /** The replacement of a module, or null. */
    public @Nullable ModuleVersion replacement(ModuleVersion m) {
        return state.replacement(m);
    }

    public ModFile file() {
        return state.main().file;
    }

    public String folder() {
        return state.main().folder;
    }

    public Allowed allowed() {
        return state.allowed;
    }

    public VersionQuery queries() {
        return state.query;
    }

    public String readGoVersionOf(ModuleVersion m) {
        return state.rawGoVersions.getOrDefault(m, "");
    }
}
