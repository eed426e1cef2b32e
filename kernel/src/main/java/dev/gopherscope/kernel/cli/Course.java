package dev.gopherscope.kernel.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The prepared course: a Python environment with JupyterLab, the kernelspec in it, and Lab's settings. */
final class Course {
    private final Project project;
    private final PythonEnvironment python;

    private Course(Project project, PythonEnvironment python) {
        this.project = project;
        this.python = python;
    }

    /** Makes what is missing; costs nothing when all is there. */
    static Course prepare(Project project, PrintStream out) {
        project.madeHome();
        var python = new PythonEnvironment(project.environment(), out);
        python.ensure("lab", PythonEnvironment.labRequirements());
        AotCache.ensure(out);
        KernelSpec.install(KernelSpec.folderIn(python.folder()), false);
        try {
            // Lab would ask each newcomer whether it may fetch news, and would look for updates: the course needs no
            // network. Widgets are saved with a notebook, so that one that is opened without a kernel shows them as
            // they were.
            Path settings = python.folder().resolve("share/jupyter/lab/settings");
            Files.createDirectories(settings);
            Files.writeString(settings.resolve("overrides.json"), """
                    {
                      "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false},
                      "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": true}
                    }
                    """);
        } catch (IOException e) {
            throw new Failure("JupyterLab's settings can't be written (" + e.getMessage() + ").");
        }
        return new Course(project, python);
    }

    PythonEnvironment python() {
        return python;
    }

    Path folder() {
        return project.course();
    }

    /** Variables that keep Jupyter to this environment. */
    Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        variables.put("JUPYTER_PREFER_ENV_PATH", "1");
        return variables;
    }
}
