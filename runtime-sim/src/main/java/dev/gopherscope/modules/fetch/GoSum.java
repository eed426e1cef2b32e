package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.SemVer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The go.sum file of a main module during one run. Follows the sum parts of {@code modfetch/fetch.go}. */
public final class GoSum {
    /** The hash of an empty go.mod file, which a bug of old Go versions wrote; such lines don't count. */
    private static final String EMPTY_GO_MOD = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

    private static final String MISMATCH = """


            SECURITY ERROR
            This download does NOT match an earlier download recorded in go.sum.
            The bits may have been replaced on the origin server, or an attacker may
            have intercepted the download attempt.

            For more information, see 'go help module-auth'.
            """;

    private record Key(ModuleVersion module, String sum) {}

    private static final class Status {
        boolean used;
        boolean dirty;
    }

    private final Console console;
    private final FileTree tree;
    private final String file;
    private final boolean tolerant;
    private Map<ModuleVersion, List<String>> sums = new HashMap<>();
    private final Map<Key, Status> status = new HashMap<>();
    private boolean overwrite;

    /**
     * @param file the path of go.sum; empty outside of modules
     * @param tolerant whether malformed lines are skipped, as tidy does
     */
    public GoSum(Console console, FileTree tree, String file, boolean tolerant) {
        this.console = console;
        this.tree = tree;
        this.file = file;
        this.tolerant = tolerant;
        String text = file.isEmpty() ? null : tree.text(file);
        if (text != null) {
            read(text);
        }
    }

    private void read(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] f = line.strip().split("\\s+");
            if (line.isBlank()) {
                continue;
            }
            if (f.length != 3) {
                if (tolerant) {
                    continue;
                }
                throw console.fatal(
                        "malformed go.sum:\n" + file + ":" + number + ": wrong number of fields " + f.length + "\n");
            }
            if (!f[2].equals(EMPTY_GO_MOD)) {
                sums.computeIfAbsent(new ModuleVersion(f[0], f[1]), _ -> new ArrayList<>())
                        .add(f[2]);
            }
        }
    }

    private Status status(ModuleVersion m, String sum) {
        return status.computeIfAbsent(new Key(m, sum), _ -> new Status());
    }

    /** Whether a hash of this module, or of its go.mod file, is known from before this run. */
    public boolean has(ModuleVersion m) {
        for (String h : sums.getOrDefault(m, List.of())) {
            Status s = status.get(new Key(m, h));
            if (h.startsWith("h1:") && (s == null || !s.dirty)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this hash is listed. Another hash in its place ends the run. */
    boolean matches(ModuleVersion m, String hash) {
        for (String h : sums.getOrDefault(m, List.of())) {
            if (h.equals(hash)) {
                return true;
            }
            if (h.startsWith("h1:")) {
                throw console.fatal("verifying " + m + ": checksum mismatch\n\tdownloaded: " + hash + "\n\tgo.sum:     "
                        + h + MISMATCH);
            }
        }
        return false;
    }

    boolean isEnabled() {
        return !file.isEmpty();
    }

    void use(ModuleVersion m, String hash) {
        status(m, hash).used = true;
    }

    void add(ModuleVersion m, String hash) {
        if (!matches(m, hash)) {
            sums.computeIfAbsent(m, _ -> new ArrayList<>()).add(hash);
        }
        status(m, hash).dirty = true;
    }

    /** Marks all lines that are not kept for deletion. */
    public void trim(Set<ModuleVersion> keep) {
        sums.forEach((m, list) -> {
            if (!keep.contains(m)) {
                for (String h : list) {
                    Status s = status(m, h);
                    s.used = false;
                    s.dirty = true;
                }
                overwrite = true;
            }
        });
    }

    /**
     * Writes the file if needed.
     *
     * @param keep modules and go.mod files whose new lines are wanted
     * @return false if the file would have to change but must not
     */
    public boolean write(Set<ModuleVersion> keep, boolean readonly) {
        if (!isEnabled()) {
            return true;
        }
        boolean dirty = sums.entrySet().stream()
                .anyMatch(e -> e.getValue().stream().anyMatch(h -> {
                    Status s = status.get(new Key(e.getKey(), h));
                    return s != null && s.dirty && (!s.used || keep.contains(e.getKey()));
                }));
        if (!dirty) {
            return true;
        }
        if (readonly) {
            return false;
        }
        if (!overwrite) {
            sums = new HashMap<>();
            String text = tree.text(file);
            if (text != null) {
                read(text);
            }
            status.forEach((k, s) -> {
                if (s.used && !matches(k.module, k.sum)) {
                    sums.computeIfAbsent(k.module, _ -> new ArrayList<>()).add(k.sum);
                }
            });
        }
        var sorted = new TreeMap<ModuleVersion, List<String>>(ORDER);
        sorted.putAll(sums);
        var out = new StringBuilder();
        sorted.forEach((m, list) -> list.stream()
                .sorted(GoText::compare)
                .distinct()
                .forEach(h -> {
                    Status s = status.get(new Key(m, h));
                    if (s == null || !s.dirty || s.used && keep.contains(m)) {
                        out.append(m.path() + " " + m.version() + " " + h + "\n");
                    }
                }));
        tree.write(file, out.toString());
        status.clear();
        overwrite = false;
        return true;
    }

    /** Order of go.sum: all paths by semantic version, the zip before the go.mod file. */
    private static final Comparator<ModuleVersion> ORDER = (x, y) -> {
        int c = GoText.compare(x.path(), y.path());
        if (c != 0) {
            return c;
        }
        int i = x.version().indexOf('/');
        int j = y.version().indexOf('/');
        String xv = i < 0 ? x.version() : x.version().substring(0, i);
        String yv = j < 0 ? y.version() : y.version().substring(0, j);
        c = xv.equals(yv) ? 0 : SemVer.compareTotal(xv, yv);
        return c != 0 ? c : Integer.compare(Math.min(i, 1), Math.min(j, 1));
    };
}
