package dev.gopherscope.golang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Types, parameter lists, interface elements. Follows {@code syntax/parser.go}. */
abstract class TypeParser extends ParserBase {
    TypeParser(String fileName, byte[] text, Consumer<SyntaxError> errors) {
        super(fileName, text, errors);
    }

    abstract Expr expr();

    /** Type parameters and signature of a function. */
    record FuncHead(List<Expr.Field> typeParams, Expr.FuncType type) {}

    /** Several types or, not strictly, expressions between brackets; and whether there was a comma. */
    record TypeList(Expr x, boolean comma) {}

    /** A parameter before it is known what its parts are. */
    static final class Param {
        final Pos pos;
        Expr.@Nullable Name name;

        @Nullable
        Expr type;

        Param(Pos pos, Expr.@Nullable Name name, @Nullable Expr type) {
            this.pos = pos;
            this.name = name;
            this.type = type;
        }
    }

    final Expr type() {
        Expr t = typeOrNull();
        if (t == null) {
            t = badExpr();
            syntaxError("expected type");
            advance(Token.COMMA, Token.COLON, Token.SEMI, Token.RPAREN, Token.RBRACK, Token.RBRACE);
        }
        return t;
    }

    private static Expr indirect(Pos pos, Expr t) {
        return new Expr.Operation(pos, Operator.MUL, t, null);
    }

    final @Nullable Expr typeOrNull() {
        enter();
        Expr t = typeOrNullNested();
        leave();
        return t;
    }

    private @Nullable Expr typeOrNullNested() {
        Pos pos = pos();
        switch (tok) {
            case STAR -> {
                next();
                return indirect(pos, type());
            }
            case ARROW -> {
                next();
                want(Token.CHAN);
                return new Expr.ChanType(pos, Expr.ChanDir.RECV_ONLY, chanElem());
            }
            case FUNC -> {
                next();
                return funcType("function type").type();
            }
            case LBRACK -> {
                next();
                return got(Token.RBRACK) ? sliceType(pos) : arrayType(pos, null);
            }
            case CHAN -> {
                next();
                Expr.ChanDir dir = got(Token.ARROW) ? Expr.ChanDir.SEND_ONLY : Expr.ChanDir.BOTH;
                return new Expr.ChanType(pos, dir, chanElem());
            }
            case MAP -> {
                next();
                want(Token.LBRACK);
                Expr key = type();
                want(Token.RBRACK);
                return new Expr.MapType(pos, key, type());
            }
            case STRUCT -> {
                return structType();
            }
            case INTERFACE -> {
                return interfaceType();
            }
            case NAME -> {
                return qualifiedName(null);
            }
            case LPAREN -> {
                next();
                Expr t = type();
                want(Token.RPAREN);
                return t;
            }
            default -> {
                return null;
            }
        }
    }

    private Expr typeInstance(Expr generic) {
        Pos pos = pos();
        want(Token.LBRACK);
        Expr index;
        if (tok == Token.RBRACK) {
            syntaxError("expected type argument list");
            index = badExpr();
        } else {
            index = typeList(true).x();
        }
        want(Token.RBRACK);
        return new Expr.Index(pos, generic, index);
    }

    final FuncHead funcType(String context) {
        Pos pos = pos();
        List<Expr.Field> typeParams = List.of();
        if (got(Token.LBRACK)) {
            if (!context.isEmpty()) {
                syntaxErrorAt(pos, context + " must have no type parameters");
            }
            if (tok == Token.RBRACK) {
                syntaxError("empty type parameter list");
                next();
            } else {
                typeParams = paramList(null, null, Token.RBRACK, true, false);
            }
        }
        want(Token.LPAREN);
        List<Expr.Field> params = paramList(null, null, Token.RPAREN, false, true);
        return new FuncHead(typeParams, new Expr.FuncType(pos, params, funcResult()));
    }

    final Expr arrayType(Pos pos, @Nullable Expr length) {
        Expr len = length;
        if (len == null && !got(Token.DOTS)) {
            exprNesting++;
            len = expr();
            exprNesting--;
        }
        if (tok == Token.COMMA) {
            syntaxError("unexpected comma; expected ]");
            next();
        }
        want(Token.RBRACK);
        return new Expr.ArrayType(pos, len, type());
    }

    final Expr sliceType(Pos pos) {
        return new Expr.SliceType(pos, type());
    }

