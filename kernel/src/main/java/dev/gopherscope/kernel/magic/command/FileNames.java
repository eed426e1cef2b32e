package dev.gopherscope.kernel.magic.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Names of files in arguments: {@code ~} is the home folder, and a word is completed to what exists. */
final class FileNames {

    /** More would be no help to the reader. */
    private static final int MOST = 200;

    private FileNames() {}

    /** The file of that name, relative to the folder of the kernel. */
    static Path resolve(String name) {
        String home = System.getProperty("user.home");
        return Path.of(name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name);
    }

    /** What exists and begins with that word: folders with a slash at the end, and files with a fitting name. */
    static List<String> complete(String word, Predicate<String> fitting) {
        int slash = word.lastIndexOf('/');
        String folder = word.substring(0, slash + 1);
        String start = word.substring(slash + 1);
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(resolve(folder.isEmpty() ? "." : folder))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                boolean hidden = name.startsWith(".") && !start.startsWith(".");
                boolean isFolder = Files.isDirectory(file);
                if (name.startsWith(start) && !hidden && (isFolder || fitting.test(name))) {
                    names.add(folder + name + (isFolder ? "/" : ""));
                }
                if (names.size() == MOST) {
                    break;
                }
            }
        } catch (IOException | InvalidPathException noSuchFolder) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
