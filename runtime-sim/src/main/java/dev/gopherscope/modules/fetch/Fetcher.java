package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.archive.Hash1;
import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PathGlob;
import dev.gopherscope.modules.version.TooNewError;
import dev.gopherscope.modules.version.Versions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gets what one run of the go command needs: from the module cache, else from the servers in the order that the environment says,
 * and checks every hash. Follows {@code modfetch/fetch.go}, {@code cache.go} and {@code repo.go}.
 */
public final class Fetcher {
    private record RepoKey(String proxy, String path) {}

    private final Console console;
    private final Environment env;
    private final World world;
    private final ModuleCache cache;
    private final FileTree tree;
    private final ProxyList proxies;
    private final ChecksumDatabase database;
    private final boolean lookupsDisabled;
    private final boolean quiet;
    private GoSum sums;
    private final Map<RepoKey, Repo> repos = new HashMap<>();
    private final Map<ModuleVersion, Kept<String>> folders = new HashMap<>();
    private final Map<ModuleVersion, Kept<ModuleZip>> zips = new HashMap<>();

    /**
     * @param quiet whether downloads are not reported, as in {@code go mod download}
     * @param lookupsDisabled whether nothing may be looked up, as with {@code -mod=vendor}
     */
    public Fetcher(
            Console console,
            Environment env,
            World world,
            ModuleCache cache,
            FileTree tree,
            boolean quiet,
            boolean lookupsDisabled) {
        this.console = console;
        this.env = env;
        this.world = world;
        this.cache = cache;
        this.tree = tree;
        this.quiet = quiet;
        this.lookupsDisabled = lookupsDisabled;
        this.proxies = new ProxyList(env);
        this.database = new ChecksumDatabase(console, env, world, proxies, cache.sumdb);
        this.sums = new GoSum(console, tree, "", false);
    }

    public void setSums(GoSum sums) {
        this.sums = sums;
    }

    public GoSum sums() {
        return sums;
    }

    public ModuleCache cache() {
        return cache;
    }

    /** Tries a look-up with every entry of GOPROXY until one succeeds. */
    public <T> T tryProxies(Function<String, T> attempt) {
        return proxies.tryAll(attempt);
    }

    /** The source of a module for one entry of GOPROXY. Answers are remembered, errors too. */
    public Repo lookup(String proxy, String path) {
        return repos.computeIfAbsent(
                new RepoKey(proxy, path), _ -> new CachingRepo(path, () -> open(proxy, path), this));
    }

    private Repo open(String proxy, String path) {
        if (lookupsDisabled) {
            return Repo.failing(GoError.of("module lookup disabled by -mod=vendor"));
        }
        if (Versions.isToolchain(path)) {
            return new ToolchainRepo(path);
        }
        if (env.skipsProxy(path)) {
            return proxy.equals(ProxyList.NO_PROXY) || proxy.equals("direct")
                    ? direct(path)
                    : Repo.failing(GoError.notExist("disabled by GOPRIVATE/GONOPROXY"));
        }
        return switch (proxy) {
            case "off" -> Repo.failing(GoError.notExist("module lookup disabled by GOPROXY=off"));
            case "direct" -> direct(path);
            case ProxyList.NO_PROXY -> Repo.failing(new ProxyList.UseProxy());
            default -> new ProxyRepo(world, proxy, path);
        };
    }

    private Repo direct(String path) {
        World.Root root = world.repositoryOf(path);
        if (root == null) {
            return Repo.failing(GoError.notExist("unrecognized import path \"" + path
                    + "\": https fetch: Get \"https://" + path + "?go-get=1\": no go-import meta tags"));
        }
        if (!env.allowsVcs(root.path(), "git")) {
            String kind = PathGlob.matchesPrefix(env.privateGlobs(), root.path()) ? "private" : "public";
            return Repo.failing(GoError.notExist(
                    "GOVCS disallows using git for " + kind + " " + root.path() + "; see 'go help vcs'"));
        }
        return new GitRepo(world, root, path);
    }

    // The three caches of the module cache's download folder.

