package dev.gopherscope.modules.modfile;

/** Turns a version as somebody wrote it (a branch, a short form) into a canonical one. */
@FunctionalInterface
public interface VersionFixer {
    /**
     * @param path the module; empty in retract lines
     * @throws dev.gopherscope.modules.version.GoError if there is no such version
     */
    String fix(String path, String version);
}
