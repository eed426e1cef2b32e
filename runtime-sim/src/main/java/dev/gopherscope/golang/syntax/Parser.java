package dev.gopherscope.golang.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses a Go file. Follows {@code syntax/parser.go} of go1.26.8. Left out: {@code //line} directives, which would change the
 * positions of errors.
 */
public final class Parser extends StmtParser {
    /** Larger files are refused. */
    public static final int MAX_BYTES = 1 << 20;

    private Parser(String fileName, byte[] text, Consumer<SyntaxError> errors) {
        super(fileName, text, errors);
    }

    /**
     * What parsing gave.
     *
     * @param file null if the package clause is wrong or a limit was passed
     * @param errors in the order in which they were found
     */
    public record Result(@Nullable SourceFile file, List<SyntaxError> errors) {}

    /** @param fileName as it is to stand in positions */
    public static Result parse(String fileName, String text) {
        return parse(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Result parse(String fileName, byte[] text) {
        List<SyntaxError> errors = new ArrayList<>();
        if (text.length > MAX_BYTES) {
            errors.add(new SyntaxError(
                    new Pos(fileName, 1, 1),
                    "file has " + text.length + " bytes; at most " + MAX_BYTES + " are supported"));
            return new Result(null, errors);
        }
        SourceFile file = DeepStack.call(() -> {
            try {
                SourceFile parsed = new Parser(fileName, text, errors::add).file();
                if (parsed != null) {
                    Walk.number(parsed);
                }
                return parsed;
            } catch (TooDeep e) {
                return null;
            }
        });
        return new Result(file, errors);
    }

    private @Nullable SourceFile file() {
        next();
        Pos pos = pos();
        beforePackage = false;
        if (!got(Token.PACKAGE)) {
            syntaxError("package statement must be first");
            return null;
        }
        takePragmas();
        Expr.Name packageName = name();
        want(Token.SEMI);
        if (errorCount > 0) {
            return null;
        }
        List<Decl> decls = new ArrayList<>();
        Token prev = Token.IMPORT;
        while (tok != Token.EOF) {
            if (tok == Token.IMPORT && prev != Token.IMPORT) {
                syntaxError("imports must appear before other declarations");
            }
            prev = tok;
            if (!topLevel(decls)) {
                if (tok == Token.LBRACE
                        && !decls.isEmpty()
                        && decls.getLast() instanceof Decl.Func f
                        && f.body == null) {
                    syntaxError("unexpected semicolon or newline before {");
                } else {
                    syntaxError("non-declaration statement outside function body");
                }
                advance(Token.IMPORT, Token.CONST, Token.TYPE, Token.VAR, Token.FUNC);
                continue;
            }
            clearPragmas();
            if (tok != Token.EOF && !got(Token.SEMI)) {
                syntaxError("after top level declaration");
                advance(Token.IMPORT, Token.CONST, Token.TYPE, Token.VAR, Token.FUNC);
            }
        }
        clearPragmas();
        return new SourceFile(pos, fileName, packageName, decls, pos(), goVersion, allPragmas);
    }

    private boolean topLevel(List<Decl> decls) {
        switch (tok) {
            case IMPORT -> {
                next();
                decls.addAll(group(this::importDecl));
            }
            case CONST -> {
                next();
                decls.addAll(group(this::constDecl));
            }
            case TYPE -> {
                next();
                decls.addAll(group(this::typeDecl));
            }
            case VAR -> {
                next();
                decls.addAll(group(this::varDecl));
            }
            case FUNC -> {
                next();
                decls.add(funcDecl());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    List<Decl> group(Function<Decl.@Nullable Group, @Nullable Decl> decl) {
        List<Decl> decls = new ArrayList<>();
        if (tok != Token.LPAREN) {
            Decl d = decl.apply(null);
            if (d != null) {
                decls.add(d);
            }
            return decls;
        }
        Decl.Group g = new Decl.Group();
        clearPragmas();
        next();
        list("grouped declaration", Token.SEMI, Token.RPAREN, () -> {
            Decl d = decl.apply(g);
            if (d != null) {
                decls.add(d);
            }
            return false;
        });
        return decls;
    }

    private @Nullable Decl importDecl(Decl.@Nullable Group group) {
        Pos pos = pos();
        List<Pragma> pragmas = takePragmas();
        Expr.Name local = null;
        if (tok == Token.NAME) {
            local = name();
        } else if (tok == Token.DOT) {
            local = new Expr.Name(pos(), ".");
            next();
        }
        Expr.BasicLit path = literalOrNull();
        if (path == null) {
            syntaxError("missing import path");
            advance(Token.SEMI, Token.RPAREN);
            return null;
        }
        if (!path.bad && path.kind != Expr.LitKind.STRING) {
            syntaxErrorAt(path.pos(), "import path must be a string");
            path = new Expr.BasicLit(path.pos(), path.value, path.kind, true);
        }
        return new Decl.Import(pos, pragmas, group, local, path);
    }

    @Override
    Decl constDecl(Decl.@Nullable Group group) {
        Pos pos = pos();
        List<Pragma> pragmas = takePragmas();
        List<Expr.Name> names = nameList(name());
        Expr type = null;
        Expr values = null;
        if (tok != Token.EOF && tok != Token.SEMI && tok != Token.RPAREN) {
            type = typeOrNull();
            if (gotAssign()) {
                values = exprList();
            }
        }
        return new Decl.Const(pos, pragmas, group, names, type, values);
    }

    @Override
    Decl varDecl(Decl.@Nullable Group group) {
        Pos pos = pos();
        List<Pragma> pragmas = takePragmas();
        List<Expr.Name> names = nameList(name());
        Expr type = null;
        Expr values = null;
        if (gotAssign()) {
            values = exprList();
        } else {
            type = type();
            if (gotAssign()) {
                values = exprList();
            }
        }
        return new Decl.Var(pos, pragmas, group, names, type, values);
    }

    @Override
    Decl typeDecl(Decl.@Nullable Group group) {
        Pos pos = pos();
        List<Pragma> pragmas = takePragmas();
        Expr.Name name = name();
        List<Expr.Field> typeParams = List.of();
        boolean alias = false;
        Expr type;
        if (tok == Token.LBRACK) {
            // "type T[P ..." is a generic type or an array type, which shows only after the first element.
            Pos bracket = pos();
            next();
            switch (tok) {
                case NAME -> {
                    Expr x = name();
                    if (tok != Token.LBRACK) {
                        exprNesting++;
                        x = binaryExpr(primaryExpr(x, false), 0);
                        exprNesting--;
                    }
                    Split s = split(x, tok == Token.COMMA);
                    if (s.name != null && (s.type != null || tok != Token.RBRACK)) {
                        typeParams = paramList(s.name, s.type, Token.RBRACK, true, false);
                        alias = gotAssign();
                        type = typeOrNull();
                    } else {
                        type = arrayType(bracket, x);
                    }
                }
                case RBRACK -> {
                    next();
                    type = sliceType(bracket);
                }
                default -> type = arrayType(bracket, null);
            }
        } else {
            alias = gotAssign();
            type = typeOrNull();
        }
        if (type == null) {
            type = badExpr();
            syntaxError("in type declaration");
            advance(Token.SEMI, Token.RPAREN);
        }
        return new Decl.Type(pos, pragmas, group, name, typeParams, alias, type);
    }

    private record Split(Expr.@Nullable Name name, @Nullable Expr type) {}

    /** Takes an expression such as {@code P *C} for the name and constraint of a type parameter where it can be nothing else. */
    private static Split split(Expr x, boolean force) {
        switch (x) {
            case Expr.Name n -> {
                return new Split(n, null);
            }
            case Expr.Operation o
            when o.y != null -> {
                if (o.op == Operator.MUL && o.x instanceof Expr.Name n && (force || isTypeElem(o.y))) {
                    return new Split(n, new Expr.Operation(o.pos(), Operator.MUL, o.y, null));
                }
                if (o.op == Operator.OR) {
                    Split s = split(o.x, force || isTypeElem(o.y));
                    if (s.name != null && s.type != null) {
                        return new Split(s.name, new Expr.Operation(o.pos(), Operator.OR, s.type, o.y));
                    }
                }
            }
            case Expr.Call c
            when c.fun instanceof Expr.Name n && c.args.size() == 1 && !c.hasDots -> {
                if (force || isTypeElem(c.args.getFirst())) {
                    return new Split(n, Expr.unparen(c.args.getFirst()));
                }
            }
            default -> {}
        }
        return new Split(null, x);
    }

    private static boolean isTypeElem(Expr x) {
        return switch (x) {
            case Expr.ArrayType t -> true;
            case Expr.StructType t -> true;
            case Expr.FuncType t -> true;
            case Expr.InterfaceType t -> true;
            case Expr.SliceType t -> true;
            case Expr.MapType t -> true;
            case Expr.ChanType t -> true;
            case Expr.Operation o -> isTypeElem(o.x) || o.y != null && isTypeElem(o.y) || o.op == Operator.TILDE;
            case Expr.Paren p -> isTypeElem(p.x);
            default -> false;
        };
    }

    private Decl funcDecl() {
        Pos pos = pos();
        List<Pragma> pragmas = takePragmas();
        String context = "";
        Expr.Field recv = null;
        if (got(Token.LPAREN)) {
            context = "method";
            List<Expr.Field> list = paramList(null, null, Token.RPAREN, false, false);
            if (list.isEmpty()) {
                errorAt(pos(), "method has no receiver");
            } else {
                if (list.size() > 1) {
                    errorAt(pos(), "method has multiple receivers");
                }
                recv = list.getFirst();
            }
        }
        Expr.Name name;
        FuncHead head;
        if (tok == Token.NAME) {
            name = name();
            head = funcType(context);
        } else {
            name = new Expr.Name(pos(), "_");
            head = new FuncHead(List.of(), new Expr.FuncType(pos(), List.of(), List.of()));
            syntaxError(context.isEmpty() ? "expected name or (" : "expected name");
            advance(Token.LBRACE, Token.SEMI);
        }
        Stmt.Block body = tok == Token.LBRACE ? funcBody() : null;
        return new Decl.Func(pos, pragmas, recv, name, head.typeParams(), head.type(), body);
    }
}