    private Expr chanElem() {
        Expr t = typeOrNull();
        if (t == null) {
            t = badExpr();
            syntaxError("missing channel element type");
        }
        return t;
    }

    private Expr structType() {
        Pos pos = pos();
        want(Token.STRUCT);
        want(Token.LBRACE);
        List<Expr.Field> fields = new ArrayList<>();
        List<Expr.@Nullable BasicLit> tags = new ArrayList<>();
        list("struct type", Token.SEMI, Token.RBRACE, () -> {
            fieldDecl(fields, tags);
            return false;
        });
        return new Expr.StructType(pos, fields, tags);
    }

    private void embedded(List<Expr.Field> fields, List<Expr.@Nullable BasicLit> tags, Pos pos, Expr type) {
        tags.add(literalOrNull());
        fields.add(new Expr.Field(pos, null, type));
    }

    private void fieldDecl(List<Expr.Field> fields, List<Expr.@Nullable BasicLit> tags) {
        Pos pos = pos();
        switch (tok) {
            case NAME -> {
                Expr.Name name = name();
                if (tok == Token.DOT || tok == Token.LITERAL || tok == Token.SEMI || tok == Token.RBRACE) {
                    embedded(fields, tags, pos, qualifiedName(name));
                    return;
                }
                List<Expr.Name> names = nameList(name);
                Expr type;
                if (names.size() == 1 && tok == Token.LBRACK) {
                    type = arrayOrTypeArgs(name);
                    if (type instanceof Expr.Index) {
                        embedded(fields, tags, pos, type);
                        return;
                    }
                } else {
                    type = type();
                }
                Expr.BasicLit tag = literalOrNull();
                for (Expr.Name n : names) {
                    tags.add(tag);
                    fields.add(new Expr.Field(n.pos(), n, type));
                }
            }
            case STAR -> {
                next();
                Expr type;
                if (tok == Token.LPAREN) {
                    syntaxError("cannot parenthesize embedded type");
                    next();
                    type = qualifiedName(null);
                    got(Token.RPAREN);
                } else {
                    type = qualifiedName(null);
                }
                embedded(fields, tags, pos, indirect(pos, type));
            }
            case LPAREN -> {
                syntaxError("cannot parenthesize embedded type");
                next();
                Expr type;
                if (tok == Token.STAR) {
                    Pos star = pos();
                    next();
                    type = indirect(star, qualifiedName(null));
                } else {
                    type = qualifiedName(null);
                }
                got(Token.RPAREN);
                embedded(fields, tags, pos, type);
            }
            default -> {
                syntaxError("expected field name or embedded type");
                advance(Token.SEMI, Token.RBRACE);
            }
        }
    }

    /** After a name: {@code [n]E} is an array type, {@code [P]} or {@code [P, Q]} are type arguments of the name. */
    private Expr arrayOrTypeArgs(Expr.Name generic) {
        Pos pos = pos();
        want(Token.LBRACK);
        if (got(Token.RBRACK)) {
            return sliceType(pos);
        }
        TypeList list = typeList(false);
        want(Token.RBRACK);
        if (!list.comma()) {
            Expr elem = typeOrNull();
            if (elem != null) {
                return new Expr.ArrayType(pos, list.x(), elem);
            }
        }
        return new Expr.Index(pos, generic, list.x());
    }

    private Expr interfaceType() {
        Pos pos = pos();
        want(Token.INTERFACE);
        want(Token.LBRACE);
        List<Expr.Field> methods = new ArrayList<>();
        list("interface type", Token.SEMI, Token.RBRACE, () -> {
            Expr.Field f = tok == Token.NAME ? methodDecl() : null;
            if (f == null || f.name == null) {
                f = embeddedElem(f);
            }
            methods.add(f);
            return false;
        });
        return new Expr.InterfaceType(pos, methods);
    }

    private List<Expr.Field> funcResult() {
        if (got(Token.LPAREN)) {
            return paramList(null, null, Token.RPAREN, false, false);
        }
        Pos pos = pos();
        Expr t = typeOrNull();
        return t == null ? List.of() : List.of(new Expr.Field(pos, null, t));
    }

