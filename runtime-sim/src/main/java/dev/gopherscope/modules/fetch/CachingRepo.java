package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.Versions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the answers of a source for one run, and knows the module cache. Follows {@code cachingRepo}. */
final class CachingRepo implements Repo {
    private final String path;
    private final Supplier<Repo> open;
    private final Fetcher fetcher;
    private @Nullable Repo repo;
    private final Map<String, Kept<List<String>>> versions = new HashMap<>();
    private final Map<String, Kept<RevInfo>> stats = new HashMap<>();
    private final Map<String, Kept<String>> goMods = new HashMap<>();
    private @Nullable Kept<RevInfo> latest;

    CachingRepo(String path, Supplier<Repo> open, Fetcher fetcher) {
        this.path = path;
        this.open = open;
        this.fetcher = fetcher;
    }

    private Repo repo() {
        if (repo == null) {
            repo = open.get();
        }
        return repo;
    }

    @Override
    public List<String> versions(String prefix) {
        return Kept.remembered(versions, prefix, () -> List.copyOf(repo().versions(prefix)));
    }

    @Override
    public RevInfo stat(String revision) {
        return Kept.remembered(stats, revision, () -> {
            // Only canonical versions have a place in the module cache.
            RevInfo cached = revision.equals(Versions.canonical(revision))
                    ? fetcher.cachedInfo(new ModuleVersion(path, revision))
                    : null;
            if (cached != null) {
                return cached;
            }
            RevInfo info = repo().stat(revision);
            fetcher.keepInfo(path, info);
            if (!info.version().equals(revision)) {
                stats.putIfAbsent(info.version(), new Kept<>(info, null));
            }
            return info;
        });
    }

    @Override
    public RevInfo latest() {
        if (latest == null) {
            latest = Kept.of(() -> {
                RevInfo info = repo().latest();
                stats.putIfAbsent(info.version(), new Kept<>(info, null));
                fetcher.keepInfo(path, info);
                return info;
            });
        }
        return latest.get();
    }

    @Override
    public String goMod(String version) {
        return Kept.remembered(goMods, version, () -> {
            var m = new ModuleVersion(path, version);
            String text = fetcher.cachedGoMod(m);
            if (text == null) {
                text = repo().goMod(version);
                fetcher.keepGoMod(m, text);
            }
            return text;
        });
    }

    @Override
    public ModuleZip zip(String version) {
        return repo().zip(version);
    }
}
