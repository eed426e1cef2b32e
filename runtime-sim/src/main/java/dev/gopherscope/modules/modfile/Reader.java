package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Syntax.Block;
import dev.gopherscope.modules.modfile.Syntax.Comment;
import dev.gopherscope.modules.modfile.Syntax.CommentBlock;
import dev.gopherscope.modules.modfile.Syntax.Line;
import dev.gopherscope.modules.modfile.Syntax.Node;
import dev.gopherscope.modules.modfile.Syntax.Position;
import dev.gopherscope.modules.modfile.Syntax.Statement;
import dev.gopherscope.modules.version.GoText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scanner and parser of go.mod syntax, and the assignment of comments to nodes. Follows {@code modfile/read.go}. */
final class Reader {
    private static final int EOF = -1;
    private static final int EOL_COMMENT = -2;
    private static final int IDENT = -3;
    private static final int STRING = -4;
    private static final int COMMENT = -5;

    private record Token(int kind, Position start, Position end, String text) {
        boolean endsLine() {
            return kind == EOF || kind == EOL_COMMENT || kind == '\n';
        }
    }

    private final String name;
    private final String text;
    private int at;
    private int line = 1;
    private int rune = 1;
    private Token token = new Token(EOF, Position.NONE, Position.NONE, "");
    private final List<Comment> comments = new ArrayList<>();
    private final Syntax file;

    private Reader(String name, String text) {
        this.name = name;
        this.text = text;
        this.file = new Syntax(name);
    }

    /** @throws ModFileError where the text is no go.mod syntax */
    static Syntax read(String name, String text) {
        var reader = new Reader(name, text);
        reader.advance();
        reader.parseFile();
        reader.assignComments();
        return reader.file;
    }

    private ModFileError error(String message) {
        return new ModFileError(name, position(), message);
    }

    private Position position() {
        return new Position(line, rune, at);
    }

    private int peekRune() {
        return at < text.length() ? text.codePointAt(at) : 0;
    }

