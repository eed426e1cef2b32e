package dev.gopherscope.kernel.magic.command;

import dev.gopherscope.kernel.display.CellOutput.Stream;
import dev.gopherscope.kernel.magic.Magic;
import dev.gopherscope.kernel.magic.MagicCall;
import dev.gopherscope.kernel.magic.MagicHelp;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code %%bash}. */
public final class BashMagic implements Magic {
    private static final MagicHelp HELP = MagicHelp.cell("bash", "Runs the cell as a script of bash.")
            .operands("[ARGUMENT ...]")
            .notes(
                    "Output appears while the script runs. An exit code other than 0 fails the cell; an interrupt ends the script and "
                            + "the programs that it started. `%env` sets variables for it.")
            .example("%%bash\ngo version");

    @Override
    public MagicHelp help() {
        return HELP;
    }

    @Override
    public @Nullable Object run(MagicCall call) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("bash", "-s", "--"));
        command.addAll(call.arguments().words());
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(call.context().environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw call.wrong("bash can't be started (" + e.getMessage() + "); is it installed, and on the PATH?");
        }
        try {
            Thread out = copy(process.getInputStream(), Stream.STDOUT, call);
            Thread err = copy(process.getErrorStream(), Stream.STDERR, call);
            try (OutputStream in = process.getOutputStream()) {
                in.write(call.body().getBytes(StandardCharsets.UTF_8));
            } catch (IOException scriptEndedBeforeItsLastLine) {
                process.isAlive();
            }
            int code = process.waitFor();
            out.join();
            err.join();
            if (code != 0) {
                throw call.wrong("the script ended with exit code " + code + ".");
            }
            return null;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
        }
    }

    private static Thread copy(InputStream from, Stream to, MagicCall call) {
        return Thread.ofPlatform().daemon().name("bash " + to.wireName()).start(() -> {
            try (Reader text = new InputStreamReader(from, StandardCharsets.UTF_8)) {
                var buffer = new char[8192];
                for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
                    call.output().stream(to, new String(buffer, 0, n));
                }
            } catch (IOException ended) {
                // The script was destroyed: its stream ends with it.
                return;
            }
        });
    }
}
