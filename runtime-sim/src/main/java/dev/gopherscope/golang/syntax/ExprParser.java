package dev.gopherscope.golang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Expressions. Follows {@code syntax/parser.go}. */
abstract class ExprParser extends TypeParser {
    ExprParser(String fileName, byte[] text, Consumer<SyntaxError> errors) {
        super(fileName, text, errors);
    }

    abstract Stmt.Block funcBody();

    @Override
    final Expr expr() {
        return binaryExpr(null, 0);
    }

    final Expr binaryExpr(@Nullable Expr left, int precedence) {
        Expr x = left == null ? unaryExpr() : left;
        while ((tok == Token.OPERATOR || tok == Token.STAR) && prec > precedence) {
            Pos pos = pos();
            Operator o = op;
            int p = prec;
            next();
            x = limited(new Expr.Operation(pos, o, x, binaryExpr(null, p)));
        }
        return x;
    }

    private Expr unaryExpr() {
        enter();
        Expr x = unaryNested();
        leave();
        return x;
    }

    private Expr unaryNested() {
        Pos pos = pos();
        if (tok == Token.OPERATOR || tok == Token.STAR) {
            Operator o = op;
            switch (o) {
                case MUL, ADD, SUB, NOT, XOR, TILDE -> {
                    next();
                    return new Expr.Operation(pos, o, unaryExpr(), null);
                }
                case AND -> {
                    next();
                    return new Expr.Operation(pos, o, Expr.unparen(unaryExpr()), null);
                }
                default -> {}
            }
        } else if (tok == Token.ARROW) {
            next();
            Expr x = unaryExpr();
            return x instanceof Expr.ChanType c ? receiveType(c) : new Expr.Operation(pos, Operator.RECV, x, null);
        }
        return primaryExpr(null, true);
    }

    /** {@code <-} before {@code chan T} makes it a receive-only channel; before {@code chan<- T} it moves inward. */
    private Expr receiveType(Expr.ChanType type) {
        List<Expr.ChanType> chain = new ArrayList<>();
        Expr.ChanDir dir = Expr.ChanDir.SEND_ONLY;
        Expr t = type;
        while (dir == Expr.ChanDir.SEND_ONLY && t instanceof Expr.ChanType c) {
            dir = c.dir;
            if (dir == Expr.ChanDir.RECV_ONLY) {
                syntaxError("unexpected <-, expected chan");
            }
            chain.add(c);
            t = c.elem;
        }
        if (dir == Expr.ChanDir.SEND_ONLY) {
            syntaxError("unexpected " + ExprPrinter.toString(t) + ", expected chan");
        }
        Expr made = t;
        for (Expr.ChanType c : chain.reversed()) {
            made = new Expr.ChanType(c.pos(), Expr.ChanDir.RECV_ONLY, made);
        }
        return made;
    }

    private @Nullable Expr literal() {
        return literalOrNull();
    }

    private Expr operand(boolean keepParens) {
        Pos pos = pos();
        switch (tok) {
            case NAME -> {
                return name();
            }
            case LITERAL -> {
                Expr x = literal();
                return x == null ? badExpr() : x;
            }
            case LPAREN -> {
                next();
                exprNesting++;
                Expr x = expr();
                exprNesting--;
                want(Token.RPAREN);
                return keepParens || tok == Token.LBRACE ? limited(new Expr.Paren(pos, x)) : x;
            }
            case FUNC -> {
                next();
                Expr.FuncType t = funcType("function type").type();
                if (tok != Token.LBRACE) {
                    return t;
                }
                exprNesting++;
                Stmt.Block body = funcBody();
                exprNesting--;
                return new Expr.FuncLit(pos, t, body);
            }
            case LBRACK, CHAN, MAP, STRUCT, INTERFACE -> {
                return type();
            }
            default -> {
                Expr x = badExpr();
                syntaxError("expected expression");
                advance(Token.RPAREN, Token.RBRACK, Token.RBRACE);
                return x;
            }
        }
    }

    final Expr primaryExpr(@Nullable Expr begun, boolean keepParens) {
        Expr x = begun == null ? operand(keepParens) : begun;
        while (true) {
            Pos pos = pos();
            switch (tok) {
                case DOT -> {
                    next();
                    x = selector(pos, x);
                }
                case LBRACK -> {
                    next();
                    x = indexOrSlice(pos, x);
                }
                case LPAREN -> {
                    next();
                    x = call(pos, x);
                }
                case LBRACE -> {
                    Expr t = Expr.unparen(x);
                    boolean literal = switch (t) {
                        case Expr.Name n -> exprNesting >= 0;
                        case Expr.Selector s -> exprNesting >= 0;
                        case Expr.Index i -> exprNesting >= 0 && !isValue(t);
                        case Expr.ArrayType a -> true;
                        case Expr.SliceType s -> true;
                        case Expr.StructType s -> true;
                        case Expr.MapType m -> true;
                        default -> false;
                    };
                    if (!literal) {
                        return x;
                    }
                    if (t != x) {
                        syntaxError("cannot parenthesize type in composite literal");
                    }
                    x = compositeLit(x);
                }
                default -> {
                    return x;
                }
            }
            limited(x);
        }
    }

