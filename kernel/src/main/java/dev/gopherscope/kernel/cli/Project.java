package dev.gopherscope.kernel.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are: the folder of the project, the jar that runs, and the private folder for what is made on first use.
 *
 * @param root the folder that holds {@code notebooks}
 * @param home the folder for the Python environment, logs and progress
 */
record Project(Path root, Path home) {

    /**
     * The project that the launcher was called in. {@code gopherscope.root} names it (the launcher sets it); the private
     * folder is {@code GOPHERSCOPE_HOME}, else {@code .gopherscope} in the project.
     */
    static Project find() {
        String named = System.getProperty("gopherscope.root");
        Path root = named != null ? Path.of(named) : searched(jar().toAbsolutePath());
        String home = System.getenv("GOPHERSCOPE_HOME");
        return new Project(
                root,
                home == null || home.isEmpty()
                        ? root.resolve(".gopherscope")
                        : Path.of(home).toAbsolutePath());
    }

    private static Path searched(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("notebooks")) && Files.exists(folder.resolve("gopherscope"))) {
                return folder;
            }
        }
        throw new Failure("the project's folder was not found above " + from
                + "; call the launcher ./gopherscope of the project.");
    }

    /** The jar that this code runs from, or the class folder in a development build. */
    static Path jar() {
        try {
            return Path.of(Project.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path course() {
        return root.resolve("notebooks");
    }

    Path environment() {
        return home.resolve("python");
    }

    /** The private folder, made if it is not there. */
    Path madeHome() {
        try {
            return Files.createDirectories(home);
        } catch (IOException e) {
            throw new Failure("the folder " + home + " can't be made (" + e.getMessage()
                    + "); set GOPHERSCOPE_HOME to a folder that you can write to.");
        }
    }
}
