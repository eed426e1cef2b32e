package dev.gopherscope.kernel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gopherscope.kernel.protocol.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The kernelspec: the folder by which Jupyter finds the kernel. The command in it starts the JVM directly, since a launcher
 * in between costs 0.2 s and 48 MB.
 */
final class KernelSpec {

    /** The name that clients ask for. */
    static final String NAME = "gopherscope";

    /**
     * JVM options of a kernel: a small first heap (the heap's initial size decides the resident memory), compact object
     * headers (parked goroutines are most of a large run), no window system.
     */
    static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms16m",
            "-Xmx1g",
            "-Djava.awt.headless=true",
            // A library of Tablesaw calls a method that the JDK warns about at each start.
            "--sun-misc-unsafe-memory-access=allow",
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
            "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");

    /**
     * What a kernel of a workshop does without: the second compiler, and half
     * of the heap. A long simulation takes about twice as long there.
     */
    static final List<String> SMALL_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-Xmx512m");

    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

    private KernelSpec() {}

    /** The command line that starts a kernel with the given connection file (or Jupyter's placeholder for it). */
    static List<String> command(String connectionFile) {
        return command(connectionFile, AotCache.fits(), false);
    }

    private static List<String> command(String connectionFile, boolean withCache, boolean small) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        if (small) {
            command.addAll(SMALL_OPTIONS);
        }
        if (withCache) {
            // A cache that does not fit after all is left out by the JVM; its log would only confuse.
            command.add("-XX:AOTCache=" + AotCache.file());
            command.add("-Xlog:disable");
        }
        Path jar = Project.jar().toAbsolutePath();
        if (Files.isDirectory(jar)) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        } else {
            command.addAll(List.of("-jar", jar.toString()));
        }
        command.addAll(List.of("kernel", connectionFile));
        return command;
    }

    /** The content of {@code kernel.json}. */
    private static String json(boolean small) throws IOException {
        return json(AotCache.fits(), small);
    }

    /** Whether a {@code kernel.json} starts the present JVM and jar, small or not, with the start cache or without it. */
    static boolean isCurrent(String json) throws IOException {
        return json.equals(json(true, false))
                || json.equals(json(false, false))
                || json.equals(json(true, true))
                || json.equals(json(false, true));
    }

    private static String json(boolean withCache, boolean small) throws IOException {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", command("{connection_file}", withCache, small));
        spec.put("display_name", "Gopherscope (Java)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("kernel_protocol_version", Session.PROTOCOL_VERSION);
        spec.put("env", Map.of());
        spec.put("metadata", new TreeMap<>(Map.of("debugger", false, "supported_encryption", List.of("curve"))));
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(spec) + "\n";
    }

    /** Where the kernelspec lies below a prefix such as a virtual environment. */
    static Path folderIn(Path prefix) {
        return prefix.resolve("share/jupyter/kernels").resolve(NAME);
    }

    /** Writes the kernelspec into a folder, unless it is there and equal. Returns the folder. */
    static Path install(Path folder, boolean small) {
        try {
            String json = json(small);
            Path file = folder.resolve("kernel.json");
            if (!Files.exists(file) || !Files.readString(file).equals(json)) {
                Files.createDirectories(folder);
                Files.writeString(file, json);
                for (String logo : LOGOS) {
                    try (InputStream in = KernelSpec.class.getResourceAsStream(logo)) {
                        if (in != null) {
                            Files.write(folder.resolve(logo), in.readAllBytes());
                        }
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new Failure("the kernelspec can't be written to " + folder + " (" + e.getMessage()
                    + "); choose another place with --prefix.");
        }
    }
}
