package dev.gopherscope.modules.version;

/** An error about one module. Follows {@code module.ModuleError}. */
@SuppressWarnings("serial")
public final class ModuleError extends GoError {
    private final String path;
    private final String version;

    public ModuleError(String path, String version, GoError error) {
        super(message(path, version, error), error);
        this.path = path;
        this.version = version;
    }

    private static String message(String path, String version, GoError error) {
        if (error instanceof InvalidVersionError v) {
            return path + "@" + v.version() + ": invalid " + v.noun() + ": " + v.reason();
        }
        return version.isEmpty() ? "module " + path + ": " + error.text() : path + "@" + version + ": " + error.text();
    }

    /** The error, wrapped unless it speaks of this module already. */
    public static GoError about(ModuleVersion module, GoError error) {
        ModuleError known = error.find(ModuleError.class);
        if (known != null && known.path.equals(module.path()) && known.version.equals(module.version())) {
            return error;
        }
        return new ModuleError(module.path(), module.version(), error);
    }

    public String path() {
        return path;
    }

    public String version() {
        return version;
    }

    /** What is wrong, without the module. */
    public GoError error() {
        GoError inner = wrapped();
        return inner == null ? this : inner;
    }
}
