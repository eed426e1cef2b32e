package dev.gopherscope.golang.vet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.golang.stub.StdStubs;
import dev.gopherscope.golang.types.Compilation;
import dev.gopherscope.golang.types.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Lost cancel functions, held to what go1.26.8 vet said about the same files. */
class LostCancelTest {
    private static final Path PROGRAMS = Path.of("src/test/resources/oracle/golang/vet");

    private static List<String> found(String name, String text) {
        return LostCancel.of(Compilation.of(name, text, new StdStubs())).stream()
                .map(Diagnostic::toString)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> x7_a_file_gets_the_remarks_of_go_vet() throws IOException {
        List<Path> programs = Files.list(PROGRAMS)
                .filter(p -> p.toString().endsWith(".go"))
                .sorted()
                .toList();
        assertTrue(programs.size() >= 4);
        return programs.stream()
                .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> {
                    List<String> want = Files.readAllLines(Path.of(p.toString().replace(".go", ".err")));
                    assertEquals(want, found(p.getFileName().toString(), Files.readString(p)));
                }));
    }

    @Test
    void x7_the_programs_of_the_course_that_call_every_cancel_get_no_remark() {
        assertEquals(List.of(), found("p.go", """
                package main

                import "context"

                func f(parent context.Context, n int) error {
                	ctx, cancel := context.WithCancel(parent)
                	defer cancel()
                	for i := 0; i < n; i++ {
                		if ctx.Err() != nil {
                			return ctx.Err()
                		}
                	}
                	return nil
                }

                func main() { f(context.Background(), 3) }
                """));
    }

    @Test
    void a_file_with_errors_is_refused_because_its_flow_is_not_known() {
        Compilation wrong = Compilation.of("p.go", "package main\nfunc main() { x }\n", new StdStubs());
        var e = assertThrows(IllegalArgumentException.class, () -> LostCancel.of(wrong));
        assertTrue(e.getMessage().contains("undefined: x"), e.getMessage());
    }
}