    private int readRune() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (c == '\n') {
            line++;
            rune = 1;
        } else {
            rune++;
        }
        return c;
    }

    private Token lex() {
        Token t = token;
        advance();
        return t;
    }

    private void advance() {
        while (at < text.length()) {
            int c = peekRune();
            if (c == ' ' || c == '\t' || c == '\r') {
                readRune();
                continue;
            }
            if (text.startsWith("//", at)) {
                comment();
                return;
            }
            if (text.startsWith("/*", at)) {
                throw error("mod files must use // comments (not /* */ comments)");
            }
            break;
        }
        Position start = position();
        if (at >= text.length()) {
            token = new Token(EOF, start, start, "");
            return;
        }
        int first = at;
        int c = peekRune();
        switch (c) {
            case '\n', '(', ')', '[', ']', '{', '}', ',' -> {
                readRune();
                token = new Token(c, start, position(), text.substring(first, at));
                return;
            }
            case '"', '`' -> {
                string(start, c);
                return;
            }
            default -> {}
        }
        if (!isIdent(c)) {
            throw error("unexpected input character " + GoText.quoteRune(c));
        }
        while (at < text.length() && isIdent(peekRune()) && !text.startsWith("//", at)) {
            if (text.startsWith("/*", at)) {
                throw error("mod files must use // comments (not /* */ comments)");
            }
            readRune();
        }
        token = new Token(IDENT, start, position(), text.substring(first, at));
    }

    private void comment() {
        Position start = position();
        int first = at;
        boolean suffix = !text.substring(text.lastIndexOf('\n', at - 1) + 1, at).isBlank();
        while (at < text.length() && readRune() != '\n') {
            // The comment ends with its line.
        }
        String body = text.substring(first, at);
        body = body.endsWith("\r\n")
                ? body.substring(0, body.length() - 2)
                : body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
        token = new Token(suffix ? EOL_COMMENT : COMMENT, start, position(), body);
        if (suffix) {
            comments.add(new Comment(start, body, true));
        }
    }

    private void string(Position start, int quote) {
        int first = at;
        readRune();
        while (true) {
            if (at >= text.length()) {
                throw new ModFileError(name, start, "unexpected EOF in string");
            }
            if (peekRune() == '\n') {
                throw error("unexpected newline in string");
            }
            int c = readRune();
            if (c == quote) {
                break;
            }
            if (c == '\\' && quote != '`') {
                if (at >= text.length()) {
                    throw new ModFileError(name, start, "unexpected EOF in string");
                }
                readRune();
            }
        }
        token = new Token(STRING, start, position(), text.substring(first, at));
    }

    private static boolean isIdent(int c) {
        return switch (c) {
            case ' ', '(', ')', '[', ']', '{', '}', ',' -> false;
            default -> !GoText.isSpace(c) && GoText.isPrint(c);
        };
    }

    private void parseFile() {
        CommentBlock block = null;
        while (true) {
            switch (token.kind) {
                case '\n' -> {
                    lex();
                    if (block != null) {
                        file.statements().add(block);
                        block = null;
                    }
                }
                case COMMENT -> {
                    Token t = lex();
                    if (block == null) {
                        block = new CommentBlock(t.start);
                    }
                    block.before.add(new Comment(t.start, t.text, false));
                }
                case EOF -> {
                    if (block != null) {
                        file.statements().add(block);
                    }
                    return;
                }
                default -> {
                    parseStatement();
                    if (block != null) {
                        file.statements().getLast().before = block.before;
                        block = null;
                    }
                }
            }
        }
    }

    private void parseStatement() {
        Token first = lex();
        Position end = first.end;
        var tokens = new ArrayList<String>(List.of(first.text));
        while (true) {
            Token t = lex();
            if (t.endsLine()) {
                file.statements().add(line(first.start, tokens, end, false));
                return;
            }
            if (t.kind == '(') {
                if (token.endsLine()) {
                    file.statements().add(parseBlock(first.start, tokens, t));
                    return;
                }
                if (token.kind == ')') {
                    Token right = lex();
                    if (token.endsLine()) {
                        lex();
                        var block = new Block(tokens);
                        block.start = first.start;
                        block.left.at = t.start;
                        block.right.at = right.start;
                        file.statements().add(block);
                        return;
                    }
                    tokens.add(t.text);
                    tokens.add(right.text);
                } else {
                    tokens.add(t.text);
                }
                continue;
            }
            tokens.add(t.text);
            end = t.end;
        }
    }

    private static Line line(Position start, List<String> tokens, Position end, boolean inBlock) {
        var line = new Line(tokens, inBlock);
        line.start = start;
        line.end = end;
        return line;
    }

    private Block parseBlock(Position start, List<String> tokens, Token left) {
        var block = new Block(tokens);
        block.start = start;
        block.left.at = left.start;
        List<Comment> before = new ArrayList<>();
        while (true) {
            switch (token.kind) {
                case EOL_COMMENT -> lex();
                case '\n' -> {
                    lex();
                    if (before.isEmpty() && !block.lines.isEmpty()
                            || !before.isEmpty() && !before.getLast().text().isEmpty()) {
                        before.add(Comment.BLANK);
                    }
                }
                case COMMENT -> {
                    Token t = lex();
                    before.add(new Comment(t.start, t.text, false));
                }
                case EOF ->
                    throw error("syntax error (unterminated block started at " + name + ":" + start.line() + ":"
                            + start.rune() + ")");
                case ')' -> {
                    Token right = lex();
                    block.right.before =
                            before.size() == 1 && before.getFirst().text().isEmpty() ? new ArrayList<>() : before;
                    block.right.at = right.start;
                    if (!token.endsLine()) {
                        throw error("syntax error (expected newline after closing paren)");
                    }
                    lex();
                    return block;
                }
                default -> {
                    Line line = parseLine();
                    line.before = before;
                    before = new ArrayList<>();
                    block.lines.add(line);
                }
            }
        }
    }

    private Line parseLine() {
        Token first = lex();
        Position end = first.end;
        var tokens = new ArrayList<String>(List.of(first.text));
        while (true) {
            Token t = lex();
            if (t.endsLine()) {
                return line(first.start, tokens, end, true);
            }
            tokens.add(t.text);
            end = t.end;
        }
    }

    /** Comments at line ends were collected aside; each goes to the last node that ends before it in its line. */
    private void assignComments() {
        var nodes = new ArrayList<Node>();
        for (Statement s : file.statements()) {
            if (s instanceof Block block) {
                nodes.add(block.left);
                nodes.addAll(block.lines);
                nodes.add(block.right);
            }
            nodes.add(s);
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node x = nodes.get(i);
            if (x.start().line() != x.end().line()) {
                continue;
            }
            while (!comments.isEmpty()
                    && x.end().offset() <= comments.getLast().start().offset()) {
                x.suffix.add(comments.removeLast());
            }
        }
        for (Node x : nodes) {
            Collections.reverse(x.suffix);
        }
        file.root.before.addAll(comments);
    }

    /** The module path of a go.mod text, without parsing the rest; null if there is none. */
    static @Nullable String modulePath(String text) {
        for (String raw : text.split("\n", -1)) {
            int slashes = raw.indexOf("//");
            String l = (slashes < 0 ? raw : raw.substring(0, slashes)).strip();
            if (l.startsWith("module") && l.length() > 6 && Character.isWhitespace(l.charAt(6))) {
                return Quoting.unquote(l.substring(6).strip());
            }
        }
        return null;
    }
}