    private Expr.Field methodDecl() {
        Pos pos = pos();
        Expr.Name name = name();
        String context = "interface method";
        switch (tok) {
            case LPAREN -> {
                return new Expr.Field(pos, name, funcType(context).type());
            }
            case LBRACK -> {
                Pos bracket = pos();
                next();
                if (tok == Token.RBRACK) {
                    Pos end = pos();
                    next();
                    if (tok == Token.LPAREN) {
                        errorAt(end, "empty type parameter list");
                        return new Expr.Field(pos, name, funcType(context).type());
                    }
                    errorAt(end, "empty type argument list");
                    return new Expr.Field(pos, null, name);
                }
                List<Expr.Field> list = paramList(null, null, Token.RBRACK, false, false);
                if (list.isEmpty()) {
                    return tok == Token.LPAREN
                            ? new Expr.Field(pos, name, funcType(context).type())
                            : new Expr.Field(pos, null, name);
                }
                if (list.getFirst().name != null) {
                    Expr.Field f = new Expr.Field(pos, name, funcType(context).type());
                    errorAt(bracket, "interface method must have no type parameters");
                    return f;
                }
                Expr index = list.size() == 1
                        ? list.getFirst().type
                        : new Expr.ListExpr(
                                list.getFirst().pos(),
                                list.stream().map(f -> f.type).toList());
                return new Expr.Field(pos, null, new Expr.Index(bracket, name, index));
            }
            default -> {
                return new Expr.Field(pos, null, qualifiedName(name));
            }
        }
    }

    private Expr.Field embeddedElem(Expr.@Nullable Field begun) {
        Pos pos = begun == null ? pos() : begun.pos();
        Expr.Name name = begun == null ? null : begun.name;
        Expr t = begun == null ? embeddedTerm() : begun.type;
        while (tok == Token.OPERATOR && op == Operator.OR) {
            Pos bar = pos();
            next();
            t = limited(new Expr.Operation(bar, Operator.OR, t, embeddedTerm()));
        }
        return new Expr.Field(pos, name, t);
    }

    private Expr embeddedTerm() {
        if (tok == Token.OPERATOR && op == Operator.TILDE) {
            Pos pos = pos();
            next();
            return new Expr.Operation(pos, Operator.TILDE, type(), null);
        }
        Expr t = typeOrNull();
        if (t == null) {
            t = badExpr();
            syntaxError("expected ~ term or type");
            advance(Token.OPERATOR, Token.SEMI, Token.RPAREN, Token.RBRACK, Token.RBRACE);
        }
        return t;
    }

    private boolean atOperator(Operator o) {
        return tok == Token.OPERATOR && op == o;
    }

    private Param union(Pos pos, Expr.@Nullable Name name, Expr type) {
        Expr.Field f = embeddedElem(new Expr.Field(pos, name, type));
        return new Param(pos, f.name, f.type);
    }

    private @Nullable Param paramDecl(Expr.@Nullable Name given, Token follow) {
        boolean typeSets = follow == Token.RBRACK;
        Pos pos = given != null ? given.pos() : pos();
        Expr.Name name = given;
        if (name == null && typeSets && atOperator(Operator.TILDE)) {
            Expr.Field f = embeddedElem(null);
            return new Param(f.pos(), null, f.type);
        }
        if (tok == Token.NAME || name != null) {
            if (name == null) {
                name = name();
            }
            if (tok == Token.LBRACK) {
                Expr t = arrayOrTypeArgs(name);
                Expr.Name own = t instanceof Expr.Index ? null : name;
                return typeSets && atOperator(Operator.OR) ? union(pos, own, t) : new Param(pos, own, t);
            }
            if (tok == Token.DOT) {
                Expr t = qualifiedName(name);
                return typeSets && atOperator(Operator.OR) ? union(pos, null, t) : new Param(pos, null, t);
            }
            if (typeSets && atOperator(Operator.OR)) {
                return union(pos, null, name);
            }
        }
        if (tok == Token.DOTS) {
            Pos dots = pos();
            next();
            Expr elem = typeOrNull();
            if (elem == null) {
                Expr bad = badExpr();
                syntaxError("... is missing type");
                return new Param(pos, name, bad);
            }
            return new Param(pos, name, new Expr.DotsType(dots, elem));
        }
        if (typeSets && atOperator(Operator.TILDE)) {
            return new Param(pos, name, embeddedElem(null).type);
        }
        Expr t = typeOrNull();
        if (typeSets && atOperator(Operator.OR) && t != null) {
            return union(pos, name, t);
        }
        if (name != null || t != null) {
            return new Param(pos, name, t);
        }
        syntaxError("expected " + follow.described());
        advance(Token.COMMA, follow);
        return null;
    }

