package dev.gopherscope.modules.load;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.fetch.Repo;
import dev.gopherscope.modules.fetch.RevInfo;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModulePath;
import dev.gopherscope.modules.version.ModuleVersion;
import dev.gopherscope.modules.version.PseudoVersion;
import dev.gopherscope.modules.version.SemVer;
import dev.gopherscope.modules.version.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A module with replacements: replaced versions exist, whoever published them. Follows {@code replacementRepo}. */
final class ReplacedRepo implements Repo {
    private final State state;
    private final Repo repo;
    private final String path;

    ReplacedRepo(State state, Repo repo, String path) {
        this.state = state;
        this.repo = repo;
        this.path = path;
    }

    @Override
    public List<String> versions(String prefix) {
        List<String> published;
        try {
            published = repo.versions(prefix);
        } catch (GoError e) {
            if (!e.isNotExist()) {
                throw e;
            }
            published = List.of();
        }
        var all = new TreeSet<String>(SemVer::compareTotal);
        all.addAll(published);
        int before = all.size();
        for (ModuleVersion m : state.main().replace.keySet()) {
            String v = m.version();
            if (m.path().equals(path) && v.startsWith(prefix) && !v.isEmpty() && !PseudoVersion.is(v)) {
                all.add(v);
            }
        }
        return all.size() == before ? published : new ArrayList<>(all);
    }

    @Override
    public RevInfo stat(String revision) {
        try {
            return repo.stat(revision);
        } catch (GoError e) {
            String v = Versions.canonical(revision);
            if (!v.equals(revision)) {
                throw e;
            }
            ModulePath.Split split = ModulePath.split(path);
            if (split.ok()
                    && split.major().isEmpty()
                    && ModulePath.checkMajor(v, "") != null
                    && SemVer.build(v).isEmpty()) {
                v += "+incompatible";
            }
            if (state.replacement(new ModuleVersion(path, v)) == null) {
                throw e;
            }
            return replaced(v);
        }
    }

    @Override
    public RevInfo latest() {
        RevInfo info = null;
        GoError error = null;
        try {
            info = repo.latest();
        } catch (GoError e) {
            error = e;
        }
        String v = state.main().highestReplaced.get(path);
        if (v != null) {
            if (v.isEmpty()) {
                ModulePath.Split split = ModulePath.split(path);
                v = PseudoVersion.zero(
                        split.ok() && !split.major().isEmpty() ? split.major().substring(1) : "v0");
            }
            if (info == null || Versions.compare(path, v, info.version()) > 0) {
                return replaced(v);
            }
        }
        if (info == null) {
            throw error == null ? GoError.of("no answer") : error;
        }
        return info;
    }

    private static RevInfo replaced(String v) {
        return new RevInfo(v, PseudoVersion.seconds(v));
    }

    @Override
    public String goMod(String version) {
        return repo.goMod(version);
    }

    @Override
    public ModuleZip zip(String version) {
        return repo.zip(version);
    }
}
