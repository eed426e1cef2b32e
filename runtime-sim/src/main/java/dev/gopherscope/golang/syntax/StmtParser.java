package dev.gopherscope.golang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements. Follows {@code syntax/parser.go}. */
abstract class StmtParser extends ExprParser {
    StmtParser(String fileName, byte[] text, Consumer<SyntaxError> errors) {
        super(fileName, text, errors);
    }

    abstract Decl constDecl(Decl.@Nullable Group group);

    abstract Decl typeDecl(Decl.@Nullable Group group);

    abstract Decl varDecl(Decl.@Nullable Group group);

    abstract List<Decl> group(Function<Decl.@Nullable Group, @Nullable Decl> decl);

    @Override
    final Stmt.Block funcBody() {
        functionNesting++;
        int before = errorCount;
        Stmt.Block body = block("");
        functionNesting--;
        if (before == errorCount) {
            new Branches(this::branchError).check(body);
        }
        return body;
    }

    private enum Context {
        NONE,
        FOR,
        SWITCH
    }

    private static Stmt.Simple exprStmt(Expr x) {
        return new Stmt.ExprStmt(x.pos(), x);
    }

    private Stmt.Simple simpleStmt(@Nullable Expr begun, Context context) {
        if (context == Context.FOR && tok == Token.RANGE) {
            return rangeClause(null, false);
        }
        Expr lhs = begun == null ? exprList() : begun;
        Pos pos = pos();
        if (!(lhs instanceof Expr.ListExpr) && tok != Token.ASSIGN && tok != Token.DEFINE) {
            Operator o = op;
            switch (tok) {
                case ASSIGN_OP -> {
                    next();
                    return new Stmt.Assign(pos, o, lhs, expr());
                }
                case INC_OP -> {
                    next();
                    return new Stmt.Assign(pos, o, lhs, null);
                }
                case ARROW -> {
                    next();
                    return new Stmt.Send(pos, lhs, expr());
                }
                default -> {
                    return exprStmt(lhs);
                }
            }
        }
        if (tok == Token.ASSIGN || tok == Token.DEFINE) {
            boolean def = tok == Token.DEFINE;
            next();
            if (context == Context.FOR && tok == Token.RANGE) {
                return rangeClause(lhs, def);
            }
            Expr rhs = exprList();
            if (rhs instanceof Expr.TypeSwitchGuard g
                    && context == Context.SWITCH
                    && def
                    && lhs instanceof Expr.Name name) {
                return exprStmt(new Expr.TypeSwitchGuard(g.pos(), name, g.x));
            }
            return new Stmt.Assign(pos, def ? Operator.DEF : null, lhs, rhs);
        }
        syntaxError("expected := or = or comma");
        advance(Token.SEMI, Token.RBRACE);
        return exprStmt(lhs instanceof Expr.ListExpr l ? l.elems.getFirst() : lhs);
    }

    private Stmt.RangeClause rangeClause(@Nullable Expr lhs, boolean def) {
        Pos pos = pos();
        next();
        return new Stmt.RangeClause(pos, lhs, def, expr());
    }

    private @Nullable Stmt labeled(Expr.Name label) {
        Pos pos = pos();
        want(Token.COLON);
        if (tok == Token.RBRACE) {
            return new Stmt.Labeled(pos, label, new Stmt.Empty(pos()));
        }
        Stmt s = stmtOrNull();
        if (s != null) {
            return new Stmt.Labeled(pos, label, s);
        }
        syntaxErrorAt(pos, "missing statement after label");
        return null;
    }

    final Stmt.Block block(String context) {
        Pos pos = pos();
        if (!got(Token.LBRACE)) {
            syntaxError("expected { after " + context);
            advance(Token.NAME, Token.RBRACE);
            Pos rbrace = pos();
            if (got(Token.RBRACE)) {
                return new Stmt.Block(pos, List.of(), rbrace);
            }
        }
        List<Stmt> list = stmtList();
        Pos rbrace = pos();
        want(Token.RBRACE);
        return new Stmt.Block(pos, list, rbrace);
    }

    private Stmt declStmt(Function<Decl.@Nullable Group, @Nullable Decl> decl) {
        Pos pos = pos();
        next();
        return new Stmt.DeclStmt(pos, group(decl));
    }

    private record Header(
            Stmt.@Nullable Simple init, @Nullable Expr cond, Stmt.@Nullable Simple post) {}

    private Stmt forStmt() {
        Pos pos = pos();
        Header h = header(Token.FOR);
        return new Stmt.For(pos, h.init, h.cond, h.post, block("for clause"));
    }

    private Header header(Token keyword) {
        want(keyword);
        if (tok == Token.LBRACE) {
            if (keyword == Token.IF) {
                syntaxError("missing condition in if statement");
                return new Header(null, badExpr(), null);
            }
            return new Header(null, null, null);
        }
        int outer = exprNesting;
        exprNesting = -1;
        Header h = headerParts(keyword);
        exprNesting = outer;
        return h;
    }