    @Nullable
    RevInfo cachedInfo(ModuleVersion m) {
        return cache.infos.get(m);
    }

    void keepInfo(String path, RevInfo info) {
        cache.infos.put(new ModuleVersion(path, info.version()), info);
    }

    @Nullable
    String cachedGoMod(ModuleVersion m) {
        String text = cache.goMods.get(m);
        if (text != null) {
            checkSum(m.goModKey(), Hash1.ofGoMod(text));
        }
        return text;
    }

    void keepGoMod(ModuleVersion m, String text) {
        checkSum(m.goModKey(), Hash1.ofGoMod(text));
        cache.goMods.put(m, text);
    }

    /** The go.mod text of a version. */
    public String goMod(ModuleVersion m) {
        String text = cachedGoMod(m);
        return text != null ? text : tryProxies(proxy -> lookup(proxy, m.path()).goMod(m.version()));
    }

    /**
     * Downloads and unpacks a module; returns its folder.
     *
     * @throws GoError if it can't be had, or needs a newer Go
     */
    public String download(ModuleVersion m) {
        return Kept.remembered(folders, m, () -> {
            String folder = unpacked(m);
            confirm(m);
            String goMod = tree.text(folder + "/go.mod");
            TooNewError tooNew = goMod == null ? null : GoRelease.tooNew(m.toString(), goLine(goMod));
            if (tooNew != null) {
                throw tooNew;
            }
            return folder;
        });
    }

    private String unpacked(ModuleVersion m) {
        String folder = cache.folderOf(m);
        if (!cache.isUnpacked(m)) {
            ModuleZip zip = downloadZip(m);
            GoError wrong = zip.check(m);
            if (wrong != null) {
                console.message("-> unzip " + cache.zipPath(m) + ": " + wrong.text());
                throw GoError.wrapping("unzip " + cache.zipPath(m) + ": " + wrong.text(), wrong);
            }
            zip.unpack(m, tree, folder);
        }
        return folder;
    }

    /** Downloads a module's zip and checks its hash. */
    public ModuleZip downloadZip(ModuleVersion m) {
        return Kept.remembered(zips, m, () -> getZip(m));
    }

    private ModuleZip getZip(ModuleVersion m) {
        ModuleZip cached = cache.zips.get(m);
        if (cached != null) {
            if (!sums.has(m)) {
                confirm(m);
            }
            return cached;
        }
        if (!quiet) {
            console.message("go: downloading " + m.path() + " " + m.version());
        }
        ModuleZip zip = tryProxies(proxy -> lookup(proxy, m.path()).zip(m.version()));
        GoError wrong = zip.wrongPrefix(m);
        if (wrong != null) {
            throw wrong;
        }
        String hash = zip.hash();
        checkSum(m, hash);
        cache.zips.put(m, zip);
        cache.zipHashes.put(m, hash);
        return zip;
    }

    /** Compares the hash of a cached module with go.sum. */
    private void confirm(ModuleVersion m) {
        String hash = cache.zipHashes.get(m);
        if (hash == null) {
            throw console.fatal("verifying " + m + ": missing ziphash");
        }
        try {
            checkSum(m, hash);
        } catch (GoError e) {
            throw console.fatal(e.text());
        }
    }

    /** go.sum first; what it does not know goes to the checksum database and is then added. */
    private void checkSum(ModuleVersion m, String hash) {
        boolean known = sums.isEnabled() && sums.matches(m, hash);
        if (sums.isEnabled()) {
            sums.use(m, hash);
        }
        if (known) {
            return;
        }
        if (env.usesSumdb(m.path())) {
            database.check(m, hash);
        }
        if (sums.isEnabled()) {
            sums.add(m, hash);
        }
    }

    /** The version of the go line of a go.mod text, found without parsing the file; empty if there is none. */
    static String goLine(String goMod) {
        for (String line : goMod.split("\n")) {
            String l = line.strip();
            if (l.startsWith("go ") || l.startsWith("go\t")) {
                int comment = l.indexOf("//");
                return (comment < 0 ? l : l.substring(0, comment)).substring(2).strip();
            }
        }
        return "";
    }
}
