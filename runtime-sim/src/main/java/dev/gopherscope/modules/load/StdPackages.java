package dev.gopherscope.modules.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages of the standard library of go1.26.8, as {@code go list std} prints them. */
final class StdPackages {
    private static final Set<String> ALL = read();

    private StdPackages() {}

    static boolean contains(String path) {
        return ALL.contains(path);
    }

    private static Set<String> read() {
        try (InputStream in = StdPackages.class.getResourceAsStream("std.txt")) {
            if (in == null) {
                throw new IllegalStateException("std.txt is missing beside StdPackages");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
