package dev.gopherscope.build;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which inputs of a build change its bytes: equal inputs give equal fingerprints. A model of the action IDs of
 * {@code cmd/go/internal/work}; the fingerprint is not Go's build ID.
 */
public final class Reproducible {
    private final Map<String, String> inputs = new TreeMap<>();

    /** A build of a source tree. */
    public Reproducible(String toolchain, String sources, String target) {
        inputs.put("toolchain", toolchain);
        inputs.put("sources", sources);
        inputs.put("target", target);
    }

    private Reproducible(Map<String, String> inputs) {
        this.inputs.putAll(inputs);
    }

    /**
     * The same build with one input changed: {@code toolchain}, {@code sources}, {@code target}, {@code flags}, {@code tags},
     * {@code folder}, {@code trimpath}, {@code vcs}, {@code time}, {@code user}, {@code host}, {@code procs}.
     */
    public Reproducible with(String input, String value) {
        var all = new TreeMap<>(inputs);
        all.put(input, value);
        return new Reproducible(all);
    }

    /** Whether an input gets into the file. The folder does unless -trimpath is given; time, user, host and processors never do. */
    public boolean matters(String input) {
        return switch (input) {
            case "folder" -> !inputs.getOrDefault("trimpath", "").equals("true");
            case "time", "user", "host", "procs" -> false;
            default -> true;
        };
    }

    /** SHA-256 over the inputs that matter, 12 hex digits. */
    public String fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            inputs.forEach((name, value) -> {
                if (matters(name)) {
                    sha.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
            return HexFormat.of().formatHex(sha.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
