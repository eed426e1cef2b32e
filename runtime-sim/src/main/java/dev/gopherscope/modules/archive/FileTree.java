package dev.gopherscope.modules.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folders and files in memory: where main modules and the module cache live. Paths are absolute and use slashes. */
public final class FileTree {
    private final NavigableMap<String, byte[]> files = new TreeMap<>();

    public void write(String path, byte[] content) {
        files.put(path, content);
    }

    public void write(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public byte @Nullable [] read(String path) {
        return files.get(path);
    }

    /** The file as UTF-8 text, or null if there is none. */
    public @Nullable String text(String path) {
        byte[] content = files.get(path);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    public boolean isFile(String path) {
        return files.containsKey(path);
    }

    public boolean isFolder(String path) {
        String first = files.ceilingKey(path + "/");
        return first != null && first.startsWith(path + "/");
    }

    public void delete(String path) {
        files.remove(path);
        below(path).clear();
    }

    /** All files below a folder by their full paths, sorted; a view that writes through. */
    public SortedMap<String, byte[]> below(String folder) {
        return files.subMap(folder + "/", folder + "0");
    }

    /** Names of files directly in a folder, sorted. */
    public List<String> filesIn(String folder) {
        var names = new ArrayList<String>();
        for (String path : below(folder).keySet()) {
            String name = path.substring(folder.length() + 1);
            if (name.indexOf('/') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    /** A path relative to a folder, cleaned of {@code .} and {@code ..}; an absolute path stays. */
    public static String join(String folder, String path) {
        var parts = new ArrayList<String>();
        for (String part : (path.startsWith("/") ? path : folder + "/" + path).split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                }
                default -> parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
