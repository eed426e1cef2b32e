package dev.gopherscope.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A module's folders, and what the go command enforces about them: who may import a package below {@code internal}, and that nobody
 * imports {@code main}. Names such as cmd, pkg and api are habits. Follows {@code disallowInternal} of {@code cmd/go/internal/load}.
 */
public final class Layout {
    /** An import and what the go command says. */
    public record Verdict(String importer, String imported, boolean allowed, String message) {}

    private final String module;
    /** Folder of a package, relative to the module, to its package name. */
    private final Map<String, String> packages = new TreeMap<>();

    public Layout(String module) {
        this.module = module;
    }

    /** Adds a package. The folder is relative, {@code .} for the root. */
    public Layout folder(String folder, String packageName) {
        packages.put(folder, packageName);
        return this;
    }

    public Layout folder(String folder) {
        return folder(folder, folder.substring(folder.lastIndexOf('/') + 1));
    }

    /** The same tree with one folder, and all below it, moved. */
    public Layout moved(String from, String to) {
        var other = new Layout(module);
        packages.forEach((folder, name) -> other.folder(
                folder.equals(from) || folder.startsWith(from + "/") ? to + folder.substring(from.length()) : folder,
                name));
        return other;
    }

    public List<String> folders() {
        return List.copyOf(packages.keySet());
    }

    public String path(String folder) {
        return folder.equals(".") ? module : module + "/" + folder;
    }

    /** Whether a package of this module, or of another one by its full path, may import a package. */
    public Verdict check(String importer, String imported) {
        String from = packages.containsKey(importer) ? path(importer) : importer;
        String to = packages.containsKey(imported) ? path(imported) : imported;
        if ("main".equals(packages.get(imported))) {
            return new Verdict(from, to, false, "import \"" + to + "\" is a program, not an importable package");
        }
        int i = to.endsWith("/internal") ? to.length() - "/internal".length() : to.lastIndexOf("/internal/");
        if (to.equals("internal") || to.startsWith("internal/")) {
            i = 0;
        }
        if (i >= 0) {
            String parent = to.substring(0, i);
            if (!from.equals(parent) && !from.startsWith(parent + "/")) {
                return new Verdict(from, to, false, "use of internal package " + to + " not allowed");
            }
        }
        return new Verdict(from, to, true, "");
    }

    /** Verdicts on several imports, each {@code importer -> imported}. */
    public List<Verdict> check(List<String> imports) {
        var list = new ArrayList<Verdict>();
        for (String line : imports) {
            String[] two = line.split("\\s*->\\s*");
            if (two.length != 2) {
                throw new IllegalArgumentException(
                        "\"" + line + "\" is no import; write it as \"cmd/shop -> internal/price\"");
            }
            list.add(check(two[0].strip(), two[1].strip()));
        }
        return list;
    }
}
