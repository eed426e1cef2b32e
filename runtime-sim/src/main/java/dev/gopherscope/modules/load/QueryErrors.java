package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.GoText;
import dev.gopherscope.modules.version.ModuleVersion;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a version query. Texts as in {@code modload/query.go}. */
@SuppressWarnings("serial")
public final class QueryErrors {
    private QueryErrors() {}

    /** No version meets the query. */
    public static final class NoMatchingVersion extends GoError {
        NoMatchingVersion(String query, String current) {
            super(
                    "no matching versions for query " + GoText.quote(query)
                            + ((query.equals("upgrade") || query.equals("patch"))
                                            && !current.isEmpty()
                                            && !current.equals("none")
                                    ? " (current version is " + current + ")"
                                    : ""),
                    null);
        }
    }

    /** {@code patch} needs a version to start from. */
    public static final class NoPatchBase extends GoError {
        NoPatchBase(String path) {
            super("can't query version \"patch\" of module " + path + ": no existing version is required", null);
        }
    }

    /** The query names no semantic version: a branch or a commit. */
    static final class Revision extends GoError {
        Revision() {
            super("query refers to a non-semver revision", null);
        }
    }

    /** There is such a module, but it has no such package. */
    public static final class PackageNotInModule extends GoError {
        PackageNotInModule(ModuleVersion module, @Nullable ModuleVersion replacement, String query, String pattern) {
            super(text(module, replacement, query, pattern), null);
        }

        private static String text(ModuleVersion m, @Nullable ModuleVersion replacement, String query, String pattern) {
            String found = "";
            if (replacement != null) {
                found = query.equals(m.version())
                        ? " (replaced by " + replacement + ")"
                        : " (" + m.version() + ", replaced by " + replacement + ")";
            } else if (!query.equals(m.version())) {
                found = " (" + m.version() + ")";
            }
            return "module " + m.path() + "@" + query + " found" + found + ", but does not contain "
                    + (pattern.contains("...") ? "packages matching " : "package ") + pattern;
        }
    }

    /** A version of the main module itself was asked for. */
    public static final class MatchesMain extends GoError {
        public MatchesMain(String main, String pattern, String query) {
            super(
                    pattern.equals(main)
                            ? "can't request version " + GoText.quote(query) + " of the main module (" + pattern + ")"
                            : "can't request version " + GoText.quote(query) + " of pattern " + GoText.quote(pattern)
                                    + " that includes the main module (" + main + ")",
                    null);
        }
    }
}
