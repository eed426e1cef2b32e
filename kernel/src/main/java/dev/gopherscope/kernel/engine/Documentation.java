package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.docs.Javadoc;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.jspecify.annotations.Nullable;

/**
 * Signatures and documentation comments of libraries. JShell reads the JDK's comments from {@code lib/src.zip}, where there is
 * one; those of our own public classes are read the same way from their sources, which lie in our jars below
 * {@code sources}. JShell has no interface to name more sources: a JVM that does not open its package shows signatures only.
 */
final class Documentation {

    /** A class of each jar with sources. */
    private static final List<String> WITH_SOURCES =
            List.of("dev.gopherscope.sim.Go", "dev.gopherscope.kernel.display.Display");

    private static final String SOURCES = "sources";

    /** How many comments are kept: to read one the first time takes a tenth of a second. */
    private static final int KEPT = 300;

    /**
     * One class, method or field.
     *
     * @param signature with the names of parameters
     * @param javadoc null if there is none
     */
    record Entry(String signature, @Nullable Javadoc javadoc) {}

    private final SourceCodeAnalysis analysis;
    private final Map<String, List<Entry>> known = new LinkedHashMap<>();
    private boolean extended;

    Documentation(JShell java) {
        analysis = java.sourceCodeAnalysis();
    }

    /** What the name, or the call, that ends at the cursor may be. Its caller holds the lock of JShell. */
    List<Entry> at(String code, int cursor) {
        List<String> signatures = analysis.documentation(code, cursor, false).stream()
                .map(SourceCodeAnalysis.Documentation::signature)
                .toList();
        if (signatures.isEmpty()) {
            return List.of();
        }
        String key = String.join("\n", signatures);
        List<Entry> entries = known.get(key);
        if (entries == null) {
            extend();
            entries = analysis.documentation(code, cursor, true).stream()
                    .map(each ->
                            new Entry(each.signature(), each.javadoc() == null ? null : Javadoc.of(each.javadoc())))
                    .toList();
            known.put(key, entries);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return entries;
    }

    /** Adds our sources to those that JShell has found. */
    private void extend() {
        if (extended) {
            return;
        }
        extended = true;
        try {
            // It looks for its sources when it is first asked for a comment.
            analysis.documentation("Object", 6, true);
            Lookup lookup = MethodHandles.privateLookupIn(analysis.getClass(), MethodHandles.lookup());
            VarHandle sources = lookup.findVarHandle(analysis.getClass(), "availableSources", List.class);
            var all = new ArrayList<Object>((List<?>) sources.get(analysis));
            all.addAll(own());
            sources.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Without our own comments, then.
            return;
        }
    }

    private static List<Path> own() {
        var paths = new ArrayList<Path>();
        for (String name : WITH_SOURCES) {
            try {
                URL place = Class.forName(name, false, Documentation.class.getClassLoader())
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation();
                Path classes = Path.of(new URI(place.toString()));
                Path root = Files.isDirectory(classes)
                        ? classes.resolve(SOURCES)
                        : FileSystems.newFileSystem(classes).getPath("/" + SOURCES);
                if (Files.isDirectory(root)) {
                    paths.add(root);
                }
            } catch (ClassNotFoundException | URISyntaxException | IOException e) {
                continue;
            }
        }
        return paths;
    }
}
