package dev.gopherscope.kernel.cli;

import dev.gopherscope.kernel.display.Ansi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code gopherscope doctor}: says what it found, starts a kernel as Jupyter would, and names the cure for what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Check this machine, start the kernel, and say what is wrong and how to mend it.")
final class DoctorCommand implements Callable<Integer> {

    private int faults;

    @Override
    public Integer call() {
        Project project = Project.find();
        good("Gopherscope", Version.product() + " in " + project.root());
        good("JDK", Runtime.version() + " in " + System.getProperty("java.home"));
        good(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        maven();
        python();
        jupyterLab(project);
        kernelSpec(project);
        if (AotCache.fits()) {
            good("start cache", AotCache.file().toString());
        } else {
            note(
                    "start cache",
                    "none for this build; kernels start slower until ./gopherscope lab or install makes it");
        }
        ports();
        kernel();
        System.out.println();
        System.out.println(
                faults == 0
                        ? "Everything works."
                        : faults == 1 ? "One thing needs mending." : faults + " things need mending.");
        return faults == 0 ? 0 : 1;
    }

    private static void good(String what, String found) {
        System.out.printf("  ok    %-12s %s%n", what, found);
    }

    /** Something that is not there, and that only some commands need. */
    private static void note(String what, String found) {
        System.out.printf("  note  %-12s %s%n", what, found);
    }

    private void bad(String what, String wrong, String cure) {
        faults++;
        System.out.printf("  BAD   %-12s %s%n", what, wrong);
        System.out.printf("        %-12s %s%n", "", cure);
    }

    private static void maven() {
        String version = firstLine("mvn", "--version");
        if (version == null) {
            note("Maven", "not found; only a build needs it (install the package maven)");
        } else {
            good("Maven", Ansi.strip(version));
        }
    }

    private static void python() {
        Python.find()
                .ifPresentOrElse(
                        python -> good("Python", python.version() + " (" + python.command() + ")"),
                        () -> note(
                                "Python",
                                "no 3." + Python.OLDEST_MINOR + " or newer found; only lab needs it "
                                        + "(install python3 and python3-venv, or set PYTHON)"));
    }

    private void jupyterLab(Project project) {
        var python = new PythonEnvironment(project.environment(), System.out);
        if (python.has("lab", PythonEnvironment.labRequirements())) {
            String version = firstLine(python.python().toString(), "-m", "jupyterlab", "--version");
            if (version == null) {
                bad(
                        "JupyterLab",
                        "the environment in " + python.folder() + " does not start",
                        "remove that folder and call ./gopherscope lab, which makes it anew");
            } else {
                good("JupyterLab", version + " in " + python.folder());
            }
        } else {
            note("JupyterLab", "not set up yet; ./gopherscope lab does it");
        }
    }

    private void kernelSpec(Project project) {
        Path file = KernelSpec.folderIn(project.environment()).resolve("kernel.json");
        try {
            if (!Files.exists(file)) {
                note("kernelspec", "not installed yet; ./gopherscope lab or ./gopherscope install does it");
            } else if (KernelSpec.isCurrent(Files.readString(file))) {
                good("kernelspec", file.getParent().toString());
            } else {
                bad(
                        "kernelspec",
                        file + " names another JDK or jar than the present one",
                        "call ./gopherscope lab, which writes it anew");
            }
        } catch (IOException e) {
            bad("kernelspec", file + " can't be read: " + e.getMessage(), "check who owns it");
        }
    }

    private void ports() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ServerSocket usual = new ServerSocket(8888, 1, InetAddress.getLoopbackAddress())) {
                good(
                        "ports",
                        "loopback works (tried " + any.getLocalPort() + "), " + usual.getLocalPort()
                                + " is free for JupyterLab");
            } catch (IOException e) {
                note("ports", "8888 is in use; JupyterLab will take the next free one, or the one of --port");
            }
        } catch (IOException e) {
            bad(
                    "ports",
                    "no port of the loopback address can be opened: " + e.getMessage(),
                    "kernels talk to Jupyter over loopback; allow it in the sandbox or firewall");
        }
    }

    private void kernel() {
        try {
            KernelProbe.Report report = KernelProbe.run();
            good(
                    "kernel",
                    "1+1 = " + report.result() + "; first answer after " + report.startMillis()
                            + " ms, first result after "
                            + report.firstResultMillis() + " ms, next one " + report.nextResultMillis()
                            + " ms, ended after "
                            + report.shutdownMillis() + " ms");
        } catch (KernelProbe.ProbeException e) {
            bad("kernel", e.getMessage(), e.cure());
        }
    }

    /** The first line that a command prints, or null if it can't be run. */
    private static @Nullable String firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? text.lines().findFirst().orElse("")
                    : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