    private Header headerParts(Token keyword) {
        Context context = keyword == Token.FOR ? Context.FOR : keyword == Token.SWITCH ? Context.SWITCH : Context.NONE;
        Stmt.Simple init = null;
        Stmt.Simple post = null;
        if (tok != Token.SEMI) {
            if (got(Token.VAR)) {
                syntaxError("var declaration not allowed in " + keyword.text + " initializer");
            }
            init = simpleStmt(null, context);
            if (init instanceof Stmt.RangeClause) {
                return new Header(init, null, null);
            }
        }
        Stmt.Simple condStmt = null;
        Pos semiPos = Pos.NONE;
        String semiText = "";
        if (tok == Token.LBRACE) {
            condStmt = init;
            init = null;
        } else {
            if (tok == Token.SEMI) {
                semiPos = pos();
                semiText = lit;
                next();
            } else {
                want(Token.LBRACE);
                if (tok != Token.LBRACE) {
                    advance(Token.LBRACE, Token.RBRACE);
                }
            }
            if (keyword == Token.FOR) {
                boolean complete = true;
                if (tok != Token.SEMI) {
                    if (tok == Token.LBRACE) {
                        syntaxError("expected for loop condition");
                        complete = false;
                    } else {
                        condStmt = simpleStmt(null, Context.NONE);
                    }
                }
                if (complete) {
                    want(Token.SEMI);
                    if (tok != Token.LBRACE) {
                        post = simpleStmt(null, Context.NONE);
                        if (post instanceof Stmt.Assign a && a.op == Operator.DEF) {
                            syntaxErrorAt(a.pos(), "cannot declare in post statement of for loop");
                        }
                    }
                }
            } else if (tok != Token.LBRACE) {
                condStmt = simpleStmt(null, context);
            }
        }
        return new Header(init, condition(keyword, condStmt, semiPos, semiText), post);
    }

    private @Nullable Expr condition(Token keyword, Stmt.@Nullable Simple stmt, Pos semiPos, String semiText) {
        switch (stmt) {
            case null -> {
                if (keyword == Token.IF && semiPos.isKnown()) {
                    syntaxErrorAt(
                            semiPos,
                            semiText.equals("semicolon")
                                    ? "missing condition in if statement"
                                    : "unexpected " + semiText + ", expected { after if clause");
                    return new Expr.Bad(semiPos);
                }
                return null;
            }
            case Stmt.ExprStmt s -> {
                return s.x;
            }
            default -> {
                syntaxErrorAt(stmt.pos(), "cannot use " + describe(stmt) + " as value");
                return null;
            }
        }
    }

    private static String describe(Stmt.Simple stmt) {
        return switch (stmt) {
            case Stmt.Assign a -> {
                Expr rhs = a.rhs;
                String lhs = ExprPrinter.toString(a.lhs);
                if (rhs == null) {
                    yield lhs + a.op + a.op;
                }
                yield a.op == null
                        ? "assignment " + emphasize(a.lhs) + " = " + emphasize(rhs)
                        : lhs + " " + a.op + "= " + ExprPrinter.toString(rhs);
            }
            case Stmt.Send s -> ExprPrinter.toString(s.chan) + " <- " + ExprPrinter.toString(s.value);
            case Stmt.RangeClause r ->
                (r.lhs == null ? "" : ExprPrinter.toString(r.lhs) + (r.def ? " := " : " = ")) + "range "
                        + ExprPrinter.toString(r.x);
            case Stmt.ExprStmt s -> ExprPrinter.toString(s.x);
            case Stmt.Empty e -> "";
        };
    }

    private static String emphasize(Expr x) {
        String s = ExprPrinter.toString(x);
        return x instanceof Expr.Operation o && o.y != null ? "(" + s + ")" : s;
    }

    private Stmt ifStmt() {
        enter();
        Pos pos = pos();
        Header h = header(Token.IF);
        Stmt.Block then = block("if clause");
        Stmt otherwise = null;
        if (got(Token.ELSE)) {
            switch (tok) {
                case IF -> otherwise = ifStmt();
                case LBRACE -> otherwise = block("");
                default -> {
                    syntaxError("else must be followed by if or statement block");
                    advance(Token.NAME, Token.RBRACE);
                }
            }
        }
        leave();
        return new Stmt.If(pos, h.init, h.cond == null ? new Expr.Bad(pos) : h.cond, then, otherwise);
    }

