package dev.gopherscope.golang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the parser says about wrong texts, and that no text breaks it. */
class ParserTest {
    private static List<String> errors(String text) {
        return Parser.parse("p.go", text).errors().stream()
                .map(SyntaxError::toString)
                .toList();
    }

    @Test
    void columnsCountBytes() {
        assertEquals(
                List.of("p.go:2:20: syntax error: unexpected literal 3 at end of statement"),
                errors("package p\nfunc f() { é := 2 3 }\n"));
        SourceFile f = java.util.Objects.requireNonNull(
                Parser.parse("p.go", "package p\nvar é, x int\n").file());
        Decl.Var v = (Decl.Var) f.decls.getFirst();
        assertEquals(new Pos("p.go", 2, 5), v.names.get(0).pos());
        assertEquals(new Pos("p.go", 2, 9), v.names.get(1).pos());
    }

    @Test
    void severalErrorsOfAFileAreFound() {
        List<String> e = errors("package p\nfunc f() {\n\tx := 08\n\ty := 'ab'\n\tz := \"open\n}\nfunc g( {\n}\n");
        assertTrue(e.size() >= 4, e.toString());
        assertEquals("p.go:3:8: invalid digit '8' in octal literal", e.getFirst());
    }

    @Test
    void genericTypesAndArraysAreToldApart() {
        SourceFile f = java.util.Objects.requireNonNull(Parser.parse(
                        "p.go",
                        "package p\ntype A[P any] []P\ntype B [N * 2]int\ntype C[P *int,] int\ntype D[P interface{*int}] P\n")
                .file());
        assertEquals(1, ((Decl.Type) f.decls.get(0)).typeParams.size());
        assertEquals(0, ((Decl.Type) f.decls.get(1)).typeParams.size());
        assertEquals(1, ((Decl.Type) f.decls.get(2)).typeParams.size());
        assertEquals(1, ((Decl.Type) f.decls.get(3)).typeParams.size());
    }

    @Test
    void directivesStayWithTheirDeclaration() {
        SourceFile f = java.util.Objects.requireNonNull(
                Parser.parse("p.go", "//go:build go1.21\n\npackage p\n\n//go:noinline\nfunc f() {}\n")
                        .file());
        assertTrue(f.decls.getFirst().hasPragma("go:noinline"));
        assertEquals("go1.21", f.goVersion);
        assertEquals(List.of("p.go:2:3: misplaced compiler directive"), errors("package p\n//go:noinline\n"));
    }

    @Test
    void deepNestingIsAnErrorWithAPosition() {
        for (String open : List.of("(", "[]", "-", "f(", "{", "func() { ", "if x { ", "*", "<-", "a[")) {
            String text = "package p\nfunc f() { x = " + open.repeat(60_000) + "\n}";
            List<String> e = errors(text);
            assertTrue(e.getLast().startsWith("p.go:"), open);
        }
        String chain = "package p\nvar x = " + "a+".repeat(30_000) + "a\n";
        assertTrue(errors(chain).getFirst().endsWith("nesting is deeper than 10000 levels, which is not supported"));
        assertEquals(List.of(), errors("package p\nvar x = " + "a+".repeat(9_000) + "a\n"));
    }

    @Test
    void aFileOverOneMegabyteIsRefused() {
        Parser.Result r = Parser.parse("p.go", "package p\n" + " ".repeat(1 << 20));
        assertNull(r.file());
        assertEquals(
                "p.go:1:1: file has 1048586 bytes; at most 1048576 are supported",
                r.errors().getFirst().toString());
    }

    @Test
    void noMutationOfAProgramBreaksTheParser() throws IOException {
        Random random = new Random(7);
        List<byte[]> seeds;
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/oracle/golang/run"))) {
            seeds = files.sorted().limit(20).map(ParserTest::read).toList();
        }
        byte[] marks = "(){}[];:=,.<-*&|~\"'`\n\t\\/0x_".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3000; i++) {
            byte[] text = seeds.get(random.nextInt(seeds.size())).clone();
            int length = text.length;
            for (int k = random.nextInt(12); k >= 0; k--) {
                int at = random.nextInt(length);
                switch (random.nextInt(4)) {
                    case 0 -> text[at] = (byte) random.nextInt(256);
                    case 1 -> text[at] = marks[random.nextInt(marks.length)];
                    case 2 -> length = Math.max(1, length - random.nextInt(40));
                    default -> {
                        int n = Math.min(random.nextInt(30), text.length - Math.max(at, length / 2));
                        System.arraycopy(
                                text, length / 2, text, Math.min(at, text.length - Math.max(n, 0)), Math.max(n, 0));
                    }
                }
            }
            Parser.Result r = Parser.parse("p.go", java.util.Arrays.copyOf(text, length));
            for (SyntaxError e : r.errors()) {
                assertTrue(e.pos().isKnown() && e.pos().col() > 0, e.toString());
            }
            assertTrue(r.file() != null || !r.errors().isEmpty());
        }
    }

    private static byte[] read(Path p) {
        try {
            return Files.readAllBytes(p);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
