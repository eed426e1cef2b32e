package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.ModuleZip;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoRelease;
import dev.gopherscope.modules.version.Versions;
import java.util.List;

/** The names {@code go} and {@code toolchain}: only the local release is known, but every valid release can be named. */
final class ToolchainRepo implements Repo {
    private final String path;

    ToolchainRepo(String path) {
        this.path = path;
    }

    @Override
    public List<String> versions(String prefix) {
        String local = path.equals("go") ? GoRelease.LOCAL : "go" + GoRelease.LOCAL;
        return local.startsWith(prefix) ? List.of(local) : List.of();
    }

    @Override
    public RevInfo stat(String revision) {
        if (!Versions.isValid(path, revision)) {
            throw GoError.notExist("invalid " + path + " version " + revision);
        }
        return new RevInfo(revision, null);
    }

    @Override
    public RevInfo latest() {
        return new RevInfo(path.equals("go") ? GoRelease.LOCAL : "go" + GoRelease.LOCAL, null);
    }

    @Override
    public String goMod(String version) {
        return "module " + path + "\n";
    }

    @Override
    public ModuleZip zip(String version) {
        throw GoError.of("internal error: invalid operation on toolchain module");
    }
}
