package dev.gopherscope.build;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the linker makes of a program: which tables are in the file, which tools work on it, and what it needs to start. Follows
 * {@code cmd/link}; measured on go1.26.8, linux/amd64.
 */
public final class Binary {
    /** Images in which a binary is started. */
    public enum Image {
        /** Nothing but the binary. */
        EMPTY(false, false, false),
        /** CA certificates and time zones, no libc. */
        DISTROLESS_STATIC(false, false, true),
        /** musl instead of glibc. */
        ALPINE(false, true, true),
        /** glibc. */
        DEBIAN(true, false, true);

        private final boolean glibc;
        private final boolean musl;
        private final boolean certificates;

        Image(boolean glibc, boolean musl, boolean certificates) {
            this.glibc = glibc;
            this.musl = musl;
            this.certificates = certificates;
        }
    }

    private final Program program;
    private final Build build;

    private Binary(Program program, Build build) {
        this.program = program;
        this.build = build;
    }

    public static Binary link(Program program, Build build) {
        return new Binary(program, build);
    }

    public static Binary link(Program program, String command) {
        return link(program, Build.of(command));
    }

    public Build build() {
        return build;
    }

    /** Why the linker refuses, or empty. */
    public String refused() {
        if (!build.cgo() && (build.externalLink() || build.race())) {
            return build.race()
                    ? "go: -race requires cgo; enable cgo by setting CGO_ENABLED=1"
                    : "-linkmode=external needs a C linker, which CGO_ENABLED=0 turns off";
        }
        if (List.of("c-shared", "c-archive", "plugin").contains(build.mode()) && !build.cgo()) {
            return "-buildmode=" + build.mode() + " requires external (cgo) linking, but cgo is not enabled";
        }
        return "";
    }

    /** Tables in the file. The function table, type data and build information always stay. */
    public List<String> tables() {
        var tables = new ArrayList<>(List.of("pclntab", "type data", "build info", "build id"));
        if (build.hasSymbols()) {
            tables.add("symbol table");
        }
        if (build.hasDwarf()) {
            tables.add("DWARF");
        }
        if (build.isPie()) {
            tables.add("relocations");
        }
        return tables;
    }

    /** Whether the ELF header names a dynamic loader. A position independent executable names one even without cgo. */
    public boolean needsLoader() {
        return !build.staticLink() && (build.isPie() || program.hasCgo(build) || build.externalLink());
    }

    public boolean needsLibc() {
        return !build.staticLink() && (program.hasCgo(build) || build.externalLink());
    }

    /** Files that the program reads at run time if it is to work in full. */
    public List<String> reads() {
        var files = new TreeSet<String>();
        if (program.usesNet()) {
            files.addAll(List.of("/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf"));
        }
        if (program.imports().contains("crypto/tls")) {
            files.add("/etc/ssl/certs/ca-certificates.crt");
        }
        if (program.imports().contains("time/tzdata") || program.imports().contains("time")) {
            files.add("/usr/share/zoneinfo");
        }
        if (program.imports().contains("os/user") && !program.hasCgo(build)) {
            files.add("/etc/passwd");
        }
        return List.copyOf(files);
    }

    /** What happens at the start in an image. */
    public String start(Image image) {
        if (!refused().isEmpty()) {
            return "not built: " + refused();
        }
        if (needsLibc() && !image.glibc) {
            return image.musl
                    ? "no such file or directory: the glibc loader is missing, musl's is another one"
                    : "no such file or directory: the loader is missing";
        }
        if (needsLoader() && !image.glibc && !image.musl) {
            return "no such file or directory: the loader is missing";
        }
        if (needsLoader() && image.musl) {
            return "no such file or directory: the header names the glibc loader";
        }
        return "runs";
    }

    public boolean startsIn(Image image) {
        return start(image).equals("runs");
    }

    /** Whether HTTPS to others works there without more files. */
    public boolean canVerifyCertificatesIn(Image image) {
        return image.certificates;
    }

    /** A tool, whether it works, and what it lacks. */
    public record Tool(String name, boolean works, String why) {}

    public List<Tool> tools() {
        String dwarf = build.hasDwarf() ? "" : "needs DWARF";
        String symbols = build.hasSymbols() ? "" : "no symbol section";
        return List.of(
                new Tool("stack trace of a panic", true, "pclntab has names and lines"),
                new Tool("runtime.Callers", true, "pclntab has names and lines"),
                new Tool("go tool pprof", true, "profiles carry names from pclntab"),
                new Tool("go version -m", true, "build information stays"),
                new Tool("go tool nm", symbols.isEmpty(), symbols),
                new Tool("go tool objdump", symbols.isEmpty(), symbols),
                new Tool("debugger: variables and source lines", dwarf.isEmpty(), dwarf));
    }

    public boolean works(String tool) {
        return tools().stream()
                .filter(t -> t.name.contains(tool))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tool " + tool + "; there are "
                        + tools().stream().map(Tool::name).toList()))
                .works;
    }

    /** Who answers host names. */
    public String resolver() {
        if (!program.usesNet()) {
            return "none: net is not imported";
        }
        return program.hasCgo(build)
                ? "Go's own, or libc's getaddrinfo where the configuration needs it"
                : "Go's own: it takes the order from nsswitch.conf, and asks files and DNS only";
    }

    /** Who answers user names. */
    public String userLookup() {
        if (!program.imports().contains("os/user")) {
            return "none: os/user is not imported";
        }
        return program.hasCgo(build) ? "libc's getpwnam" : "Go's own reading of /etc/passwd and /etc/group";
    }
}
