package dev.gopherscope.modules.net;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.SemVer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A module proxy with what was published on it: {@code list}, {@code @latest}, and {@code .info}, {@code .mod}, {@code .zip} of
 * every version. The list leaves pseudo-versions out; latest is the highest version of all.
 */
public final class ModuleProxy implements Server {
    /** What the proxy has of one version. */
    public record Release(String version, long seconds, String goMod, ModuleZip zip) {}

    private final NavigableMap<String, NavigableMap<String, Release>> modules = new TreeMap<>();
    private Answer missing = new Answer.Status(404, "not found");
    private boolean file;

    /** What this proxy says when it lacks something. */
    public ModuleProxy missing(Answer answer) {
        missing = answer;
        return this;
    }

    /** Makes this a folder that is read by {@code file:} addresses. */
    public ModuleProxy asFolder() {
        file = true;
        return this;
    }

    public ModuleProxy publish(ModuleVersion module, long seconds, String goMod, ModuleZip zip) {
        modules.computeIfAbsent(module.path(), _ -> new TreeMap<>(SemVer::compareTotal))
                .put(module.version(), new Release(module.version(), seconds, goMod, zip));
        return this;
    }

    public void remove(ModuleVersion module) {
        var releases = modules.get(module.path());
        if (releases != null) {
            releases.remove(module.version());
        }
    }

    /** All versions of a module, lowest first; empty if it is unknown. */
    public NavigableMap<String, Release> releases(String path) {
        return modules.getOrDefault(path, new TreeMap<>());
    }

    /** All module paths, sorted. */
    public Map<String, NavigableMap<String, Release>> modules() {
        return modules;
    }

    @Override
    public Answer get(String path, long now) {
        Answer found = find(path.startsWith("/") ? path.substring(1) : path);
        return found != null ? found : file ? new Answer.NoFile() : missing;
    }

    private @Nullable Answer find(String request) {
        if (request.endsWith("/@latest")) {
            var releases = modules.get(unescape(request.substring(0, request.length() - "/@latest".length())));
            return releases == null || releases.isEmpty()
                    ? null
                    : info(releases.lastEntry().getValue());
        }
        int at = request.indexOf("/@v/");
        if (at < 0) {
            return null;
        }
        var releases = modules.get(unescape(request.substring(0, at)));
        if (releases == null) {
            return null;
        }
        String name = request.substring(at + 4);
        if (name.equals("list")) {
            var list = new StringBuilder();
            for (String version : releases.keySet()) {
                if (!PseudoVersion.is(version)) {
                    list.append(version).append('\n');
                }
            }
            return Answer.text(list.toString());
        }
        int dot = name.lastIndexOf('.');
        Release release = dot < 0 ? null : releases.get(unescape(name.substring(0, dot)));
        if (release == null) {
            return null;
        }
        return switch (name.substring(dot)) {
            case ".info" -> info(release);
            case ".mod" -> Answer.text(release.goMod);
            case ".zip" -> new Answer.Zip(release.zip);
            default -> null;
        };
    }

    private static String unescape(String escaped) {
        String plain = ModulePath.unescape(escaped);
        return plain == null ? "" : plain;
    }

    private static Answer info(Release r) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Version", r.version);
        fields.put("Time", Instant.ofEpochSecond(r.seconds).toString());
        var json = new StringBuilder("{");
        fields.forEach((k, v) -> json.append(json.length() > 1 ? "," : "").append('"' + k + "\":\"" + v + '"'));
        return Answer.text(json.append('}').toString());
    }
}
