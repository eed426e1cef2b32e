package dev.gopherscope.modules.load;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.fetch.Console;
import dev.gopherscope.modules.fetch.Fetcher;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one run share: the main module, its requirements, flags, and where output goes. Follows
 * {@code modload.State} and the variables of {@code cfg}.
 */
public final class State {
    /** How go.mod may be used. */
    public enum Mode {
        MOD("mod"),
        READONLY("readonly"),
        VENDOR("vendor");

        private final String flag;

        Mode(String flag) {
            this.flag = flag;
        }

        /** The value of {@code -mod}. */
        public String flag() {
            return flag;
        }
    }

    /**
     * How a run was started.
     *
     * @param command such as {@code list} or {@code mod tidy}
     * @param folder the current folder
     * @param mode the value of {@code -mod}, or null
     * @param delayWriting whether only the command itself writes go.mod
     */
    public record Start(
            String command, String folder, @Nullable Mode mode, boolean delayWriting) {}

    final Start start;
    public final Console console;
    public final Fetcher fetcher;
    public final FileTree tree;
    Mode mode = Mode.READONLY;
    String modeReason = "";
    /** The folder of go.mod; null outside of modules. */
    final @Nullable String root;
    /** Whether a missing import may be looked up although go.mod can't be changed yet, as {@code go get} does. */
    public boolean allowMissingImports;

    @Nullable
    MainModule main;

    @Nullable
    Requirements requirements;

    final Map<ModuleVersion, String> rawGoVersions = new HashMap<>();
    final Summaries summaries = new Summaries(this);
    final VersionQuery query = new VersionQuery(this);
    final Allowed allowed = new Allowed(this);
    final Importer importer = new Importer(this);
    final Vendored vendored = new Vendored(this);
    private final ImportScanner scanner;
    private @Nullable PackageLoader loaded;

    public State(Start start, Console console, Fetcher fetcher, FileTree tree) {
        this.start = start;
        this.console = console;
        this.fetcher = fetcher;
        this.tree = tree;
        this.scanner = new ImportScanner(tree);
        this.root = findRoot(tree, start.folder());
    }

    private static @Nullable String findRoot(FileTree tree, String folder) {
        for (String f = folder; f.length() > 1; f = f.substring(0, Math.max(1, f.lastIndexOf('/')))) {
            if (tree.isFile(f + "/go.mod")) {
                return f;
            }
            if (f.lastIndexOf('/') <= 0) {
                return null;
            }
        }
        return null;
    }

    /** The folder of go.mod, or null outside of modules. */
    public @Nullable String rootFolder() {
        return root;
    }

    public boolean hasModule() {
        return root != null;
    }

    MainModule main() {
        if (main == null) {
            throw new IllegalStateException("go.mod has not been read");
        }
        return main;
    }

    boolean isMain(String path) {
        return main != null && main.version.path().equals(path);
    }

    public ModuleVersion mainVersion() {
        return main().version;
    }

    public String goVersion() {
        return main().goVersion();
    }

    public boolean isVendor() {
        return mode == Mode.VENDOR;
    }

    /** Whether every module that is used must have a line in go.sum already. */
    boolean mustHaveSums() {
        return hasModule() && mode == Mode.READONLY;
    }

    /** Whether go.mod must be complete and consistent as it is. */
    boolean mustBeComplete() {
        return mode != Mode.MOD;
    }

    /** The replacement of a module; null if there is none. */
    @Nullable
    ModuleVersion replacement(ModuleVersion m) {
        if (main == null || isMain(m.path()) && m.version().isEmpty()) {
            return null;
        }
        return main.replacementOf(m);
    }

    ModuleVersion resolved(ModuleVersion m) {
        ModuleVersion r = replacement(m);
        return r == null ? m : r;
    }

    /** A path relative to the current folder, where that is shorter. */
    String shortPath(String path) {
        return path.startsWith(start.folder() + "/")
                ? path.substring(start.folder().length() + 1)
                : path;
    }

    GoError goModDirty() {
        if (start.mode() != null) {
            return GoError.of(
                    "updates to go.mod needed, disabled by -mod=" + mode.flag() + "; to update it:\n\tgo mod tidy");
        }
        if (!modeReason.isEmpty()) {
            return GoError.of("updates to go.mod needed, disabled by -mod=" + mode.flag() + "\n\t(" + modeReason
                    + ")\n\tto update it:\n\tgo mod tidy");
        }
        return GoError.of("updates to go.mod needed; to update it:\n\tgo mod tidy");
    }

    public ImportScanner scanner() {
        return scanner;
    }

    /** The packages of the last load. */
    public PackageLoader loaded() {
        if (loaded == null) {
            throw new IllegalStateException("no packages have been loaded");
        }
        return loaded;
    }

    @Nullable
    PackageLoader loadedOrNull() {
        return loaded;
    }

    void setLoaded(PackageLoader loader) {
        loaded = loader;
        requirements = loader.requirements();
    }
}
