package dev.gopherscope.modules.version;

/** A module, import or file path that breaks the rules for paths. */
@SuppressWarnings("serial")
public final class InvalidPathError extends GoError {
    private final String path;
    private final String reason;

    /** @param kind {@code module}, {@code import}, {@code file} or {@code tool} */
    public InvalidPathError(String kind, String path, String reason) {
        super("malformed " + kind + " path " + GoText.quote(path) + ": " + reason, null);
        this.path = path;
        this.reason = reason;
    }

    public InvalidPathError withKind(String kind) {
        return new InvalidPathError(kind, path, reason);
    }
}
