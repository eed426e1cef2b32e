package dev.gopherscope.kernel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gopherscope lab}: prepares everything and becomes JupyterLab with the course open. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Set up everything that is missing and open the course in JupyterLab.",
        footer = {"", "What follows -- goes to JupyterLab as it is."})
final class LabCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean noBrowser;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port to listen on; JupyterLab takes the next free one if it is in use.")
    private int port = 8888;

    @Option(names = "--prepare", description = "Set up everything, start nothing.")
    private boolean prepareOnly;

    @Parameters(paramLabel = "-- ARGUMENTS", description = "Arguments for JupyterLab.", arity = "0..*")
    private List<String> rest = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes a number from 1 to 65535, not " + port + ".");
        }
        Course course = Course.prepare(Project.find(), System.out);
        if (prepareOnly) {
            System.out.println("Everything is set up.");
            return 0;
        }
        var command = new ArrayList<String>(List.of(course.python().python().toString(), "-m", "jupyterlab"));
        byDefault(command, "--ServerApp.root_dir", course.folder().toString());
        byDefault(command, "--LabApp.default_url", "/lab/tree/00-first-light.ipynb");
        byDefault(command, "--MultiKernelManager.default_kernel_name", KernelSpec.NAME);
        byDefault(command, "--ServerApp.port", String.valueOf(port));
        if (noBrowser) {
            command.add("--no-browser");
        }
        if (System.getProperty("user.name").equals("root")) {
            // In containers root is often the only user there is; JupyterLab would refuse to start.
            System.err.println("Note: running as root. A notebook can then change everything on this machine.");
            command.add("--allow-root");
        }
        command.addAll(rest);
        return HandOver.to(command, course.variables());
    }

    /** JupyterLab refuses an option that comes twice: what the user says wins. */
    private void byDefault(List<String> command, String option, String value) {
        if (rest.stream().noneMatch(each -> each.equals(option) || each.startsWith(option + "="))) {
            command.add(option + "=" + value);
        }
    }
}
