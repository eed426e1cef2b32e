package dev.gopherscope.modules.modfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a go.mod or go.work file: lines and blocks of lines, each with the comments around it. Nodes are changed in place
 * when a file is edited. Follows {@code modfile/read.go}.
 */
public final class Syntax {
    /** A place in the file. Lines and runes count from 1, bytes from 0; line 0 means unknown. */
    public record Position(int line, int rune, int offset) {
        static final Position NONE = new Position(0, 0, 0);
    }

    /** A comment with its slashes. An empty text stands for a blank line. */
    public record Comment(Position start, String text, boolean suffix) {
        static final Comment BLANK = new Comment(Position.NONE, "", false);
    }

    /** Anything that comments can stand at. */
    public abstract static sealed class Node {
        /** Whole-line comments before the node. */
        List<Comment> before = new ArrayList<>();
        /** Comments at the end of its line. */
        List<Comment> suffix = new ArrayList<>();
        /** Whole-line comments after it. */
        List<Comment> after = new ArrayList<>();

        abstract Position start();

        abstract Position end();
    }

    /** What a file is made of. */
    public abstract static sealed class Statement extends Node {}

    /** Comments that belong to no line. */
    static final class CommentBlock extends Statement {
        final Position start;

        CommentBlock(Position start) {
            this.start = start;
        }

        @Override
        Position start() {
            return start;
        }

        @Override
        Position end() {
            return start;
        }
    }

    /** One line of tokens. A removed line has no tokens. */
    public static final class Line extends Statement {
        Position start = Position.NONE;
        Position end = Position.NONE;
        List<String> tokens;
        boolean inBlock;

        Line(List<String> tokens, boolean inBlock) {
            this.tokens = new ArrayList<>(tokens);
            this.inBlock = inBlock;
        }

        /** The line in the file, from 1; 0 if it was added. */
        public int number() {
            return start.line();
        }

        void remove() {
            tokens = new ArrayList<>();
            suffix = new ArrayList<>();
        }

        @Override
        Position start() {
            return start;
        }

        @Override
        Position end() {
            return end;
        }
    }

    /** A word and lines in parentheses. */
    static final class Block extends Statement {
        Position start = Position.NONE;
        final List<String> tokens;
        List<Line> lines = new ArrayList<>();
        final Paren left = new Paren();
        final Paren right = new Paren();

        Block(List<String> tokens) {
            this.tokens = new ArrayList<>(tokens);
        }

        @Override
        Position start() {
            return start;
        }

        @Override
        Position end() {
            return right.end();
        }
    }

    /** A parenthesis of a block. */
    static final class Paren extends Node {
        Position at = Position.NONE;

        @Override
        Position start() {
            return at;
        }

        @Override
        Position end() {
            return new Position(at.line(), at.rune() + 1, at.offset() + 1);
        }
    }

    /** The whole file as a node: comments before the first and after the last statement. */
    static final class Root extends Node {
        final List<Statement> statements;

        Root(List<Statement> statements) {
            this.statements = statements;
        }

        @Override
        Position start() {
            return statements.isEmpty() ? Position.NONE : statements.getFirst().start();
        }

        @Override
        Position end() {
            return statements.isEmpty() ? Position.NONE : statements.getLast().end();
        }
    }

    final String name;
    final Root root;

    Syntax(String name) {
        this.name = name;
        this.root = new Root(new ArrayList<>());
    }

    List<Statement> statements() {
        return root.statements;
    }

    /**
     * Adds a line after the hint, or beside lines with the same first word, or at the end. A single line becomes a block when a
     * second one joins it.
     */
    Line addLine(@Nullable Statement hint, List<String> tokens) {
        Statement near = hint != null ? hint : lastWith(tokens.getFirst());
        for (int i = 0; near != null && i < statements().size(); i++) {
            switch (statements().get(i)) {
                case Line line
                when line == near -> {
                    if (line.tokens.isEmpty() || !line.tokens.getFirst().equals(tokens.getFirst())) {
                        return insertAfter(i, tokens);
                    }
                    var block = new Block(List.of(tokens.getFirst()));
                    line.inBlock = true;
                    line.tokens = new ArrayList<>(line.tokens.subList(1, line.tokens.size()));
                    block.lines.add(line);
                    statements().set(i, block);
                    return addTo(block, block.lines.size(), tokens);
                }
                case Block block
                when block == near -> {
                    return block.tokens.getFirst().equals(tokens.getFirst())
                            ? addTo(block, block.lines.size(), tokens)
                            : insertAfter(i, tokens);
                }
                case Block block -> {
                    int at = near instanceof Line line ? block.lines.indexOf(line) : -1;
                    if (at >= 0) {
                        return block.tokens.getFirst().equals(tokens.getFirst())
                                ? addTo(block, at + 1, tokens)
                                : insertAfter(i, tokens);
                    }
                }
                default -> {}
            }
        }
        var line = new Line(tokens, false);
        statements().add(line);
        return line;
    }

    private @Nullable Statement lastWith(String word) {
        for (int i = statements().size() - 1; i >= 0; i--) {
            Statement s = statements().get(i);
            if (s instanceof Line line
                            && !line.tokens.isEmpty()
                            && line.tokens.getFirst().equals(word)
                    || s instanceof Block block && block.tokens.getFirst().equals(word)) {
                return s;
            }
        }
        return null;
    }

    private Line insertAfter(int i, List<String> tokens) {
        var line = new Line(tokens, false);
        statements().add(i + 1, line);
        return line;
    }

    private static Line addTo(Block block, int at, List<String> tokens) {
        var line = new Line(tokens.subList(1, tokens.size()), true);
        block.lines.add(at, line);
        return line;
    }

    void updateLine(Line line, List<String> tokens) {
        line.tokens = new ArrayList<>(line.inBlock ? tokens.subList(1, tokens.size()) : tokens);
    }

    /** Drops removed lines and empty blocks, and turns a block of one line into a line. */
    void cleanUp() {
        var kept = new ArrayList<Statement>();
        for (Statement s : statements()) {
            switch (s) {
                case Line line -> {
                    if (!line.tokens.isEmpty()) {
                        kept.add(line);
                    }
                }
                case Block block -> {
                    block.lines.removeIf(l -> l.tokens.isEmpty());
                    if (block.lines.size() == 1 && block.right.before.isEmpty()) {
                        kept.add(unblock(block, block.lines.getFirst()));
                    } else if (!block.lines.isEmpty()) {
                        kept.add(block);
                    }
                }
                default -> kept.add(s);
            }
        }
        statements().clear();
        statements().addAll(kept);
    }

    private static Line unblock(Block block, Line line) {
        line.before = joined(block.before, line.before);
        line.suffix = joined(line.suffix, block.suffix);
        line.after = joined(line.after, block.after);
        line.tokens = joined(block.tokens, line.tokens);
        line.inBlock = false;
        line.start = Position.NONE;
        return line;
    }

    private static <T> List<T> joined(List<T> x, List<T> y) {
        var all = new ArrayList<>(x);
        all.addAll(y);
        return all;
    }
}
