package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.net.GitRepository;
import dev.gopherscope.modules.net.GitRepository.Commit;
import dev.gopherscope.modules.net.World;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.SemVer;
import dev.gopherscope.modules.version.Versions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module in a git repository. Tags that are versions become versions, other revisions pseudo-versions. Follows
 * {@code modfetch/coderepo.go}; left out: modules below the root, branches other than the main one.
 */
final class GitRepo implements Repo {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    private final World world;
    private final String root;
    private final GitRepository repository;
    private final String path;
    private final String major;

    GitRepo(World world, World.Root root, String path) {
        this.world = world;
        this.root = root.path();
        this.repository = root.repository();
        this.path = path;
        this.major = ModulePath.split(path).major();
    }

    @Override
    public List<String> versions(String prefix) {
        world.git(root, "git ls-remote https://" + root, true);
        var list = new ArrayList<String>();
        repository.tags().forEach((tag, commit) -> {
            String version = versionOf(tag, commit);
            if (version != null && version.startsWith(prefix) && !PseudoVersion.is(version)) {
                list.add(version);
            }
        });
        SemVer.sort(list);
        return list;
    }

    /** The version that a tag means for this module path, or null. */
    private @Nullable String versionOf(String tag, Commit commit) {
        if (!tag.equals(Versions.canonical(tag))) {
            return null;
        }
        if (ModulePath.checkMajor(tag, major) == null) {
            return tag;
        }
        return major.isEmpty() && !commit.files().containsKey("go.mod") ? tag + "+incompatible" : null;
    }

    @Override
    public RevInfo stat(String revision) {
        String name = revision.endsWith("+incompatible")
                ? revision.substring(0, revision.length() - "+incompatible".length())
                : PseudoVersion.is(revision) ? PseudoVersion.revision(revision) : revision;
        Commit commit = repository.find(name);
        world.git(root, "git fetch https://" + root + " " + name, commit != null);
        if (commit == null) {
            throw new ModuleError(
                    path,
                    "",
                    new InvalidVersionError(
                            revision,
                            PseudoVersion.is(revision),
                            "unknown revision " + name,
                            GoError.notExist("unknown revision " + name)));
        }
        String version = SemVer.isValid(name) ? versionOf(name, commit) : null;
        return new RevInfo(version != null ? version : pseudo(commit), commit.seconds());
    }

    private String pseudo(Commit commit) {
        String older = "";
        for (var tag : repository.tags().entrySet()) {
            String version = versionOf(tag.getKey(), tag.getValue());
            if (version != null
                    && tag.getValue().seconds() < commit.seconds()
                    && SemVer.compare(version, older.isEmpty() ? "" : older) > 0) {
                older = version;
            }
        }
        return PseudoVersion.of(
                major.isEmpty() ? "" : major.substring(1),
                older,
                STAMP.format(Instant.ofEpochSecond(commit.seconds())),
                commit.hash().substring(0, 12));
    }

    @Override
    public RevInfo latest() {
        Commit head = repository.head();
        world.git(root, "git fetch https://" + root + " HEAD", head != null);
        if (head == null) {
            throw new ModuleError(path, "", GoError.notExist("no commits"));
        }
        return new RevInfo(pseudo(head), head.seconds());
    }

    private Commit at(String version) {
        String name = version.replace("+incompatible", "");
        Commit commit = repository.find(PseudoVersion.is(version) ? PseudoVersion.revision(version) : name);
        if (commit == null) {
            throw new ModuleError(
                    path,
                    "",
                    new InvalidVersionError(
                            version, false, "unknown revision " + name, GoError.notExist("unknown revision " + name)));
        }
        return commit;
    }

    @Override
    public String goMod(String version) {
        return at(version).files().getOrDefault("go.mod", "module " + path + "\n");
    }

    @Override
    public ModuleZip zip(String version) {
        Map<String, String> all = at(version).files();
        Map<String, String> files = new HashMap<>();
        all.forEach((name, text) -> {
            if (!inOtherModule(name, all)) {
                files.put(name, text);
            }
        });
        return ModuleZip.ofTexts(new ModuleVersion(path, version), files);
    }

    private static boolean inOtherModule(String name, Map<String, String> all) {
        for (String folder = ModulePath.parent(name); !folder.equals("."); folder = ModulePath.parent(folder)) {
            if (all.containsKey(folder + "/go.mod")) {
                return true;
            }
        }
        return false;
    }
}
