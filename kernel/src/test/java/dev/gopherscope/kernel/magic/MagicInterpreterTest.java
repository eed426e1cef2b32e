package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.protocol.Interpreter.Completeness.Status;
import dev.gopherscope.kernel.protocol.Interpreter.Completion;
import dev.gopherscope.kernel.protocol.Interpreter.Execution.Position;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MagicInterpreterTest {
    private static Cells cells;

    @BeforeAll
    static void start() {
        cells = new Cells();
    }

    @AfterAll
    static void stop() {
        cells.close();
    }

    @Test
    void java_and_magics_mix_in_one_cell() {
        assertEquals("6", cells.text("int x = 5;\n%help\nx + 1"));
        assertEquals(1, cells.shown.size());
        assertTrue(cells.shown.getFirst().text().contains("%%html"));
    }

    @Test
    void the_value_of_the_last_magic_is_the_value_of_the_cell() {
        MimeBundle value = cells.value("int y = 1;\n%help html");
        assertNotNull(value);
        assertTrue(value.data().containsKey(MimeBundle.MARKDOWN));
        assertTrue(cells.shown.isEmpty());
    }

    @Test
    void an_error_in_java_names_the_line_of_the_cell() {
        assertEquals(
                new Position(3, 9), cells.failure("%help\n\nint z = nonsense;").position());
    }

    @Test
    void an_unknown_magic_is_answered_with_what_was_meant() {
        assertEquals(
                "there is no magic %hlep. Did you mean %help?",
                cells.failure("1;\n%hlep").message());
        assertTrue(cells.failure("%qqqqqqq").message().contains("%help lists all magics"));
    }

    @Test
    void the_wrong_form_of_a_magic_is_explained() {
        assertTrue(cells.failure("%html <b>").message().contains("write %%html on the first line"));
        assertTrue(cells.failure("%%help\n").message().contains("takes a line"));
        assertTrue(cells.failure("int a = 1;\n%%html\n<b>").message().contains("first line of a cell of its own"));
    }

    @Test
    void nothing_runs_after_a_magic_that_failed() {
        cells.failure("%hlep\nint never = 1;");
        assertTrue(cells.failure("never").message().contains("cannot find symbol"));
    }

    @Test
    void a_magic_below_an_unfinished_statement_is_hinted_at() {
        var failed = cells.failure("int q = 1\n%help");
        assertTrue(failed.traceback().getLast().contains("semicolon"), failed.toString());
    }

    @Test
    void options_are_checked_against_the_help() {
        assertTrue(cells.failure("%%writefile --apend x\n").message().contains("it has -a, --append"));
    }

    @Test
    void names_of_magics_are_completed() {
        Completion found = cells.kernel.complete("int x = 1;\n%he", 14);
        assertEquals(List.of("%help"), found.matches());
        assertEquals(11, found.start());
        assertTrue(cells.kernel.complete("%", 1).matches().containsAll(List.of("%help", "%%html")));
        assertEquals(List.of("html"), cells.kernel.complete("%help ht", 8).matches());
    }

    @Test
    void java_between_magics_is_completed_at_its_place() {
        String code = "%help\n\"a\".repe\n%help";
        Completion found = cells.kernel.complete(code, code.indexOf("repe") + 4);
        assertTrue(found.matches().stream().anyMatch(each -> each.startsWith("repeat(")), found.toString());
        assertEquals(code.indexOf("repe"), found.start());
    }

    @Test
    void inspection_of_a_magic_gives_its_help() {
        assertTrue(cells.kernel.inspect("%help", 3, 0).text().contains("Lists the magics"));
    }

    @Test
    void a_cell_magic_in_a_console_ends_with_an_empty_line() {
        assertEquals(Status.INCOMPLETE, cells.kernel.isComplete("%%html\n<b>").status());
        assertEquals(Status.COMPLETE, cells.kernel.isComplete("%%html\n<b>\n").status());
        assertEquals(Status.COMPLETE, cells.kernel.isComplete("%help\n1 + 1").status());
        assertEquals(
                Status.INCOMPLETE, cells.kernel.isComplete("%help\nfor (;;) {").status());
    }

    @Test
    void html_goes_to_the_page_as_it_is() {
        MimeBundle value = cells.value("%%html\n<b>bold</b>\n");
        assertNotNull(value);
        assertEquals("<b>bold</b>\n", value.data().get(MimeBundle.HTML));
        assertInstanceOf(String.class, value.data().get(MimeBundle.TEXT));
    }
}
