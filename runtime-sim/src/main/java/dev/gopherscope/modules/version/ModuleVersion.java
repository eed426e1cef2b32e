package dev.gopherscope.modules.version;

/**
 * A module at a version: a vertex of the requirement graph. The empty version names a main module, or a folder that replaces a
 * module; {@code none} stands for the absence of a module. Follows {@code golang.org/x/mod/module.Version}.
 */
public record ModuleVersion(String path, String version) implements Comparable<ModuleVersion> {
    /** No module at all. */
    public static final ModuleVersion NONE = new ModuleVersion("", "");

    /**
     * @param text {@code path version} as in a go.mod file, {@code path@version}, or a bare path
     */
    public static ModuleVersion parse(String text) {
        int cut = text.indexOf('@') >= 0 ? text.indexOf('@') : text.indexOf(' ');
        return cut < 0
                ? new ModuleVersion(text, "")
                : new ModuleVersion(
                        text.substring(0, cut), text.substring(cut + 1).strip());
    }

    public boolean isNone() {
        return path.isEmpty();
    }

    /** The key of the go.mod file's line in go.sum. */
    public ModuleVersion goModKey() {
        return new ModuleVersion(path, version + "/go.mod");
    }

    public ModuleVersion at(String other) {
        return new ModuleVersion(path, other);
    }

    /** By path, then by version in the order of the path's kind. A suffix after a slash, as go.sum keys have, comes last. */
    @Override
    public int compareTo(ModuleVersion other) {
        int byPath = GoText.compare(path, other.path);
        if (byPath != 0) {
            return byPath;
        }
        String x = version;
        String y = other.version;
        String xFile = "";
        String yFile = "";
        int slash = x.indexOf('/');
        if (slash >= 0) {
            xFile = x.substring(slash);
            x = x.substring(0, slash);
        }
        slash = y.indexOf('/');
        if (slash >= 0) {
            yFile = y.substring(slash);
            y = y.substring(0, slash);
        }
        int byVersion = x.equals(y) ? 0 : Versions.compare(path, x, y);
        return byVersion != 0 ? byVersion : xFile.compareTo(yFile);
    }

    /** {@code path@version}, or the path alone. */
    @Override
    public String toString() {
        return version.isEmpty() ? path : path + "@" + version;
    }
}
