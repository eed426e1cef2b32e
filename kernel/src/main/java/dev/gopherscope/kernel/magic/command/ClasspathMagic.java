package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code %classpath}. */
public final class ClasspathMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line(
                    "classpath", "Shows what cells loaded, or loads jars and folders of classes.")
            .operands("[FILE ...]")
            .notes(
                    "A file name may be a pattern such as `libs/*.jar`. What is loaded stays until the kernel is restarted, and the first "
                            + "of two jars with the same class wins. For libraries of a repository use `%maven`.")
            .example("%classpath")
            .example("%classpath libs/*.jar build/classes");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) throws IOException {
        List<String> words = call.arguments().words();
        if (words.isEmpty()) {
            List<Path> loaded = call.context().java().classpath();
            return loaded.isEmpty()
                    ? "Cells have loaded nothing; %maven and %classpath FILE load libraries."
                    : loaded.stream().map(Path::toString).collect(Collectors.joining("\n"));
        }
        var entries = new ArrayList<Path>();
        for (String word : words) {
            entries.addAll(files(call, word));
        }
        call.context().load(entries);
        System.out.println("Loaded " + entries.size() + (entries.size() == 1 ? " entry." : " entries."));
        return null;
    }

    private static List<Path> files(MagicCall call, String word) throws IOException {
        int slash = word.lastIndexOf('/');
        if (word.indexOf('*', slash + 1) < 0) {
            Path file = FileNames.resolve(word).toAbsolutePath().normalize();
            if (!Files.exists(file)) {
                throw call.wrong("there is no " + file + ".");
            }
            return List.of(file);
        }
        Path folder = FileNames.resolve(slash < 0 ? "." : word.substring(0, slash + 1));
        var found = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, word.substring(slash + 1))) {
                files.forEach(file -> found.add(file.toAbsolutePath().normalize()));
            }
        }
        if (found.isEmpty()) {
            throw call.wrong("no file fits " + word + ".");
        }
        Collections.sort(found);
        return found;
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return FileNames.complete(word, name -> name.endsWith(".jar"));
    }
}
