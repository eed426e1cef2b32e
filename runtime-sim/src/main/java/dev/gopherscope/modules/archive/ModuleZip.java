package dev.gopherscope.modules.archive;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A module's zip file: entries with full names, {@code path@version/file}. Equality is by content. */
public final class ModuleZip {
    private static final long MAX_ZIP = 500L << 20;
    private static final long MAX_GO_MOD = 16 << 20;
    private static final long MAX_LICENSE = 16 << 20;

    /** One file of the zip. */
    public record Entry(String name, byte[] content) {}

    private final List<Entry> entries;

    public ModuleZip(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** A zip with the prefix of the module before every name. */
    public static ModuleZip of(ModuleVersion module, Map<String, byte[]> files) {
        return new ModuleZip(files.entrySet().stream()
                .map(f -> new Entry(module + "/" + f.getKey(), f.getValue()))
                .toList());
    }

    /** As {@link #of}, from texts. */
    public static ModuleZip ofTexts(ModuleVersion module, Map<String, String> files) {
        var bytes = new LinkedHashMap<String, byte[]>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return of(module, bytes);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The {@code h1:} hash. */
    public String hash() {
        var files = new HashMap<String, byte[]>();
        entries.forEach(e -> files.put(e.name, e.content));
        return Hash1.of(files);
    }

    /** Null if every entry stands below the module's prefix; the go command asks that before it hashes. */
    public @Nullable GoError wrongPrefix(ModuleVersion module) {
        for (Entry e : entries) {
            if (!e.name.startsWith(module + "/")) {
                return GoError.of("zip for " + module + " has unexpected file " + e.name);
            }
        }
        return null;
    }

    /** Null if the zip may be unpacked: good names, no collisions, go.mod at the root only, sizes within limits. */
    public @Nullable GoError check(ModuleVersion module) {
        String canonical = Versions.canonical(module.version());
        if (!canonical.equals(module.version())) {
            return GoError.of("version " + GoText.quote(module.version()) + " is not canonical (should be "
                    + GoText.quote(canonical) + ")");
        }
        GoError wrong = ModulePath.check(module.path(), module.version());
        if (wrong != null) {
            return wrong;
        }
        var errors = new ArrayList<String>();
        var collisions = new HashMap<String, Seen>();
        long size = 0;
        for (Entry e : entries) {
            String name = e.name.substring(module.toString().length() + 1);
            if (name.isEmpty()) {
                continue;
            }
            String problem = problem(name, e.content.length, collisions);
            if (problem != null) {
                errors.add(e.name + ": " + problem);
            }
            size += e.content.length;
        }
        if (!errors.isEmpty()) {
            return GoError.of(errors.size() == 1 ? errors.getFirst() : String.join("\n", errors));
        }
        return size > MAX_ZIP
                ? GoError.of("total uncompressed size of module contents too large (max size is " + MAX_ZIP + " bytes)")
                : null;
    }

    private record Seen(String path, boolean folder) {}

    private static @Nullable String problem(String entry, long size, Map<String, Seen> collisions) {
        boolean folder = entry.endsWith("/");
        String name = folder ? entry.substring(0, entry.length() - 1) : entry;
        if (name.startsWith("./") || name.contains("/./") || name.contains("//") || name.contains("/../")) {
            return "file path is not clean";
        }
        GoError bad = ModulePath.checkFile(name);
        if (bad != null) {
            return bad.text();
        }
        String collision = collision(name, folder, collisions);
        if (collision != null || folder) {
            return collision;
        }
        String base = name.substring(name.lastIndexOf('/') + 1);
        if (base.equalsIgnoreCase("go.mod")) {
            if (!base.equals(name)) {
                return "go.mod file not in module root directory";
            }
            if (!name.equals("go.mod")) {
                return "go.mod files must have lowercase names";
            }
        }
        if (name.equals("go.mod") && size > MAX_GO_MOD) {
            return "go.mod file too large (max size is " + MAX_GO_MOD + " bytes)";
        }
        if (name.equals("LICENSE") && size > MAX_LICENSE) {
            return "LICENSE file too large (max size is " + MAX_LICENSE + " bytes)";
        }
        return null;
    }

    private static @Nullable String collision(String path, boolean folder, Map<String, Seen> seen) {
        for (String p = path; !p.equals("."); p = ModulePath.parent(p), folder = true) {
            Seen other = seen.putIfAbsent(p.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), new Seen(p, folder));
            if (other == null) {
                continue;
            }
            if (!p.equals(other.path)) {
                return "case-insensitive file name collision: " + GoText.quote(other.path) + " and " + GoText.quote(p);
            }
            if (folder != other.folder) {
                return "entry " + GoText.quote(p) + " is both a file and a directory";
            }
            if (!folder) {
                return "multiple entries for file " + GoText.quote(p);
            }
        }
        return null;
    }

    /** Writes the files into a folder. */
    public void unpack(ModuleVersion module, FileTree tree, String folder) {
        int prefix = module.toString().length() + 1;
        for (Entry e : entries) {
            String name = e.name.substring(prefix);
            if (!name.isEmpty() && !name.endsWith("/")) {
                tree.write(folder + "/" + name, e.content);
            }
        }
    }
}
