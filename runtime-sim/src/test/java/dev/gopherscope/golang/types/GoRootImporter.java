package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.BuildConstraint;
import dev.gopherscope.golang.syntax.Parser;
import dev.gopherscope.golang.syntax.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports packages of the standard library from the sources of an installed toolchain, for linux/amd64 without cgo. */
public final class GoRootImporter implements Importer {
    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "hurd",
            "illumos",
            "ios",
            "js",
            "linux",
            "nacl",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "wasip1",
            "windows",
            "zos");
    private static final Set<String> MACHINES = Set.of(
            "386",
            "amd64",
            "amd64p32",
            "arm",
            "armbe",
            "arm64",
            "arm64be",
            "loong64",
            "mips",
            "mipsle",
            "mips64",
            "mips64le",
            "mips64p32",
            "mips64p32le",
            "ppc",
            "ppc64",
            "ppc64le",
            "riscv",
            "riscv64",
            "s390",
            "s390x",
            "sparc",
            "sparc64",
            "wasm");

    private final Path src;
    private final Map<String, @Nullable Package> packages = new HashMap<>();
    final List<String> errors = new ArrayList<>();
    public final Map<String, Info> infos = new HashMap<>();
    /** The files of each package, in the order in which packages were complete: imported ones first. */
    public final Map<String, List<SourceFile>> files = new LinkedHashMap<>();

    public GoRootImporter(Path goRoot) {
        this.src = goRoot.resolve("src");
    }

    /** The root of the toolchain in the path; null if there is none. */
    public static @Nullable Path goRoot() {
        try {
            Process p = new ProcessBuilder("go", "env", "GOROOT").start();
            String out = new String(p.getInputStream().readAllBytes()).trim();
            return p.waitFor() == 0 && Files.isDirectory(Path.of(out, "src")) ? Path.of(out) : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public @Nullable Package importPackage(String path) {
        if (packages.containsKey(path)) {
            return packages.get(path);
        }
        if (path.equals("unsafe")) {
            return Universe.UNSAFE;
        }
        Path dir = src.resolve(path);
        if (!Files.isDirectory(dir)) {
            dir = src.resolve("vendor").resolve(path);
        }
        if (!Files.isDirectory(dir)) {
            packages.put(path, null);
            return null;
        }
        packages.put(path, null);
        List<SourceFile> files = parse(dir);
        if (files.isEmpty()) {
            return null;
        }
        Info info = new Info();
        Package pkg = Checker.check(path, files, info, this, GoVersion.CURRENT, d -> errors.add(d.toString()));
        packages.put(path, pkg);
        infos.put(path, info);
        this.files.put(path, files);
        return pkg;
    }

    private List<SourceFile> parse(Path dir) {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> list = Files.list(dir)) {
            for (Path p :
                    list.filter(f -> f.toString().endsWith(".go")).sorted().toList()) {
                String name = p.getFileName().toString();
                if (name.endsWith("_test.go") || !fits(name) || !Files.isRegularFile(p)) {
                    continue;
                }
                byte[] text = Files.readAllBytes(p);
                if (!fits(text)) {
                    continue;
                }
                Parser.Result r = Parser.parse(p.toString(), text);
                r.errors().forEach(e -> errors.add(e.toString()));
                if (r.file() != null) {
                    files.add(r.file());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static boolean fits(String name) {
        String[] parts = name.substring(0, name.length() - 3).split("_");
        int n = parts.length;
        if (n >= 3 && SYSTEMS.contains(parts[n - 2]) && MACHINES.contains(parts[n - 1])) {
            return parts[n - 2].equals("linux") && parts[n - 1].equals("amd64");
        }
        if (n >= 2 && SYSTEMS.contains(parts[n - 1])) {
            return parts[n - 1].equals("linux");
        }
        return n < 2 || !MACHINES.contains(parts[n - 1]) || parts[n - 1].equals("amd64");
    }

    private static boolean fits(byte[] text) {
        for (String line : new String(text).split("\n")) {
            String s = line.trim();
            if (s.startsWith("//go:build ")) {
                return BuildConstraint.matches(
                        s.substring("//go:build ".length()),
                        tag -> Set.of(
                                                "linux",
                                                "amd64",
                                                "unix",
                                                "gc",
                                                "goexperiment.regabiwrappers",
                                                "goexperiment.regabiargs",
                                                "goexperiment.aliastypeparams",
                                                "goexperiment.swissmap",
                                                "goexperiment.spinbitmutex",
                                                "goexperiment.greenteagc",
                                                "goexperiment.randomizedheapbase64",
                                                "goexperiment.dwarf5",
                                                "goexperiment.loopvar")
                                        .contains(tag)
                                || tag.matches("go1\\.[0-9]+")
                                        && Integer.parseInt(tag.substring(4)) <= GoVersion.CURRENT.minor());
            }
            if (s.startsWith("package ")) {
                break;
            }
        }
        return true;
    }
}
