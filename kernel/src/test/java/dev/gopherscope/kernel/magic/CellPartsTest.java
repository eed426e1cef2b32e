package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellPartsTest {

    private static List<String> kinds(String code) {
        return CellParts.of(code).parts().stream()
                .map(part -> switch (part) {
                    case CellParts.Part.Java java -> "java " + java.code().strip();
                    case CellParts.Part.Line line ->
                        "%" + line.name() + code.substring(line.argumentsAt(), line.end()) + " @" + line.line();
                    case CellParts.Part.Whole whole ->
                        "%%" + whole.name() + " "
                                + code.substring(whole.bodyAt()).strip();
                })
                .toList();
    }

    @Test
    void line_magics_stand_between_java_lines() {
        assertEquals(
                List.of("%memory @1", "java int x = 1;", "%vars x @3", "java x + 1"),
                kinds("%memory\nint x = 1;\n  %vars x\nx + 1"));
    }

    @Test
    void a_cell_magic_takes_all_that_follows_it_after_empty_lines() {
        assertEquals(List.of("%%html <p>\n%vars"), kinds("\n%%html\n<p>\n%vars"));
        assertEquals(List.of("java int x = 1;", "%%html @2"), kinds("int x = 1;\n%%html"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 17\n    % 5;",
                "int b = 5; int x = 17\n%b;",
                "17\n%b",
                "int x = (17\n%b);",
                "String s = \"\"\"\n%memory\n  %vars \\\"\"\"\n%env\n\"\"\";",
                "/*\n%memory\n*/ int x = 1;",
                "var m = Map.of(\n%b, 3);",
                "int r = switch (k) {\n case 1 -> 5;\n default -> 7;\n}\n%b;",
                "void f() {\n%memory\n}",
                "var o = new Object() {\n int n() { return 7; }\n}.n()\n%b;",
                "String.format(\"%d\", 1)",
                "int[] a = {1, 2}\n%b;",
                "list.forEach(x -> {\n    foo(x);\n%b\n});",
                "char c = '\"';\nint d = c\n%b;",
                "// why \"\"\" this\nint x = 3\n%b;",
                "return x\n%b;"
            })
    void a_percent_sign_in_java_is_no_magic(String code) {
        assertEquals(List.of("java " + code.strip()), kinds(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int f() { return 1; }",
                "class A { int x = 1; }",
                "record P(int x) {}",
                "interface I extends Comparable<I> {}",
                "for (int i = 0; i < 3; i++) { foo(); }",
                "if (a) { b(); } else { c(); }",
                "try { a(); } catch (Exception e) { b(); } finally { c(); }",
                "switch (x) { case 1 -> a(); default -> b(); }",
                "enum E { A, B }",
                "<T> void f(T t) throws Exception { }",
                "int[] a = {1, 2};",
                "String s = \"%memory\";  // \"\"\" no block",
                "String s = \"\"\"\n  a\n  \"\"\";",
                "int r = switch (k) { default -> 7; };",
                "var t = new Thread() { public void run() {} };",
                "@Deprecated static int f() { return 1; }",
                "/* one */ int x = 1; /* two\n */"
            })
    void a_magic_may_follow_what_has_ended(String code) {
        assertEquals(List.of("java " + code, "%memory @" + (code.lines().count() + 1)), kinds(code + "\n%memory"));
    }

    @Test
    void java_keeps_its_lines_and_columns() {
        var parts = CellParts.of("%memory now\nint x = 1;\n%vars\nbad");
        assertEquals(
                "           \n          \n     \nbad",
                ((CellParts.Part.Java) parts.parts().getLast()).code());
        assertEquals("           \nint x = 1;\n     \nbad", parts.javaOnly());
    }

    @Test
    void a_magic_in_an_unfinished_statement_is_noticed() {
        assertEquals(List.of("%memory"), CellParts.of("int x = 1\n%memory").swallowed());
        assertTrue(CellParts.of("String s = \"\"\"\n%memory\"\"\"").swallowed().isEmpty());
    }

    @Test
    void a_very_long_string_is_read() {
        assertEquals(
                2, kinds("var s = \"" + "\\\\x".repeat(100_000) + "\";\n%vars").size());
    }
}
