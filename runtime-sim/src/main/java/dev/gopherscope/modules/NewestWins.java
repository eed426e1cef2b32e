package dev.gopherscope.modules;

import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.SemVer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A resolver as other languages have it, for contrast: every path that somebody requires gets the newest release that is published.
 * A model of ours, not of any product; it never goes back.
 */
public final class NewestWins {
    private NewestWins() {}

    /**
     * @param roots requirements of the main module
     * @param published all versions of a path at that moment
     * @param requires the requirements of a version
     */
    public static Map<String, String> resolve(
            List<ModuleVersion> roots,
            Function<String, List<String>> published,
            Function<ModuleVersion, List<ModuleVersion>> requires) {
        var chosen = new TreeMap<String, String>();
        var queue = new ArrayDeque<>(roots);
        while (!queue.isEmpty()) {
            ModuleVersion m = queue.remove();
            if (chosen.containsKey(m.path())) {
                continue;
            }
            String newest = m.version();
            for (String v : published.apply(m.path())) {
                if (SemVer.prerelease(v).isEmpty() && SemVer.compare(v, newest) > 0) {
                    newest = v;
                }
            }
            chosen.put(m.path(), newest);
            queue.addAll(requires.apply(m.at(newest)));
        }
        return chosen;
    }
}
