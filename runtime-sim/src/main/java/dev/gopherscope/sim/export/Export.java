package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that a run is written to, and the manifest that says which run they are of. Add files, then write them. */
public final class Export {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    /** Adds a file. */
    public Export add(String name, byte[] content) {
        files.put(name, content.clone());
        return this;
    }

    /** Adds a text file in UTF-8. */
    public Export add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a setting that the run had; the manifest lists it. */
    public Export option(String name, Object value) {
        options.put(
                name,
                value instanceof Number || value instanceof Boolean ? value.toString() : Json.string(value.toString()));
        return this;
    }

    /**
     * Writes all files and {@code manifest.json}: version, seed, settings, trace hash, and for each file its size and SHA-256. The same run
     * gives the same bytes.
     *
     * @param folder made if it is not there; files of the same names are replaced
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, RunSummary run) throws IOException {
        Files.createDirectories(folder);
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("manifest.json"), manifest(run));
    }

    private String manifest(RunSummary run) {
        var text = new StringBuilder("{\n  \"go\": ").append(Json.string(run.version()));
        text.append(",\n  \"seed\": ").append(run.seed());
        text.append(",\n  \"outcome\": ").append(Json.string(run.outcome()));
        text.append(",\n  \"endNanos\": ").append(run.endNanos());
        text.append(",\n  \"events\": ").append(run.events());
        text.append(",\n  \"traceHash\": ").append(Json.string(run.traceHash())).append(",\n  \"options\": {");
        String separator = "\n";
        for (var option : options.entrySet()) {
            text.append(separator)
                    .append("    ")
                    .append(Json.string(option.getKey()))
                    .append(": ")
                    .append(option.getValue());
            separator = ",\n";
        }
        text.append("\n  },\n  \"files\": [");
        separator = "\n";
        for (var file : files.entrySet()) {
            text.append(separator)
                    .append("    {\"name\": ")
                    .append(Json.string(file.getKey()))
                    .append(", \"bytes\": ");
            text.append(file.getValue().length)
                    .append(", \"sha256\": \"")
                    .append(sha256(file.getValue()))
                    .append("\"}");
            separator = ",\n";
        }
        return text.append("\n  ]\n}\n").toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
