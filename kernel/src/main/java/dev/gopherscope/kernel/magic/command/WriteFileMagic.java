package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code %%writefile}. */
public final class WriteFileMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("writefile", "Writes the cell into a file.")
            .operands("[-a] FILE")
            .option("-a, --append", "add to the end of the file")
            .notes(
                    "A relative name is relative to the folder of the kernel, which is that of the notebook. The folder must exist.")
            .example("%%writefile go.mod\nmodule example.org/hello\n\ngo 1.26");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) throws IOException {
        var arguments = call.arguments();
        if (arguments.words().size() != 1) {
            throw call.misused("it takes the name of one file.");
        }
        Path file = FileNames.resolve(arguments.words().getFirst());
        boolean append = arguments.has("-a");
        boolean existed = Files.exists(file);
        if (Files.isDirectory(file)) {
            throw call.wrong(file + " is a folder; give the name of a file.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw call.wrong("the folder " + folder + " does not exist; make it first, for example with %%bash.");
        }
        if (append) {
            Files.writeString(file, call.body(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(file, call.body());
        }
        int bytes = call.body().getBytes(StandardCharsets.UTF_8).length;
        System.out.println((append && existed ? "Added " : existed ? "Overwrote " + file + " with " : "Wrote ") + bytes
                + " bytes" + (append || !existed ? " to " + file : "") + ".");
        return null;
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return FileNames.complete(word, name -> true);
    }
}
