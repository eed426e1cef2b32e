package dev.gopherscope.golang.types;

import org.jspecify.annotations.Nullable;

/** Gives imported packages by their path. The same path gives the same package. */
@FunctionalInterface
public interface Importer {
    /** @return the package, or null if there is none of that path */
    @Nullable
    Package importPackage(String path);

    /** One sentence on a package that exists in Go but is not known here; null for one that does not exist. */
    default @Nullable String whyMissing(String path) {
        return null;
    }
}
