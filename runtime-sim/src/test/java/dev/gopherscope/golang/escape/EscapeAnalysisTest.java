package dev.gopherscope.golang.escape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.types.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Inliner and escape analysis, held to what go1.26.8 said with {@code -m} about real programs. */
class EscapeAnalysisTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/oracle/golang/escape");

    /** Programs that need the bodies of generic functions of other packages. */
    private static final Set<String> GENERIC_STD = Set.of("std_calls", "sync_types");

    /** Programs that call functions of other packages which the compiler inlines. */
    private static final Set<String> INLINED_STD = Set.of(
            "buffers_writers",
            "const_interface",
            "defer_basic",
            "errors_custom",
            "fmt_calls",
            "go_statement",
            "inline_control",
            "panic_values",
            "program_cache",
            "program_worker_pool",
            "sort_interface",
            "stack_or_heap",
            "std_calls",
            "string_concat",
            "sync_types");

    private static Stream<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files
                    .map(p -> p.getFileName().toString())
                    .filter(n -> n.endsWith(".go"))
                    .map(n -> n.substring(0, n.length() - ".go".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String said(String program, EscapeAnalysis.Options options) throws IOException {
        String file = program + ".go";
        Compilation c = Compilation.of(file, Files.readString(PROGRAMS.resolve(file)), new StdStubs());
        StringBuilder out = new StringBuilder();
        // Generated code has no place in the file; the recording leaves it out.
        EscapeAnalysis.of(c, options).lines().stream()
                .map(Object::toString)
                .filter(l -> l.startsWith(file))
                .forEach(l -> out.append(l).append('\n'));
        return out.toString();
    }

    @TestFactory
    Stream<DynamicTest> withoutInliningEveryLineIsThatOfGoInItsOrder() throws IOException {
        return programs()
                .filter(n -> !GENERIC_STD.contains(n))
                .map(n -> DynamicTest.dynamicTest(
                        n,
                        () -> assertEquals(
                                Files.readString(PROGRAMS.resolve(n + ".ml")),
                                said(n, EscapeAnalysis.Options.DEFAULT.withoutInlining()))));
    }

    @TestFactory
    Stream<DynamicTest> withInliningEveryLineIsThatOfGoInItsOrder() throws IOException {
        return programs()
                .filter(n -> !INLINED_STD.contains(n))
                .map(n -> DynamicTest.dynamicTest(
                        n,
                        () -> assertEquals(
                                Files.readString(PROGRAMS.resolve(n + ".m")),
                                said(n, EscapeAnalysis.Options.DEFAULT))));
    }

    private static EscapeAnalysis analyze(String source, int minor) {
        Compilation c = Compilation.of("p.go", source, new StdStubs());
        return EscapeAnalysis.of(c, new EscapeAnalysis.Options(minor, 1, false, false));
    }

    private static List<String> lines(String source, int minor) {
        return analyze(source, minor).lines().stream().map(Object::toString).toList();
    }

    @Test
    void aDecisionTellsTheWayToTheHeap() {
        EscapeAnalysis a =
                analyze("package main\nfunc f() *int {\n\tx := 1\n\tp := &x\n\treturn p\n}\nfunc main() { f() }\n", 26);
        Decision x = a.decisions().stream()
                .filter(d -> d.name().equals("x"))
                .findFirst()
                .orElseThrow();
        assertTrue(x.heap());
        FlowPath path = java.util.Objects.requireNonNull(x.path());
        assertEquals(
                List.of("p", "~r0"),
                path.steps().stream().map(FlowPath.Step::dst).toList());
        assertEquals("address-of", path.steps().getFirst().reasons().getFirst().why());
        assertFalse(a.decisions().stream()
                .filter(d -> d.name().equals("p"))
                .findFirst()
                .orElseThrow()
                .heap());
    }

    @Test
    void theLargestVariableOnTheStackShrankWithGo24() {
        String source = "package main\nfunc main() {\n\tvar a [200 << 10]byte\n\ta[0] = 1\n\t_ = a[1]\n}\n";
        assertEquals(List.of(), lines(source, 23));
        assertEquals(List.of("p.go:3:6: moved to heap: a"), lines(source, 24));
    }

    @Test
    void aSliceOfVariableLengthCanStayOnTheStackSinceGo25() {
        String source =
                "package main\nfunc f(n int) int {\n\ts := make([]int, n)\n\treturn len(s)\n}\nfunc main() { f(3) }\n";
        assertEquals(List.of("p.go:3:11: make([]int, n) escapes to heap"), lines(source, 24));
        assertEquals(List.of("p.go:3:11: make([]int, n) does not escape"), lines(source, 25));
    }

    @Test
    void compilerFlagsAreReadAsTheCompilerReadsThem() {
        assertEquals(new EscapeAnalysis.Options(26, 2, false, false), CompilerFlags.parse(List.of("-m -m -l")));
        assertEquals(
                new EscapeAnalysis.Options(26, 2, true, true),
                CompilerFlags.parse(List.of("all=-m=2 -d=escapemutationscalls=1")));
        assertThrows(IllegalArgumentException.class, () -> CompilerFlags.parse(List.of("-q")));
    }
}
