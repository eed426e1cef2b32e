package dev.gopherscope.modules.version;

/**
 * Versions of any path: the names {@code go} and {@code toolchain} take part in version selection, and their versions are Go
 * releases, not semantic versions. Follows {@code cmd/go/internal/gover/mod.go}.
 */
public final class Versions {
    private Versions() {}

    public static boolean isToolchain(String path) {
        return path.equals("go") || path.equals("toolchain");
    }

    public static int compare(String path, String x, String y) {
        return switch (path) {
            case "go" -> GoRelease.compare(x, y);
            case "toolchain" -> GoRelease.compare(release(x), release(y));
            default -> SemVer.compare(x, y);
        };
    }

    /** As {@link #compare}, with the empty version of a main module above all others. */
    public static int compareWithMain(String path, String x, String y) {
        if (x.isEmpty() || y.isEmpty()) {
            return Boolean.compare(x.isEmpty(), y.isEmpty());
        }
        return compare(path, x, y);
    }

    private static String release(String name) {
        return GoRelease.isValid(name) ? name : GoRelease.ofToolchain(name);
    }

    public static boolean isValid(String path, String version) {
        return switch (path) {
            case "go" -> GoRelease.isValid(version);
            case "toolchain" -> GoRelease.isValid(GoRelease.ofToolchain(version));
            default -> SemVer.isValid(version);
        };
    }

    /** Whether a valid version leaves its last numbers open, as {@code v1.2} does. */
    public static boolean isPrefix(String path, String version) {
        switch (path) {
            case "go":
                return GoRelease.isLanguage(version);
            case "toolchain":
                return GoRelease.isLanguage(GoRelease.ofToolchain(version));
            default:
                int dots = 0;
                for (int i = 0; i < version.length(); i++) {
                    char c = version.charAt(i);
                    if (c == '-' || c == '+' || c == '.' && ++dots >= 2) {
                        return false;
                    }
                }
                return true;
        }
    }

    public static boolean isPrerelease(String path, String version) {
        return switch (path) {
            case "go" -> GoRelease.isPrerelease(version);
            case "toolchain" -> GoRelease.isPrerelease(GoRelease.ofToolchain(version));
            default -> !SemVer.prerelease(version).isEmpty();
        };
    }

    public static String majorMinor(String path, String version) {
        return switch (path) {
            case "go" -> GoRelease.language(version);
            case "toolchain" -> "go" + GoRelease.language(GoRelease.ofToolchain(version));
            default -> SemVer.majorMinor(version);
        };
    }

    /** The canonical form; {@code +incompatible} is the only build metadata that stays. Empty if invalid. */
    public static String canonical(String version) {
        String canonical = SemVer.canonical(version);
        return SemVer.build(version).equals("+incompatible") ? canonical + "+incompatible" : canonical;
    }
}
