package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.engine.CompilePath.ClassFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * The compiler's files: those of a {@link CompilePath} in front of the class path, everything else as the JDK does it. It offers
 * the compiler no plug-ins: there are none, and each compilation would look for them in all jars.
 */
final class CellFileManager extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {

    private static final ClassLoader NO_PLUGINS = new ClassLoader(null) {};

    private final CompilePath path;

    /**
     * @param path jars in front
     * @param others what follows: folders, in order
     */
    CellFileManager(StandardJavaFileManager jdk, CompilePath path, List<Path> others) {
        super(jdk);
        this.path = path;
        try {
            // Else it takes java.class.path, and as late as in the first compilation.
            jdk.setLocationFromPaths(StandardLocation.CLASS_PATH, others);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
            throws IOException {
        Iterable<JavaFileObject> others = super.list(location, packageName, kinds, recurse);
        if (location != StandardLocation.CLASS_PATH || !kinds.contains(Kind.CLASS)) {
            return others;
        }
        List<ClassFile> own = recurse ? path.listAll(packageName) : path.list(packageName);
        if (own.isEmpty()) {
            return others;
        }
        var all = new ArrayList<JavaFileObject>(own);
        others.forEach(all::add);
        return all;
    }

    @Override
    public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFile own ? own.binaryName() : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a instanceof ClassFile || b instanceof ClassFile ? a == b : super.isSameFile(a, b);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof ClassFile ? location == StandardLocation.CLASS_PATH : super.contains(location, file);
    }

    @Override
    public @Nullable JavaFileObject getJavaFileForInput(Location location, String className, Kind kind)
            throws IOException {
        if (location == StandardLocation.CLASS_PATH && kind == Kind.CLASS) {
            ClassFile own = path.find(className);
            if (own != null) {
                return own;
            }
        }
        return super.getJavaFileForInput(location, className, kind);
    }

    @Override
    public ClassLoader getClassLoader(Location location) {
        return NO_PLUGINS;
    }

    @Override
    public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
        Iterable<? extends Path> others = fileManager.getLocationAsPaths(location);
        if (location != StandardLocation.CLASS_PATH) {
            return others;
        }
        var all = new ArrayList<Path>(path.jars());
        if (others != null) {
            others.forEach(all::add);
        }
        return all;
    }

    @Override
    public @Nullable Iterable<? extends File> getLocation(Location location) {
        if (location != StandardLocation.CLASS_PATH) {
            return fileManager.getLocation(location);
        }
        var all = new ArrayList<File>();
        path.jars().forEach(jar -> all.add(jar.toFile()));
        Iterable<? extends File> others = fileManager.getLocation(location);
        if (others != null) {
            others.forEach(all::add);
        }
        return all;
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(Collection<? extends Path> paths) {
        return fileManager.getJavaFileObjectsFromPaths(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
        return fileManager.getJavaFileObjects(paths);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjectsFromStrings(Arrays.asList(names));
    }

    @Override
    public void setLocation(Location location, @Nullable Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
    }

    @Override
    public void setLocationFromPaths(Location location, Collection<? extends Path> paths) throws IOException {
        fileManager.setLocationFromPaths(location, paths);
    }

    @Override
    public void setLocationForModule(Location location, String moduleName, Collection<? extends Path> paths)
            throws IOException {
        fileManager.setLocationForModule(location, moduleName, paths);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }

    @Override
    public void setPathFactory(PathFactory factory) {
        fileManager.setPathFactory(factory);
    }
}
