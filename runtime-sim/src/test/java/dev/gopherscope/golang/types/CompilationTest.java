package dev.gopherscope.golang.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real programs through parser and checker, held to what go1.26.8 said about them. */
class CompilationTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/oracle/golang");
    private final StdStubs std = new StdStubs();

    private static Stream<Path> programs(String folder) throws IOException {
        return Files.list(PROGRAMS.resolve(folder))
                .filter(p -> p.toString().endsWith(".go"))
                .sorted();
    }

    private static String lines(Compilation c) {
        StringBuilder out = new StringBuilder();
        c.diagnostics().forEach(d -> out.append(d).append('\n'));
        return out.toString();
    }

    private List<String> diagnostics(String program) {
        return Compilation.of("p.go", program, std).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    private List<String> inMain(String statements) {
        return diagnostics("package main\nfunc main() {\n" + statements + "\n}\n");
    }

    @TestFactory
    Stream<DynamicTest> aWrongProgramGetsTheDiagnosticsOfGo() throws IOException {
        return programs("errors")
                .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> {
                    String want = Files.readString(Path.of(p.toString().replace(".go", ".err")));
                    assertEquals(want, lines(Compilation.of(p.getFileName().toString(), Files.readString(p), std)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aCorrectProgramGetsNone() throws IOException {
        return Stream.concat(programs("escape"), programs("run"))
                .map(p -> DynamicTest.dynamicTest(
                        p.getFileName().toString(),
                        () -> assertEquals(
                                "", lines(Compilation.of(p.getFileName().toString(), Files.readString(p), std)))));
    }

    @Test
    void everyExpressionOfACorrectProgramHasAType() throws IOException {
        Path p = PROGRAMS.resolve("run/generic_constraints.go");
        Path any = Files.exists(p) ? p : programs("run").findFirst().orElseThrow();
        Compilation c = Compilation.of("p.go", Files.readString(any), std);
        int[] calls = {0};
        Walk.inspect(java.util.Objects.requireNonNull(c.file()), node -> {
            if (node instanceof Expr.Call call) {
                calls[0]++;
                assertTrue(c.info().typeAndValue(call) != null, () -> call.pos() + " has no type");
            }
            return true;
        });
        assertTrue(calls[0] > 5);
    }

    @Test
    void anImportThatIsStandardButNotRecordedNamesThoseThatAre() {
        List<String> d = diagnostics("package main\nimport \"net/http\"\nfunc main() { http.Get(\"\") }\n");
        assertEquals(1, d.size());
        assertTrue(d.getFirst()
                .startsWith("p.go:2:8: package net/http is in std, but not supported; supported are bufio"));
    }

    @Test
    void aFeatureNewerThanTheLanguageVersionIsRefused() {
        String program = "package main\nfunc main() {\n\tfor i := range 3 {\n\t\tprintln(i)\n\t}\n}\n";
        assertEquals("", lines(Compilation.of("p.go", program, std, new GoVersion(22))));
        assertEquals(
                "p.go:3:17: cannot range over 3 (untyped int constant): requires go1.22 or later"
                        + " (-lang was set to go1.21; check go.mod)\n",
                lines(Compilation.of("p.go", program, std, new GoVersion(21))));
    }

    @Test
    void newWithAValueNeedsGo126() {
        String program = "package main\nfunc main() {\n\tprintln(*new(3))\n}\n";
        assertEquals("", lines(Compilation.of("p.go", program, std)));
        assertFalse(Compilation.of("p.go", program, std, new GoVersion(25))
                .diagnostics()
                .isEmpty());
    }

    @Test
    void constantsAreExact() {
        assertEquals(
                List.of(),
                inMain(
                        "const big = 1 << 500\nvar x int = big >> 498\nvar y float64 = 0.1 + 0.2 - 0.3\nvar _, _ = x, y\nvar _ [1 - (0.1 + 0.2 - 0.3)]int"));
        assertEquals(
                List.of(
                        "p.go:4:13: cannot use 1 << 64 (untyped int constant 18446744073709551616) as int value in variable declaration (overflows)"),
                inMain("var _ = 0\nvar _ int = 1 << 64"));
    }

    @Test
    void packageVariablesAreInitialisedInTheOrderOfTheirNeeds() {
        Compilation c = Compilation.of(
                "p.go",
                "package main\nvar a = b + f()\nvar b = 2\nvar d = 4\nfunc f() int { return d }\nfunc main() { println(a) }\n",
                std);
        assertEquals(List.of(), c.diagnostics());
        assertEquals(
                List.of("b", "d", "a"),
                c.info().initOrder().stream()
                        .map(i -> i.lhs().getFirst().name())
                        .toList());
    }

    @Test
    void timeGrowsWithTheLengthOfAFileAndNotFaster() {
        StringBuilder program = new StringBuilder("package main\n");
        for (int i = 0; i < 2500; i++) {
            program.append("func f")
                    .append(i)
                    .append("(x int) int {\n\ty := x * 2\n\tif y > 3 {\n\t\treturn f")
                    .append((i + 1) % 2500)
                    .append("(y)\n\t}\n\treturn y\n}\n");
        }
        program.append("func main() { println(f0(1)) }\n");
        assertEquals(List.of(), diagnostics(program.toString()));
    }

    @Test
    void recursionThatNeedsEndlesslyManyInstancesIsReported() {
        assertEquals(
                List.of("p.go:2:8: instantiation cycle:\n\tp.go:2:29: T instantiated as *T"),
                diagnostics("package main\nfunc f[T any]() { var _ = f[*T] }\nfunc main() { f[int]() }\n"));
    }

    @Test
    void typesThatContainThemselvesNameTheWay() {
        assertEquals(
                List.of(
                        "p.go:2:15: invalid recursive type B\n\tp.go:2:15: B refers to A\n\tp.go:3:15: A refers to B",
                        "p.go:4:6: invalid recursive type: N refers to itself"),
                diagnostics(
                        "package main\ntype A[P any] B[P]\ntype B[P any] A[P]\ntype N struct{ a [2]N }\nfunc main() {}\n"));
    }
}
