package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.SemVer;
import dev.gopherscope.modules.version.Versions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A module on a proxy. Follows {@code proxyRepo} of {@code modfetch/proxy.go}. */
final class ProxyRepo implements Repo {
    private static final Pattern VERSION = Pattern.compile("\"Version\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern TIME = Pattern.compile("\"Time\"\\s*:\\s*\"([^\"]*)\"");

    private final World world;
    private final String base;
    private final String path;
    private final String url;

    ProxyRepo(World world, String base, String path) {
        this.world = world;
        this.base = base;
        this.path = path;
        this.url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/" + ModulePath.escape(path);
    }

    private GoError versionError(String version, GoError error) {
        if (!version.isEmpty() && !version.equals(Versions.canonical(version))) {
            return new ModuleError(
                    path, "", new InvalidVersionError(version, PseudoVersion.is(version), error.text(), error));
        }
        return new ModuleError(path, version, error);
    }

    private Answer get(String name) {
        String address = url + "/" + name;
        Answer answer = world.get(address);
        WebError error = WebError.of(address, answer);
        if (error != null) {
            throw error;
        }
        return answer;
    }

    private String text(String name) {
        return get(name) instanceof Answer.Content c ? c.text() : "";
    }

    @Override
    public List<String> versions(String prefix) {
        var list = new ArrayList<String>();
        for (String line : list()) {
            String version = firstWord(line);
            if (SemVer.isValid(version) && version.startsWith(prefix) && !PseudoVersion.is(version)) {
                list.add(version);
            }
        }
        SemVer.sort(list);
        return list;
    }

    private String[] list() {
        try {
            return text("@v/list").split("\n");
        } catch (GoError e) {
            throw versionError("", e);
        }
    }

    private static String firstWord(String line) {
        String l = line.strip();
        int space = l.indexOf(' ');
        return space < 0 ? l : l.substring(0, space);
    }

    @Override
    public RevInfo stat(String revision) {
        GoError wrong = ModulePath.checkEscapable(revision);
        if (wrong != null) {
            throw versionError(revision, wrong);
        }
        RevInfo info;
        try {
            info = info(text("@v/" + ModulePath.escape(revision) + ".info"));
        } catch (GoError e) {
            throw versionError(revision, e);
        }
        if (!info.version().equals(revision)
                && revision.equals(Versions.canonical(revision))
                && ModulePath.check(path, revision) == null) {
            throw versionError(
                    revision,
                    GoError.of("proxy returned info for version " + info.version() + " instead of requested version"));
        }
        return info;
    }

    private RevInfo info(String json) {
        Matcher version = VERSION.matcher(json);
        if (!version.find()) {
            throw GoError.of("invalid response from proxy " + GoText.quote(base) + ": unexpected end of JSON input");
        }
        Matcher time = TIME.matcher(json);
        return new RevInfo(version.group(1), time.find() ? seconds(time.group(1)) : null);
    }

    private static @Nullable Long seconds(String time) {
        try {
            return Instant.parse(time).getEpochSecond();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public RevInfo latest() {
        String json;
        try {
            json = text("@latest");
        } catch (GoError e) {
            if (!e.isNotExist()) {
                throw versionError("", e);
            }
            return latestOfList();
        }
        try {
            return info(json);
        } catch (GoError e) {
            throw versionError("", e);
        }
    }

    /** The line with the newest time: versions in the list may carry one, pseudo-versions have it in their name. */
    private RevInfo latestOfList() {
        String best = "";
        long bestTime = Long.MIN_VALUE;
        for (String line : list()) {
            String version = firstWord(line);
            String[] words = line.strip().split("\\s+");
            Long time = words.length >= 2 ? seconds(words[1]) : PseudoVersion.seconds(version);
            if (SemVer.isValid(version) && time != null && time > bestTime) {
                best = version;
                bestTime = time;
            }
        }
        if (best.isEmpty()) {
            throw versionError("", GoError.notExist("no commits"));
        }
        return stat(best);
    }

    @Override
    public String goMod(String version) {
        try {
            return text("@v/" + ModulePath.escape(version) + ".mod");
        } catch (GoError e) {
            throw versionError(version, e);
        }
    }

    @Override
    public ModuleZip zip(String version) {
        try {
            if (get("@v/" + ModulePath.escape(version) + ".zip") instanceof Answer.Zip z) {
                return z.zip();
            }
            throw GoError.of("zip: not a valid zip file");
        } catch (GoError e) {
            throw versionError(version, e);
        }
    }
}
