package dev.gopherscope.modules.fetch;

import dev.gopherscope.modules.archive.ModuleZip;
import java.util.List;

/** Where the versions of one module come from. Every method throws a {@code GoError} if there is no answer. */
public interface Repo {
    /** Listed versions that start with a prefix, lowest first. */
    List<String> versions(String prefix);

    /** The version that a revision, a branch or a version names. */
    RevInfo stat(String revision);

    /** The newest version when the list has nothing suitable. */
    RevInfo latest();

    String goMod(String version);

    ModuleZip zip(String version);

    /** A repository that answers everything with one error. */
    static Repo failing(dev.gopherscope.modules.version.GoError error) {
        return new Repo() {
            @Override
            public List<String> versions(String prefix) {
                throw error;
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
        };
    }
}
