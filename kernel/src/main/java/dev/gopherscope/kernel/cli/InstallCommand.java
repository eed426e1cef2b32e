package dev.gopherscope.kernel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gopherscope install}: writes the kernelspec where a Jupyter of the user's own finds it. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Install the kernelspec for a Jupyter that you have already.")
final class InstallCommand implements Callable<Integer> {

    @ArgGroup
    private @Nullable Place place;

    @Option(
            names = "--small",
            description = "Kernels that need a tenth less memory and compute more slowly: for a room on one machine.")
    private boolean small;

    static final class Place {
        @Option(names = "--user", description = "For the present user (the default).")
        private boolean user;

        @Option(
                names = "--sys-prefix",
                description = "Into the active Python environment (VIRTUAL_ENV or CONDA_PREFIX).")
        private boolean sysPrefix;

        @Option(names = "--prefix", paramLabel = "DIR", description = "Below DIR/share/jupyter/kernels.")
        private @Nullable Path prefix;
    }

    @Override
    public Integer call() {
        AotCache.ensure(System.out);
        Path folder = KernelSpec.install(folder(), small);
        System.out.println("Installed the kernelspec " + KernelSpec.NAME + " in " + folder);
        return 0;
    }

    private Path folder() {
        if (place != null && place.prefix != null) {
            return KernelSpec.folderIn(place.prefix.toAbsolutePath());
        }
        if (place != null && place.sysPrefix) {
            for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
                String active = System.getenv(variable);
                if (active != null && !active.isEmpty()) {
                    return KernelSpec.folderIn(Path.of(active));
                }
            }
            throw new Failure(
                    "--sys-prefix needs an active Python environment, and neither VIRTUAL_ENV nor CONDA_PREFIX is set; "
                            + "activate one, or use --prefix DIR.");
        }
        return userFolder();
    }

    /** Jupyter's data folder of the present user, as jupyter_core finds it. */
    private static Path userFolder() {
        String named = System.getenv("JUPYTER_DATA_DIR");
        Path home = Path.of(System.getProperty("user.home"));
        String os = System.getProperty("os.name");
        Path data;
        if (named != null && !named.isEmpty()) {
            data = Path.of(named);
        } else if (os.startsWith("Mac")) {
            data = home.resolve("Library/Jupyter");
        } else if (os.startsWith("Windows")) {
            data = Path.of(System.getenv().getOrDefault("APPDATA", home.toString()), "jupyter");
        } else {
            String xdg = System.getenv("XDG_DATA_HOME");
            data = (xdg == null || xdg.isEmpty() ? home.resolve(".local/share") : Path.of(xdg)).resolve("jupyter");
        }
        return data.resolve("kernels").resolve(KernelSpec.NAME);
    }
}
