package dev.gopherscope.kernel.engine;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The classes that a cell could import, by simple name: the packages {@code java.*} of the JDK, and what is visible of the
 * kernel's own jars. Read once, in the background; completion offers those that are not imported.
 */
final class ClassNames {
    private static final int SECONDS_AFTER_START = 3;

    private final CompletableFuture<NavigableMap<String, List<String>>> names;

    /** Begins to read soon: not at once, since the first cell of a notebook wants the processors more. */
    ClassNames(List<Path> jars) {
        Executor later = CompletableFuture.delayedExecutor(
                SECONDS_AFTER_START,
                TimeUnit.SECONDS,
                reading -> Thread.ofPlatform()
                        .daemon()
                        .name("class-names")
                        .priority(Thread.MIN_PRIORITY)
                        .start(reading));
        names = CompletableFuture.supplyAsync(() -> read(jars), later);
    }

    private static NavigableMap<String, List<String>> read(List<Path> jars) {
        var found = new TreeMap<String, List<String>>();
        try {
            jdk(found);
            for (Path jar : jars) {
                own(jar, found);
            }
        } catch (IOException | RuntimeException e) {
            // What is known by then is offered.
        }
        return found;
    }

    private static void add(String binaryName, NavigableMap<String, List<String>> found) {
        String name = binaryName.replace('$', '.');
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (!simple.isEmpty()
                && Character.isUpperCase(simple.charAt(0))
                && Character.isJavaIdentifierStart(simple.charAt(0))) {
            found.computeIfAbsent(simple, s -> new ArrayList<>(1)).add(name);
        }
    }

    private static void jdk(NavigableMap<String, List<String>> found) throws IOException {
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            if (!module.descriptor().name().startsWith("java.")) {
                continue;
            }
            Set<String> exported = module.descriptor().exports().stream()
                    .filter(each -> !each.isQualified())
                    .map(Exports::source)
                    .filter(each -> each.startsWith("java."))
                    .collect(Collectors.toSet());
            try (ModuleReader reader = module.open();
                    Stream<String> all = reader.list()) {
                for (String each : (Iterable<String>) all::iterator) {
                    int slash = each.lastIndexOf('/');
                    if (each.endsWith(".class")
                            && slash > 0
                            && exported.contains(each.substring(0, slash).replace('/', '.'))) {
                        add(each.substring(0, each.length() - 6).replace('/', '.'), found);
                    }
                }
            }
        }
    }

    private static void own(Path jar, NavigableMap<String, List<String>> found) throws IOException {
        if (Files.isDirectory(jar)) {
            try (Stream<Path> files = Files.walk(jar)) {
                files.map(each -> jar.relativize(each).toString().replace('\\', '/'))
                        .forEach(each -> visible(each, found));
            }
        } else {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream().forEach(each -> visible(each.getName(), found));
            }
        }
    }

    private static void visible(String file, NavigableMap<String, List<String>> found) {
        if (file.endsWith(".class")) {
            String name = file.substring(0, file.length() - 6).replace('/', '.');
            if (VisibleClasses.visible(name) && !name.endsWith("package-info")) {
                add(name, found);
            }
        }
    }

    /** Full names of classes whose simple name begins like that, those that are meant most often first; none before all are read. */
    List<String> startingWith(String prefix, int most) {
        if (!names.isDone()) {
            return List.of();
        }
        return names.join().subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Suggestions::rank)
                        .thenComparingInt(String::length)
                        .thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList();
    }

    /** Waits until all are read. */
    void await() {
        names.join();
    }
}