    /** A list whose first name and type may have been read already. */
    final List<Expr.Field> paramList(
            Expr.@Nullable Name firstName,
            @Nullable Expr firstType,
            Token close,
            boolean requireNames,
            boolean dotsAllowed) {
        if (firstName != null && firstType != null && tok == close) {
            next();
            return List.of(new Expr.Field(firstName.pos(), firstName, firstType));
        }
        List<Param> list = new ArrayList<>();
        int[] counts = new int[2];
        boolean[] first = {true};
        Pos end = list("parameter list", Token.COMMA, close, () -> {
            Param p;
            if (first[0] && firstName != null && firstType != null) {
                p = new Param(firstName.pos(), firstName, firstType);
            } else {
                p = paramDecl(first[0] ? firstName : null, close);
            }
            first[0] = false;
            if (p != null) {
                if (p.type != null) {
                    counts[0] += p.name != null ? 1 : 0;
                    counts[1]++;
                }
                list.add(p);
            }
            return false;
        });
        distribute(list, counts[0], counts[1], requireNames, end);
        dots(list, dotsAllowed);
        List<Expr.Field> fields = new ArrayList<>(list.size());
        for (Param p : list) {
            fields.add(new Expr.Field(p.pos, p.name, p.type == null ? badExpr() : p.type));
        }
        return fields;
    }

    /** Gives names without type the type that follows, or takes them for types if no parameter has both. */
    private void distribute(List<Param> list, int named, int typed, boolean requireNames, Pos end) {
        if (list.isEmpty()) {
            return;
        }
        if (named == 0 && !requireNames) {
            for (Param p : list) {
                if (p.name != null) {
                    p.type = p.name;
                    p.name = null;
                }
            }
            return;
        }
        if (named == list.size()) {
            return;
        }
        Pos errPos = Pos.NONE;
        Expr type = null;
        for (int i = list.size() - 1; i >= 0; i--) {
            Param p = list.get(i);
            if (p.type != null) {
                type = p.type;
                if (p.name == null) {
                    errPos = Positions.start(type);
                    p.name = new Expr.Name(errPos, "_");
                }
            } else if (type != null) {
                p.type = type;
            } else if (p.name != null) {
                errPos = p.name.pos();
                p.type = new Expr.Bad(errPos);
            }
        }
        if (errPos.isKnown()) {
            if (named == typed) {
                syntaxErrorAt(end, requireNames ? "missing type constraint" : "missing parameter type");
            } else if (requireNames) {
                syntaxErrorAt(
                        errPos, "missing type parameter name" + (list.size() == 1 ? " or invalid array length" : ""));
            } else {
                syntaxErrorAt(errPos, "missing parameter name");
            }
        }
    }

    private void dots(List<Param> list, boolean allowed) {
        boolean first = true;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).type instanceof Expr.DotsType t && (!allowed || i + 1 < list.size())) {
                if (first) {
                    first = false;
                    errorAt(t.pos(), allowed ? "can only use ... with final parameter" : "invalid use of ...");
                }
                list.get(i).type = t.elem;
            }
        }
    }

    final Expr qualifiedName(Expr.@Nullable Name given) {
        Expr x;
        if (given != null) {
            x = given;
        } else if (tok == Token.NAME) {
            x = name();
        } else {
            x = new Expr.Name(pos(), "_");
            syntaxError("expected name");
            advance(Token.DOT, Token.SEMI, Token.RBRACE);
        }
        if (tok == Token.DOT) {
            Pos pos = pos();
            next();
            x = new Expr.Selector(pos, x, name());
        }
        return tok == Token.LBRACK ? typeInstance(x) : x;
    }

    final TypeList typeList(boolean strict) {
        exprNesting++;
        Expr x = strict ? type() : expr();
        boolean comma = false;
        if (got(Token.COMMA)) {
            comma = true;
            Expr t = typeOrNull();
            if (t != null) {
                List<Expr> list = new ArrayList<>(List.of(x, t));
                while (got(Token.COMMA)) {
                    t = typeOrNull();
                    if (t == null) {
                        break;
                    }
                    list.add(t);
                }
                x = new Expr.ListExpr(x.pos(), list);
            }
        }
        exprNesting--;
        return new TypeList(x, comma);
    }
}
