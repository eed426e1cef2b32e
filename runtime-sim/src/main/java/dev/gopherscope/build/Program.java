package dev.gopherscope.build;

import java.util.Set;

/**
 * A program for the link model.
 *
 * @param imports packages of the standard library that matter: {@code net}, {@code os/user}, {@code C} for own cgo
 */
public record Program(String name, Set<String> imports) {
    /** {@code println} only. */
    public static final Program PRINTLN = new Program("println", Set.of());
    /** {@code fmt.Println}. */
    public static final Program FMT = new Program("fmt", Set.of("fmt"));
    /** A small net/http server. */
    public static final Program HTTP = new Program("http", Set.of("fmt", "net", "net/http", "crypto/tls"));

    boolean usesNet() {
        return imports.contains("net") || imports.contains("net/http");
    }

    /** Whether cgo code comes in if cgo is on. */
    boolean hasCgo(Build b) {
        boolean net = usesNet() && !b.tags().contains("netgo");
        boolean user = imports.contains("os/user") && !b.tags().contains("osusergo");
        return b.cgo() && (net || user || imports.contains("C") || imports.contains("runtime/cgo") || b.race());
    }
}