    private Expr selector(Pos pos, Expr x) {
        switch (tok) {
            case NAME -> {
                return new Expr.Selector(pos, x, name());
            }
            case LPAREN -> {
                next();
                Expr r = got(Token.TYPE) ? new Expr.TypeSwitchGuard(pos, null, x) : new Expr.Assert(pos, x, type());
                want(Token.RPAREN);
                return r;
            }
            default -> {
                syntaxError("expected name or (");
                advance(Token.SEMI, Token.RPAREN);
                return x;
            }
        }
    }

    private Expr indexOrSlice(Pos pos, Expr x) {
        Expr i = null;
        if (tok != Token.COLON) {
            boolean comma = false;
            if (tok == Token.RBRACK) {
                syntaxError("expected operand");
                i = badExpr();
            } else {
                TypeList list = typeList(false);
                i = list.x();
                comma = list.comma();
            }
            if (comma || tok == Token.RBRACK) {
                want(Token.RBRACK);
                return new Expr.Index(pos, x, i);
            }
        }
        if (!got(Token.COLON)) {
            syntaxError("expected comma, : or ]");
            advance(Token.COMMA, Token.COLON, Token.RBRACK);
        }
        exprNesting++;
        Expr hi = tok != Token.COLON && tok != Token.RBRACK ? expr() : null;
        Expr max = null;
        boolean full = tok == Token.COLON;
        if (full) {
            if (hi == null) {
                errorAt(pos(), "middle index required in 3-index slice");
                hi = badExpr();
            }
            next();
            if (tok != Token.RBRACK) {
                max = expr();
            } else {
                errorAt(pos(), "final index required in 3-index slice");
                max = badExpr();
            }
        }
        exprNesting--;
        want(Token.RBRACK);
        return new Expr.Slice(pos, x, i, hi, max, full);
    }

    private Expr call(Pos pos, Expr fun) {
        List<Expr> args = new ArrayList<>();
        boolean[] dots = {false};
        exprNesting++;
        list("argument list", Token.COMMA, Token.RPAREN, () -> {
            args.add(expr());
            dots[0] = got(Token.DOTS);
            return dots[0];
        });
        exprNesting--;
        return new Expr.Call(pos, fun, args, dots[0]);
    }

    private static boolean isValue(Expr x) {
        return switch (x) {
            case Expr.BasicLit l -> true;
            case Expr.CompositeLit l -> true;
            case Expr.FuncLit l -> true;
            case Expr.Slice s -> true;
            case Expr.Assert a -> true;
            case Expr.TypeSwitchGuard g -> true;
            case Expr.Call c -> true;
            case Expr.Operation o -> o.op != Operator.MUL || o.y != null;
            case Expr.Paren p -> isValue(p.x);
            case Expr.Index i -> isValue(i.x) || isValue(i.index);
            default -> false;
        };
    }

    private Expr element() {
        if (tok != Token.LBRACE) {
            return expr();
        }
        enter();
        Expr x = compositeLit(null);
        leave();
        return x;
    }

    private Expr compositeLit(@Nullable Expr type) {
        Pos pos = pos();
        List<Expr> elems = new ArrayList<>();
        int[] keyed = {0};
        exprNesting++;
        want(Token.LBRACE);
        Pos rbrace = list("composite literal", Token.COMMA, Token.RBRACE, () -> {
            Expr e = element();
            if (tok == Token.COLON) {
                Pos colon = pos();
                next();
                e = new Expr.KeyValue(colon, e, element());
                keyed[0]++;
            }
            elems.add(e);
            return false;
        });
        exprNesting--;
        return new Expr.CompositeLit(pos, type, elems, keyed[0], rbrace);
    }

    final Expr exprList() {
        Expr x = expr();
        if (tok != Token.COMMA) {
            return x;
        }
        List<Expr> list = new ArrayList<>();
        list.add(x);
        while (got(Token.COMMA)) {
            list.add(expr());
        }
        return new Expr.ListExpr(x.pos(), list);
    }
}
