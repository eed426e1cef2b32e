package dev.gopherscope.kernel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's ahead-of-time cache for kernels: classes and profiles of a training run, with which a kernel gives its first result
 * in less than half the time. It fits one JVM and one jar; a mark beside it names both. Without a fitting cache the kernel starts
 * slower and works the same.
 */
final class AotCache {

    /**
     * A kernel compiles at its start what was hot in the training. With the first compiler only, that takes a third less
     * processor time and 14 MB less memory; most of it is javac, which gains little by the second one. The simulator is kept out, so
     * that long runs get both compilers as usual.
     */
    private static final List<String> TRAINING_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=exclude,dev/gopherscope/sim/*.*");

    /** How long the training may take before it is given up. */
    private static final long PATIENCE_SECONDS = 240;

    private AotCache() {}

    /** Where the cache of this jar lies: beside it. */
    static Path file() {
        return Project.jar().toAbsolutePath().resolveSibling("gopherscope.aot");
    }

    /** Whether there is a cache that was made by this JVM from this jar with these options. */
    static boolean fits() {
        try {
            return Files.exists(file())
                    && Files.exists(mark())
                    && Files.readString(mark()).equals(fingerprint());
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the cache if there is no fitting one. A failure is said and does no harm. */
    static void ensure(PrintStream out) {
        if (Files.isDirectory(Project.jar()) || fits()) {
            return;
        }
        out.println("Training the kernel for quick starts (once for each build)");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(KernelSpec.JVM_OPTIONS);
        command.addAll(TRAINING_OPTIONS);
        command.add("-XX:AOTCacheOutput=" + file());
        command.add("-Xlog:disable");
        command.addAll(List.of("-jar", Project.jar().toAbsolutePath().toString(), "train"));
        try {
            Files.deleteIfExists(mark());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (!process.isAlive() && process.exitValue() == 0 && Files.exists(file())) {
                Files.writeString(mark(), fingerprint());
            } else {
                out.println("  it did not work; kernels start without it");
            }
        } catch (IOException e) {
            out.println("  it did not work (" + e.getMessage() + "); kernels start without it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path mark() {
        return file().resolveSibling("gopherscope.aot.for");
    }

    private static String fingerprint() throws IOException {
        Path jar = Project.jar();
        return System.getProperty("java.home") + " " + Runtime.version() + " " + Files.size(jar) + " "
                + Files.getLastModifiedTime(jar).toMillis() + " " + KernelSpec.JVM_OPTIONS + TRAINING_OPTIONS;
    }
}
