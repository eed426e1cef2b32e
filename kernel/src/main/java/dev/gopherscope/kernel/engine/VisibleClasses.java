package dev.gopherscope.kernel.engine;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cell code can see of the kernel's own class path: the simulator, the charts, the display functions, XChart and
 * Tablesaw. The kernel's Jackson, JeroMQ, SLF4J and Maven stay hidden, so that a cell may load other versions of them.
 */
final class VisibleClasses extends ClassLoader {

    /**
     * Packages by prefix. Classes of cells call {@link StopCheck}, and throw an exception of JShell where something is not
     * declared yet, so these two classes are visible too.
     */
    private static final List<String> PREFIXES = List.of(
            "dev.gopherscope.sim.",
            "dev.gopherscope.golang.",
            "dev.gopherscope.modules.",
            "dev.gopherscope.charts.",
            "dev.gopherscope.kernel.display.",
            "dev.gopherscope.kernel.lesson.",
            "dev.gopherscope.kernel.magic.",
            "dev.gopherscope.kernel.widget.",
            "dev.gopherscope.kernel.engine.StopCheck",
            "jdk.jshell.spi.SPIResolutionException",
            "org.knowm.xchart.",
            "tech.tablesaw.");

    /** A class of each jar that cells compile against; a missing one is left out. */
    private static final List<String> ON_COMPILE_PATH = List.of(
            "dev.gopherscope.sim.Go",
            "dev.gopherscope.kernel.display.MimeBundle",
            "org.knowm.xchart.XYChart",
            "tech.tablesaw.api.Table");

    private final ClassLoader kernel;

    VisibleClasses(ClassLoader kernel) {
        super("visible", ClassLoader.getPlatformClassLoader());
        this.kernel = kernel;
    }

    /** Whether cells can use a class of the kernel's class path. */
    static boolean visible(String name) {
        return PREFIXES.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (visible(name)) {
            return kernel.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return visible(name.replace('/', '.')) ? kernel.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws java.io.IOException {
        return visible(name.replace('/', '.')) ? kernel.getResources(name) : Collections.emptyEnumeration();
    }

    /** The jars and folders that cells compile against, in order. */
    static List<Path> compilePath(ClassLoader kernel) {
        var entries = new LinkedHashSet<Path>();
        for (String name : ON_COMPILE_PATH) {
            try {
                CodeSource source =
                        Class.forName(name, false, kernel).getProtectionDomain().getCodeSource();
                if (source != null) {
                    entries.add(Path.of(source.getLocation().toURI()));
                }
            } catch (ClassNotFoundException | URISyntaxException e) {
                // Left out: cells can't use that library then, and the compiler says so by name.
                continue;
            }
        }
        return List.copyOf(entries);
    }
}