    private Stmt switchStmt() {
        Pos pos = pos();
        Header h = header(Token.SWITCH);
        if (!got(Token.LBRACE)) {
            syntaxError("missing { after switch clause");
            advance(Token.CASE, Token.DEFAULT, Token.RBRACE);
        }
        List<Stmt.CaseClause> body = new ArrayList<>();
        while (tok != Token.EOF && tok != Token.RBRACE) {
            Pos clause = pos();
            Expr cases = null;
            if (got(Token.CASE)) {
                cases = exprList();
            } else if (!got(Token.DEFAULT)) {
                missingCase();
            }
            Pos colon = pos();
            want(Token.COLON);
            body.add(new Stmt.CaseClause(clause, cases, stmtList(), colon));
        }
        Pos rbrace = pos();
        want(Token.RBRACE);
        return new Stmt.Switch(pos, h.init, h.cond, body, rbrace);
    }

    private Stmt selectStmt() {
        Pos pos = pos();
        want(Token.SELECT);
        if (!got(Token.LBRACE)) {
            syntaxError("missing { after select clause");
            advance(Token.CASE, Token.DEFAULT, Token.RBRACE);
        }
        List<Stmt.CommClause> body = new ArrayList<>();
        while (tok != Token.EOF && tok != Token.RBRACE) {
            Pos clause = pos();
            Stmt.Simple comm = null;
            if (got(Token.CASE)) {
                comm = simpleStmt(null, Context.NONE);
            } else if (!got(Token.DEFAULT)) {
                missingCase();
            }
            Pos colon = pos();
            want(Token.COLON);
            body.add(new Stmt.CommClause(clause, comm, stmtList(), colon));
        }
        Pos rbrace = pos();
        want(Token.RBRACE);
        return new Stmt.Select(pos, body, rbrace);
    }

    private void missingCase() {
        syntaxError("expected case or default or }");
        advance(Token.COLON, Token.CASE, Token.DEFAULT, Token.RBRACE);
    }

    private Stmt callStmt() {
        Pos pos = pos();
        boolean isDefer = tok == Token.DEFER;
        next();
        Expr x = primaryExpr(null, tok == Token.LPAREN);
        Expr inner = Expr.unparen(x);
        if (inner != x) {
            errorAt(x.pos(), "expression in " + (isDefer ? "defer" : "go") + " must not be parenthesized");
        }
        return new Stmt.CallStmt(pos, isDefer, inner);
    }

    private @Nullable Stmt stmtOrNull() {
        enter();
        Stmt s = stmtNested();
        leave();
        return s;
    }

    private @Nullable Stmt stmtNested() {
        if (tok == Token.NAME) {
            clearPragmas();
            Expr lhs = exprList();
            if (lhs instanceof Expr.Name label && tok == Token.COLON) {
                return labeled(label);
            }
            return simpleStmt(lhs, Context.NONE);
        }
        switch (tok) {
            case VAR -> {
                return declStmt(this::varDecl);
            }
            case CONST -> {
                return declStmt(this::constDecl);
            }
            case TYPE -> {
                return declStmt(this::typeDecl);
            }
            default -> clearPragmas();
        }
        Pos pos = pos();
        return switch (tok) {
            case LBRACE -> block("");
            case OPERATOR, STAR ->
                switch (op) {
                    case ADD, SUB, MUL, AND, XOR, NOT -> simpleStmt(null, Context.NONE);
                    default -> null;
                };
            case LITERAL, FUNC, LPAREN, LBRACK, STRUCT, MAP, CHAN, INTERFACE, ARROW -> simpleStmt(null, Context.NONE);
            case FOR -> forStmt();
            case SWITCH -> switchStmt();
            case SELECT -> selectStmt();
            case IF -> ifStmt();
            case FALLTHROUGH -> {
                next();
                yield new Stmt.Branch(pos, Stmt.BranchKind.FALLTHROUGH, null);
            }
            case BREAK, CONTINUE -> {
                Stmt.BranchKind kind = tok == Token.BREAK ? Stmt.BranchKind.BREAK : Stmt.BranchKind.CONTINUE;
                next();
                yield new Stmt.Branch(pos, kind, tok == Token.NAME ? name() : null);
            }
            case GO, DEFER -> callStmt();
            case GOTO -> {
                next();
                yield new Stmt.Branch(pos, Stmt.BranchKind.GOTO, name());
            }
            case RETURN -> {
                next();
                yield new Stmt.Return(pos, tok != Token.SEMI && tok != Token.RBRACE ? exprList() : null);
            }
            case SEMI -> new Stmt.Empty(pos);
            default -> null;
        };
    }

    private List<Stmt> stmtList() {
        List<Stmt> list = new ArrayList<>();
        while (tok != Token.EOF && tok != Token.RBRACE && tok != Token.CASE && tok != Token.DEFAULT) {
            Stmt s = stmtOrNull();
            clearPragmas();
            if (s == null) {
                break;
            }
            list.add(s);
            if (!got(Token.SEMI) && tok != Token.RBRACE) {
                syntaxError("at end of statement");
                advance(Token.SEMI, Token.RBRACE, Token.CASE, Token.DEFAULT);
                got(Token.SEMI);
            }
        }
        return list;
    }
}
