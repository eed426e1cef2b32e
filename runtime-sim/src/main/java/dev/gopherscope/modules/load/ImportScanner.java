package dev.gopherscope.modules.load;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Parser;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.modules.archive.FileTree;
import dev.gopherscope.modules.version.GoText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads the imports of Go files. Left out: build tags other than {@code ignore}, and the endings of file names that name systems.
 */
public final class ImportScanner {
    /** An import and where it stands. */
    public record Import(String path, Pos at) {}

    /** Imports of a package's files and of its tests, sorted; and whether there is any Go file. */
    public record Imports(List<String> imports, List<String> testImports, boolean hasFiles) {}

    private final FileTree tree;
    private final Map<String, List<Import>> byText = new HashMap<>();

    public ImportScanner(FileTree tree) {
        this.tree = tree;
    }

    /** Whether a folder has Go files of any kind. */
    static boolean hasGoFiles(FileTree tree, String folder) {
        return tree.filesIn(folder).stream().anyMatch(n -> n.endsWith(".go"));
    }

    private static boolean isSource(String name) {
        return name.endsWith(".go") && !name.startsWith("_") && !name.startsWith(".");
    }

    Imports scan(String folder) {
        var imports = new TreeSet<String>(GoText::compare);
        var tests = new TreeSet<String>(GoText::compare);
        boolean files = false;
        for (String name : tree.filesIn(folder)) {
            String text = isSource(name) ? tree.text(folder + "/" + name) : null;
            if (text == null || isIgnored(text)) {
                continue;
            }
            files = true;
            for (Import i : importsOf(name, text)) {
                if (!i.path.equals("C")) {
                    (name.endsWith("_test.go") ? tests : imports).add(i.path);
                }
            }
        }
        return new Imports(List.copyOf(imports), List.copyOf(tests), files);
    }

    /** Where a package imports a path: the first place in its files, or an unknown position. */
    public Pos place(String folder, String path) {
        for (String name : tree.filesIn(folder)) {
            String text = isSource(name) && !name.endsWith("_test.go") ? tree.text(folder + "/" + name) : null;
            if (text != null) {
                for (Import i : importsOf(name, text)) {
                    if (i.path.equals(path)) {
                        return new Pos(name, i.at.line(), i.at.col());
                    }
                }
            }
        }
        return Pos.NONE;
    }

    private static boolean isIgnored(String text) {
        return text.lines()
                .takeWhile(l -> !l.startsWith("package "))
                .anyMatch(l -> l.strip().equals("//go:build ignore"));
    }

    private List<Import> importsOf(String name, String text) {
        return byText.computeIfAbsent(text, t -> {
            var imports = new ArrayList<Import>();
            var file = Parser.parse(name, t).file();
            if (file != null) {
                for (Decl d : file.decls) {
                    if (d instanceof Decl.Import i) {
                        String literal = i.path.value;
                        Pos at = i.localName == null ? i.path.pos() : i.localName.pos();
                        imports.add(new Import(literal.substring(1, literal.length() - 1), at));
                    }
                }
            }
            return imports;
        });
    }
}
