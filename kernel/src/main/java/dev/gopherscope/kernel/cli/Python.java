package dev.gopherscope.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Python on this machine.
 *
 * @param command what starts it
 * @param version such as 3.11.7
 */
record Python(String command, String version) {

    /** The oldest minor version of Python 3 that the pinned packages support. */
    static final int OLDEST_MINOR = 11;

    private static final List<String> NAMES =
            List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python");

    /** The first Python that is new enough: {@code PYTHON} if set, then the usual names. */
    static Optional<Python> find() {
        String wanted = System.getenv("PYTHON");
        Stream<String> names =
                wanted == null || wanted.isEmpty() ? NAMES.stream() : Stream.concat(Stream.of(wanted), NAMES.stream());
        return names.flatMap(name -> probe(name).stream()).findFirst();
    }

    private static Optional<Python> probe(String name) {
        try {
            Process process = new ProcessBuilder(name, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String version = new String(
                            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .strip();
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            String[] parts = version.split("\\.");
            boolean newEnough = parts.length == 3 && parts[0].equals("3") && Integer.parseInt(parts[1]) >= OLDEST_MINOR;
            return newEnough ? Optional.of(new Python(name, version)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The sentence for a machine without a fitting Python. */
    static Failure missing() {
        return new Failure(
                "no Python 3." + OLDEST_MINOR + " or newer was found; install one (package python3 with python3-venv), "
                        + "or set PYTHON to its command. ./gopherscope run needs no Python.");
    }

    /** The interpreter inside a virtual environment. */
    static Path in(Path environment) {
        Path unix = environment.resolve("bin/python");
        return Files.exists(unix) || !Files.exists(environment.resolve("Scripts"))
                ? unix
                : environment.resolve("Scripts/python.exe");
    }
}
