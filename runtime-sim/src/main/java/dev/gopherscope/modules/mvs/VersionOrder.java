package dev.gopherscope.modules.mvs;

/** How versions of one path compare. {@code none} must stand below all, the empty version of a main module above all. */
@FunctionalInterface
public interface VersionOrder {
    int compare(String path, String x, String y);
}
