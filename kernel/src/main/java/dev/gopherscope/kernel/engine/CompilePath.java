package dev.gopherscope.kernel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.SimpleJavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * The class files that cells compile against, by package. The compiler's own reading of jars walks a file system over each of
 * them, which was a third of the time from the start of a kernel to its first result.
 */
final class CompilePath {

    private static final String SUFFIX = ".class";

    private final List<Path> jars;
    private final Map<String, List<ClassFile>> packages = new HashMap<>();

    /** Reads the names in the jars. */
    CompilePath(List<Path> jars) throws IOException {
        this.jars = List.copyOf(jars);
        for (Path jar : jars) {
            // Open as long as the kernel lives, as its own jars are.
            @SuppressWarnings("resource")
            var zip = new ZipFile(jar.toFile());
            String root = "jar:" + jar.toUri() + "!/";
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                String name = all.nextElement().getName();
                if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
                    int slash = name.lastIndexOf('/');
                    String folder = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
                    List<ClassFile> files = packages.get(folder);
                    if (files == null) {
                        files = new ArrayList<>();
                        packages.put(folder, files);
                    }
                    files.add(new ClassFile(zip, name, root));
                }
            }
        }
    }

    /** The jars, in order. */
    List<Path> jars() {
        return jars;
    }

    /** The classes of a package; empty if there is none. */
    List<ClassFile> list(String packageName) {
        return packages.getOrDefault(packageName, List.of());
    }

    /** The classes of a package and of those below it. */
    List<ClassFile> listAll(String packageName) {
        var found = new ArrayList<ClassFile>();
        packages.forEach((name, files) -> {
            if (packageName.isEmpty() || name.equals(packageName) || name.startsWith(packageName + ".")) {
                found.addAll(files);
            }
        });
        return found;
    }

    /** A class by its binary name. */
    @Nullable
    ClassFile find(String binaryName) {
        for (ClassFile each : list(binaryName.substring(0, Math.max(0, binaryName.lastIndexOf('.'))))) {
            if (each.binaryName().equals(binaryName)) {
                return each;
            }
        }
        return null;
    }

    /** A class file in a jar. */
    static final class ClassFile extends SimpleJavaFileObject {
        private final ZipFile zip;
        private final String entry;
        private final String root;

        private ClassFile(ZipFile zip, String entry, String root) {
            super(NOT_ASKED, Kind.CLASS);
            this.zip = zip;
            this.entry = entry;
            this.root = root;
        }

        /** Thousands are listed for each one that is asked for its address. */
        private static final URI NOT_ASKED = URI.create("class:/file");

        String binaryName() {
            return entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
        }

        @Override
        public URI toUri() {
            return URI.create(root + entry);
        }

        @Override
        public String getName() {
            return root + entry;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            int slash = entry.lastIndexOf('/') + 1;
            return kind == Kind.CLASS
                    && entry.length() == slash + simpleName.length() + SUFFIX.length()
                    && entry.startsWith(simpleName, slash);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return zip.getInputStream(zip.getEntry(entry));
        }
    }
}
