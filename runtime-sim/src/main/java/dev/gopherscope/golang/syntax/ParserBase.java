package dev.gopherscope.golang.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all parts of the parser use: tokens, errors, recovery, limits, directives. Follows {@code syntax/parser.go}. */
abstract class ParserBase extends Scanner {
    /** Levels of nesting that are accepted; cmd/compile has no limit. */
    static final int MAX_NESTING = 10_000;

    /** Ends the parsing of a file that is nested too deeply. */
    static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooDeep() {
            super("nesting", null, false, false);
        }
    }

    /** Where recovery inside a function stops: the keywords that begin a statement. */
    private static final Set<Token> STATEMENT_STARTS = EnumSet.of(
            Token.BREAK,
            Token.CONST,
            Token.CONTINUE,
            Token.DEFER,
            Token.FALLTHROUGH,
            Token.FOR,
            Token.GO,
            Token.GOTO,
            Token.IF,
            Token.RETURN,
            Token.SELECT,
            Token.SWITCH,
            Token.TYPE,
            Token.VAR);

    private static final Set<String> KNOWN_PRAGMAS = Set.of(
            "go:noinline",
            "go:nosplit",
            "go:noescape",
            "go:norace",
            "go:nocheckptr",
            "go:uintptrescapes",
            "go:nointerface");

    final String fileName;
    private final Consumer<SyntaxError> errors;
    int errorCount;
    int functionNesting;
    /** Under 0 in the header of a statement, where a brace begins the block and not a composite literal. */
    int exprNesting;

    private int nesting;
    private List<Pragma> pending = new ArrayList<>();
    final List<Pragma> allPragmas = new ArrayList<>();
    boolean beforePackage = true;
    String goVersion = "";

    ParserBase(String fileName, byte[] text, Consumer<SyntaxError> errors) {
        super(text);
        this.fileName = fileName;
        this.errors = errors;
    }

    final Pos pos() {
        return new Pos(fileName, line, col);
    }

    @Override
    final void report(int atLine, int atCol, String message) {
        errorAt(new Pos(fileName, atLine, atCol), message);
    }

    final void errorAt(Pos pos, String message) {
        errorCount++;
        errors.accept(new SyntaxError(pos, message));
    }

    /** An error that does not keep the branches of the function around it from being checked. */
    final void branchError(Pos pos, String message) {
        errors.accept(new SyntaxError(pos, message));
    }

    @Override
    final void directive(int atLine, int atCol, String text) {
        Pragma p = new Pragma(new Pos(fileName, atLine, atCol + 2), text.substring(2));
        if (beforePackage && text.startsWith("//go:build")) {
            String v = BuildConstraint.goVersion(text.substring("//go:build".length()));
            if (v != null) {
                goVersion = v;
            }
        }
        allPragmas.add(p);
        pending.add(p);
    }

    final List<Pragma> takePragmas() {
        if (pending.isEmpty()) {
            return List.of();
        }
        List<Pragma> taken = List.copyOf(pending);
        pending = new ArrayList<>();
        return taken;
    }

    final void clearPragmas() {
        if (!pending.isEmpty()) {
            for (Pragma p : takePragmas()) {
                if (KNOWN_PRAGMAS.contains(p.verb())) {
                    errorAt(p.pos(), "misplaced compiler directive");
                }
            }
        }
    }

    /** To be undone with {@link #leave}. */
    final void enter() {
        if (++nesting > MAX_NESTING) {
            tooDeep();
        }
    }

    final void leave() {
        nesting--;
    }

    /** Passes on an expression that a loop built, unless its tree became too high. */
    final <E extends Expr> E limited(E x) {
        if (x.height > MAX_NESTING) {
            tooDeep();
        }
        return x;
    }

    private void tooDeep() {
        errorAt(pos(), "nesting is deeper than " + MAX_NESTING + " levels, which is not supported");
        throw new TooDeep();
    }

    final boolean got(Token t) {
        if (tok == t) {
            next();
            return true;
        }
        return false;
    }

    final void want(Token t) {
        if (!got(t)) {
            syntaxError("expected " + t.described());
            advance();
        }
    }

    final boolean gotAssign() {
        if (tok == Token.DEFINE) {
            syntaxError("expected =");
        } else if (tok != Token.ASSIGN) {
            return false;
        }
        next();
        return true;
    }

    final void syntaxError(String message) {
        syntaxErrorAt(pos(), message);
    }

    final void syntaxErrorAt(Pos pos, String message) {
        if (tok == Token.EOF && errorCount > 0) {
            return;
        }
        String tail;
        if (message.startsWith("in ") || message.startsWith("at ") || message.startsWith("after ")) {
            tail = " " + message;
        } else if (message.startsWith("expected ")) {
            tail = ", " + message;
        } else {
            errorAt(pos, "syntax error: " + message);
            return;
        }
        String found = switch (tok) {
            case NAME -> "name " + lit;
            case SEMI -> lit;
            case LITERAL -> "literal " + lit;
            case OPERATOR -> op.toString();
            case ASSIGN_OP -> op + "=";
            case INC_OP -> op.toString() + op;
            default -> tok.described();
        };
        errorAt(pos, "syntax error: unexpected " + found + tail);
    }

    /** Skips to one of the tokens, in a function also to the next statement; without tokens skips one. */
    final void advance(Token... follow) {
        if (follow.length == 0) {
            if (tok != Token.EOF) {
                next();
            }
            return;
        }
        EnumSet<Token> set = EnumSet.of(Token.EOF, follow);
        if (functionNesting > 0) {
            set.addAll(STATEMENT_STARTS);
        }
        while (!set.contains(tok)) {
            next();
        }
    }

    /** Elements up to the closing token; the element says whether it must be the last. @return where the list closes */
    final Pos list(String context, Token separator, Token close, BooleanSupplier element) {
        boolean done = false;
        while (tok != Token.EOF && tok != close && !done) {
            done = element.getAsBoolean();
            if (!got(separator) && tok != close) {
                syntaxError(
                        "in " + context + "; possibly missing " + separator.described() + " or " + close.described());
                advance(Token.RPAREN, Token.RBRACK, Token.RBRACE);
                if (tok != close) {
                    return pos();
                }
            }
        }
        Pos end = pos();
        want(close);
        return end;
    }

    final Expr.Name name() {
        if (tok == Token.NAME) {
            Expr.Name n = new Expr.Name(pos(), lit);
            next();
            return n;
        }
        Expr.Name n = new Expr.Name(pos(), "_");
        syntaxError("expected name");
        advance();
        return n;
    }

    final List<Expr.Name> nameList(Expr.Name first) {
        List<Expr.Name> names = new ArrayList<>();
        names.add(first);
        while (got(Token.COMMA)) {
            names.add(name());
        }
        return names;
    }

    final Expr.@Nullable BasicLit literalOrNull() {
        if (tok != Token.LITERAL) {
            return null;
        }
        Expr.BasicLit b = new Expr.BasicLit(pos(), lit, kind, bad);
        next();
        return b;
    }

    final Expr.Bad badExpr() {
        return new Expr.Bad(pos());
    }
}
