package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hint that earlier results are stale. */
class StaleHintTest {
    private final JShellInterpreter java = new JShellInterpreter();
    private int number;

    @AfterEach
    void end() {
        java.close();
    }

    private String run(String code) {
        var text = new StringBuffer();
        java.execute(new Cell(code, ++number, null, false), new NoOutput() {
            @Override
            public void stream(Stream stream, String more) {
                text.append(more);
            }
        });
        return text.toString();
    }

    @Test
    void a_variable_that_was_computed_from_one_declared_otherwise_is_named_once() {
        run("int n = 2;");
        run("int twice = n * 2;");
        assertEquals(
                "Stale: twice (cell 2) was computed from n, which this cell has changed. To renew it, run cell 2 again.\n",
                run("int n = 5;"));
        assertEquals("", run("int n = 6;"));
        assertEquals("", run("int twice = n * 2;"));
        assertEquals(
                "Stale: twice (cell 5) was computed from n, which this cell has changed. To renew it, run cell 5 again.\n",
                run("int n = 7;"));
    }

    @Test
    void methods_and_types_pass_the_change_on() {
        run("record Box(int size) { }\nint volume(Box b) { return b.size() * factor(); }\nint factor() { return 1; }");
        run("var box = new Box(3);\nint v = volume(box);\nint other = 1;");
        assertEquals(
                "Stale: v (cell 2) was computed from factor, which this cell has changed. To renew it, run cell 2 again.\n",
                run("int factor() { return 10; }"));
        assertEquals(
                "Stale: box (cell 2) was computed from Box, which this cell has changed. To renew it, run cell 2 again.\n",
                run("record Box(int size) { int half() { return size / 2; } }"));
    }

    @Test
    void running_the_same_code_again_is_no_change_and_neither_is_an_assignment_that_renews() {
        run("int n = 2;");
        run("int twice = n * 2;");
        assertEquals("", run("int n  =  2;"));
        run("int n = 3;");
        assertEquals("", run("twice = n * 2;"));
        assertEquals(
                "Stale: twice (cell 2) was computed from n, which this cell has changed. To renew it, run cell 2 again.\n",
                run("int n = 4;"));
    }

    @Test
    void what_the_changing_cell_renews_itself_is_not_stale() {
        run("int n = 2;");
        run("int twice = n * 2;");
        assertEquals("", run("int n = 5;\nint twice = n * 2;"));
    }

    @Test
    void a_parameter_of_the_same_name_is_no_use_of_the_variable() {
        run("int n = 2;");
        run("int square(int n) { return n * n; }\nint nine = square(3);");
        assertEquals("", run("int n = 5;"));
    }
}
