package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Comment;
import dev.gopherscope.modules.modfile.Syntax.CommentBlock;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Node;
import dev.gopherscope.modules.modfile.Syntax.Paren;
import dev.gopherscope.modules.modfile.Syntax.Root;
import dev.gopherscope.modules.modfile.Syntax.Statement;
import java.util.ArrayList;
import java.util.List;

/** Prints a syntax tree in Go's own layout. Follows {@code modfile/print.go}. */
final class Printer {
    private final StringBuilder out = new StringBuilder();
    /** Comments that stand at the end of the line that is being printed. */
    private final List<Comment> pending = new ArrayList<>();

    private int margin;

    static String print(Syntax file) {
        var p = new Printer();
        p.file(file);
        int end = p.out.length();
        while (end > 0 && p.out.charAt(end - 1) == '\n' && (end == 1 || p.out.charAt(end - 2) == '\n')) {
            end--;
        }
        return p.out.substring(0, end);
    }

    private void file(Syntax file) {
        for (Comment c : file.root.before) {
            out.append(c.text().strip());
            newline();
        }
        List<Statement> statements = file.statements();
        for (int i = 0; i < statements.size(); i++) {
            Statement s = statements.get(i);
            expression(s);
            if (!(s instanceof CommentBlock)) {
                newline();
            }
            for (Comment c : s.after) {
                out.append(c.text().strip());
                newline();
            }
            if (i + 1 < statements.size()) {
                newline();
            }
        }
    }

    private void expression(Node x) {
        if (!x.before.isEmpty()) {
            trim();
            if (!atLineStart()) {
                out.append('\n');
            }
            out.repeat('\t', margin);
            for (Comment c : x.before) {
                out.append(c.text().strip());
                newline();
            }
        }
        switch (x) {
            case Line line -> tokens(line.tokens);
            case Block block -> {
                tokens(block.tokens);
                out.append(' ');
                expression(block.left, "(");
                margin++;
                for (Line line : block.lines) {
                    newline();
                    expression(line);
                }
                margin--;
                newline();
                expression(block.right, ")");
            }
            case CommentBlock _, Paren _, Root _ -> {}
        }
        pending.addAll(x.suffix);
    }

    private void expression(Paren paren, String text) {
        List<Comment> suffix = paren.suffix;
        paren.suffix = List.of();
        expression(paren);
        paren.suffix = suffix;
        out.append(text);
        pending.addAll(suffix);
    }

    private boolean atLineStart() {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }

    private void newline() {
        if (!pending.isEmpty()) {
            out.append(' ');
            for (int i = 0; i < pending.size(); i++) {
                if (i > 0) {
                    trim();
                    out.append('\n').repeat('\t', margin);
                }
                out.append(pending.get(i).text().strip());
            }
            pending.clear();
        }
        trim();
        int n = out.length();
        boolean blankAlready = n == 0 || n >= 2 && out.charAt(n - 1) == '\n' && out.charAt(n - 2) == '\n';
        if (!blankAlready) {
            out.append('\n');
        }
        out.repeat('\t', margin);
    }

    private void trim() {
        int n = out.length();
        while (n > 0 && (out.charAt(n - 1) == '\t' || out.charAt(n - 1) == ' ')) {
            n--;
        }
        out.setLength(n);
    }

    private void tokens(List<String> tokens) {
        String separator = "";
        for (String t : tokens) {
            if (t.equals(",") || t.equals(")") || t.equals("]") || t.equals("}")) {
                separator = "";
            }
            out.append(separator).append(t);
            separator = t.equals("(") || t.equals("[") || t.equals("{") ? "" : " ";
        }
    }
}
