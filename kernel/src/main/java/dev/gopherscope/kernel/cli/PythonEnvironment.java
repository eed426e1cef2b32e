package dev.gopherscope.kernel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The private Python environment with the pinned JupyterLab. Made on first use; a mark inside it names the pins that it
 * was made from, so that other pins make it anew and equal pins cost nothing.
 */
final class PythonEnvironment {
    private final Path folder;
    private final PrintStream out;

    PythonEnvironment(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** The pinned packages of {@code lab}, one a line. */
    static String labRequirements() {
        try (InputStream in = PythonEnvironment.class.getResourceAsStream("requirements.txt")) {
            if (in == null) {
                throw new IllegalStateException("requirements.txt is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path python() {
        return Python.in(folder);
    }

    Path folder() {
        return folder;
    }

    /** Whether the packages of that name's mark are there as asked for. */
    boolean has(String mark, String requirements) {
        try {
            Path file = folder.resolve(mark + ".installed");
            return Files.exists(python())
                    && Files.exists(file)
                    && Files.readString(file).equals(requirements);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes the environment and installs packages, unless they are there.
     *
     * @param mark a name for the set of packages
     * @param requirements pinned packages, one a line, as pip reads them
     */
    void ensure(String mark, String requirements) {
        if (has(mark, requirements)) {
            return;
        }
        try {
            if (!Files.exists(python())) {
                Python python = Python.find().orElseThrow(Python::missing);
                out.println("Making a private Python environment (Python " + python.version() + ")");
                Files.createDirectories(folder.getParent());
                run(
                        List.of(python.command(), "-m", "venv", folder.toString()),
                        "the Python environment could not be made; on Debian and Ubuntu install python3-venv");
            }
            Path pins = folder.resolve(mark + ".requirements.txt");
            Files.writeString(pins, requirements);
            long count = requirements
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .count();
            out.println("Installing " + count + " pinned Python packages");
            run(
                    List.of(
                            python().toString(),
                            "-m",
                            "pip",
                            "install",
                            "--disable-pip-version-check",
                            "--no-input",
                            "--progress-bar",
                            "off",
                            "-r",
                            pins.toString()),
                    "the Python packages could not be installed");
            Files.writeString(folder.resolve(mark + ".installed"), requirements);
        } catch (IOException e) {
            throw new Failure("the Python environment in " + folder + " can't be written (" + e.getMessage()
                    + "); set GOPHERSCOPE_HOME to a folder that you can write to.");
        }
    }

    /** Runs a step, shows how far it is, and keeps its last lines for the case that it fails. */
    private void run(List<String> command, String onFailure) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var last = new ArrayList<String>();
        int collected = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last.add(line);
                if (last.size() > 15) {
                    last.removeFirst();
                }
                if (line.startsWith("Collecting ") && ++collected % 15 == 0) {
                    out.println("  " + collected + " packages found");
                } else if (line.startsWith("Installing collected packages")) {
                    out.println("  unpacking");
                }
            }
        }
        try {
            if (process.waitFor() != 0) {
                throw new Failure(onFailure + ". The last lines were:\n  " + String.join("\n  ", last));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }
}
