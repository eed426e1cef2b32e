package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicContext;
import dev.gopherscope.kernel.magic.MagicHelp;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code %load}. */
public final class LoadMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.line(
                    "load", "Runs the Java code of a file, as if it stood in the cell.")
            .operands("FILE")
            .notes(
                    "A file is plain Java as in a cell (`.java`, `.jsh`), without magics. Errors name the file and its line.")
            .example("%load helpers.jsh");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public Object run(MagicCall call) throws IOException {
        List<String> words = call.arguments().words();
        if (words.size() != 1) {
            throw call.misused("it takes the name of one file.");
        }
        Path file = FileNames.resolve(words.getFirst());
        if (!Files.isRegularFile(file)) {
            throw call.wrong("there is no file " + file.toAbsolutePath().normalize() + ".");
        }
        Execution execution = call.javaAtTop(Files.readString(file));
        if (execution instanceof Execution.Failed(var name, var message, var position, var traceback)) {
            var lines = new ArrayList<String>();
            lines.add("In the file " + file + ":");
            lines.addAll(traceback);
            return new Execution.Failed(
                    name, "in " + file + (position == null ? "" : ", " + position) + ": " + message, lines);
        }
        return execution;
    }

    @Override
    public List<String> complete(String before, String word, MagicContext context) {
        return FileNames.complete(word, name -> name.endsWith(".java") || name.endsWith(".jsh"));
    }
}
