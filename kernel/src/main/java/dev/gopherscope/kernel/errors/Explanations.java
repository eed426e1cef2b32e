package dev.gopherscope.kernel.errors;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What javac's errors mean, in one sentence each. The table is {@code explanations.properties}; its keys are javac's codes
 * (com.sun.tools.javac.resources.compiler of JDK 25) without their prefix {@code compiler.err.}.
 */
public final class Explanations {
    private static final String PREFIX = "compiler.err.";

    private static @Nullable Properties loaded;

    private Explanations() {}

    private static synchronized Properties table() {
        Properties table = loaded;
        if (table == null) {
            table = new Properties();
            try (var in = new InputStreamReader(
                    Objects.requireNonNull(Explanations.class.getResourceAsStream("explanations.properties")),
                    StandardCharsets.UTF_8)) {
                table.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loaded = table;
        }
        return table;
    }

    /** The sentence for a code, with or without its prefix. */
    public static Optional<String> of(String code) {
        String key = code.startsWith(PREFIX) ? code.substring(PREFIX.length()) : code;
        return Optional.ofNullable(table().getProperty(key));
    }

    /** The codes that have a sentence, without their prefix. */
    public static Set<String> codes() {
        return new TreeSet<>(table().stringPropertyNames());
    }
}
