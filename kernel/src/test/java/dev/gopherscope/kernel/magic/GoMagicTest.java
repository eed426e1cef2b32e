package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code %%go} shows what the compiler says, at the lines of the cell. */
class GoMagicTest {

    private static Cells cells;

    @BeforeAll
    static void start() {
        cells = new Cells();
    }

    @AfterAll
    static void end() {
        cells.close();
    }

    private static MimeBundle shown(String cell) {
        return Objects.requireNonNull(cells.value(cell));
    }

    private static List<String> said(String cell) {
        return shown(cell)
                .text()
                .lines()
                .filter(line -> line.startsWith("./cell.go"))
                .toList();
    }

    @Test
    void a_whole_file_gets_the_compilers_lines() {
        assertEquals(
                List.of(
                        "./cell.go:3:6: can inline grow",
                        "./cell.go:8:6: can inline main",
                        "./cell.go:8:23: inlining call to grow",
                        "./cell.go:4:2: moved to heap: n"),
                said(
                        "%%go -m\npackage main\n\nfunc grow() *int {\n\tn := 1\n\treturn &n\n}\n\nfunc main() { _ = grow() }"));
    }

    @Test
    void declarations_are_completed_to_a_file_and_keep_their_lines() {
        String html = String.valueOf(shown("%%go -m\nfunc grow() *int {\n\tn := 1\n\treturn &n\n}")
                .data()
                .get(MimeBundle.HTML));
        assertEquals(
                List.of("./cell.go:1:6: can inline grow", "./cell.go:2:2: moved to heap: n"),
                said("%%go -m\nfunc grow() *int {\n\tn := 1\n\treturn &n\n}"));
        assertTrue(html.contains("<b>H</b> moved to heap: n"), html);
        assertTrue(html.contains("title=\"") && html.contains("on line 3"), html);
    }

    @Test
    void reasons_name_the_lines_of_the_cell() {
        List<String> lines = said("%%go -m=2\nfunc grow() *int {\n\tn := 1\n\treturn &n\n}");
        assertTrue(lines.contains("./cell.go:2:2:     from return &n (return) at ./cell.go:3:2"), lines.toString());
    }

    @Test
    void statements_are_put_into_main_and_packages_are_imported() {
        assertTrue(said("%%go\nx := 41\nfmt.Println(x + 1)").contains("./cell.go:2:15: x + 1 escapes to heap"));
        assertTrue(said("%%go\nvar n atomic.Int64\nn.Add(1)").stream().noneMatch(line -> line.contains("undefined")));
    }

    @Test
    void errors_are_those_of_the_compiler_at_the_lines_of_the_cell() {
        assertEquals(List.of("./cell.go:1:1: declared and not used: x"), said("%%go\nx := 1"));
        assertEquals(List.of("./cell.go:2:1: undefined: y"), said("%%go\n\ny()"));
    }

    @Test
    void x7_vet_marks_cancel_functions_that_are_lost_at_the_lines_of_the_cell() {
        String cell = """
                %%go -vet
                func f(parent context.Context, n int) error {
                	ctx, cancel := context.WithCancel(parent)
                	if n == 0 {
                		return ctx.Err()
                	}
                	cancel()
                	return nil
                }""";
        assertEquals(
                List.of(
                        "./cell.go:2:2: the cancel function is not used on all paths (possible context leak)",
                        "./cell.go:4:3: this return statement may be reached without using the cancel var defined on"
                                + " line 2"),
                said(cell));
        assertTrue(String.valueOf(shown(cell).data().get(MimeBundle.HTML))
                .contains("<b>V</b> the cancel function is not used on all paths"));
        assertTrue(shown("%%go -vet\nfunc f() {}").text().contains("every cancel function used"));
    }

    @Test
    void source_is_escaped_in_the_page() {
        String html =
                String.valueOf(shown("%%go\ns := \"<script>\"\n_ = s").data().get(MimeBundle.HTML));
        assertFalse(html.contains("<script>"), html);
    }

    @Test
    void unknown_flags_and_empty_cells_are_said() {
        assertTrue(cells.failure("%%go -x\nx := 1").message().contains("-x"));
        assertTrue(cells.failure("%%go").message().contains("needs Go source"));
    }
}
