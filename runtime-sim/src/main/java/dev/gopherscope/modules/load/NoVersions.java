package dev.gopherscope.modules.load;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.fetch.Repo;
import dev.gopherscope.modules.fetch.RevInfo;
import dev.gopherscope.modules.version.GoError;
import java.util.List;

/** A path that no server can have. It has no versions; everything else is an error. Follows {@code emptyRepo}. */
record NoVersions(GoError error) implements Repo {
    @Override
    public List<String> versions(String prefix) {
        return List.of();
    }

    @Override
    public RevInfo stat(String revision) {
        throw error;
    }

    @Override
    public RevInfo latest() {
        throw error;
    }

    @Override
    public String goMod(String version) {
        throw error;
    }

    @Override
    public ModuleZip zip(String version) {
        throw error;
    }
}
