package dev.gopherscope.golang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression or a type: Go's grammar cannot always tell them apart. Names and shapes are those of cmd/compile. */
public abstract sealed class Expr extends Node {
    /** Levels of expressions below this one, function bodies excluded; the parser limits it. */
    final int height;

    Expr(Pos pos, int height) {
        super(pos);
        this.height = height;
    }

    private static int above(@Nullable Expr x) {
        return x == null ? 1 : x.height + 1;
    }

    private static int above(@Nullable Expr x, @Nullable Expr y) {
        return Math.max(above(x), above(y));
    }

    private static int aboveAll(@Nullable Expr first, List<Expr> list) {
        int height = above(first);
        for (Expr x : list) {
            height = Math.max(height, above(x));
        }
        return height;
    }

    /** Stands where the parser found no expression; an error was reported. */
    public static final class Bad extends Expr {
        public Bad(Pos pos) {
            super(pos, 0);
        }
    }

    public static final class Name extends Expr {
        public final String value;

        public Name(Pos pos, String value) {
            super(pos, 0);
            this.value = value;
        }

        public boolean isBlank() {
            return value.equals("_");
        }

        @Override
        public String toString() {
            return value;
        }
    }

    public enum LitKind {
        INT,
        FLOAT,
        IMAG,
        RUNE,
        STRING
    }

    /** A literal as it is written; {@code bad} if it was reported already. */
    public static final class BasicLit extends Expr {
        public final String value;
        public final LitKind kind;
        public final boolean bad;

        public BasicLit(Pos pos, String value, LitKind kind, boolean bad) {
            super(pos, 0);
            this.value = value;
            this.kind = kind;
            this.bad = bad;
        }
    }

    /** {@code Type{elems}}; position is the opening brace. */
    public static final class CompositeLit extends Expr {
        public final @Nullable Expr type;
        public final List<Expr> elems;
        /** How many elements are {@link KeyValue}. */
        public final int keyed;

        public final Pos rbrace;

        public CompositeLit(Pos pos, @Nullable Expr type, List<Expr> elems, int keyed, Pos rbrace) {
            super(pos, aboveAll(type, elems));
            this.type = type;
            this.elems = elems;
            this.keyed = keyed;
            this.rbrace = rbrace;
        }
    }

    public static final class KeyValue extends Expr {
        public final Expr key;
        public final Expr value;

        public KeyValue(Pos pos, Expr key, Expr value) {
            super(pos, above(key, value));
            this.key = key;
            this.value = value;
        }
    }

    public static final class FuncLit extends Expr {
        public final FuncType type;
        public final Stmt.Block body;

        public FuncLit(Pos pos, FuncType type, Stmt.Block body) {
            super(pos, above(type));
            this.type = type;
            this.body = body;
        }
    }

    public static final class Paren extends Expr {
        public final Expr x;

        public Paren(Pos pos, Expr x) {
            super(pos, above(x));
            this.x = x;
        }
    }

    /** {@code x.sel}. */
    public static final class Selector extends Expr {
        public final Expr x;
        public final Name sel;

        public Selector(Pos pos, Expr x, Name sel) {
            super(pos, above(x));
            this.x = x;
            this.sel = sel;
        }
    }

    /** {@code x[index]}; several type arguments are a {@link ListExpr}. */
    public static final class Index extends Expr {
        public final Expr x;
        public final Expr index;

        public Index(Pos pos, Expr x, Expr index) {
            super(pos, above(x, index));
            this.x = x;
            this.index = index;
        }
    }

    /** {@code x[lo:hi:max]}; {@code full} if the second colon is there. */
    public static final class Slice extends Expr {
        public final Expr x;
        public final @Nullable Expr lo;
        public final @Nullable Expr hi;
        public final @Nullable Expr max;
        public final boolean full;

        public Slice(Pos pos, Expr x, @Nullable Expr lo, @Nullable Expr hi, @Nullable Expr max, boolean full) {
            super(pos, Math.max(above(x, lo), above(hi, max)));
            this.x = x;
            this.lo = lo;
            this.hi = hi;
            this.max = max;
            this.full = full;
        }
    }

    /** {@code x.(type)} with a given type. */
    public static final class Assert extends Expr {
        public final Expr x;
        public final Expr type;

        public Assert(Pos pos, Expr x, Expr type) {
            super(pos, above(x, type));
            this.x = x;
            this.type = type;
        }
    }

    /** {@code lhs := x.(type)} in a switch. */
    public static final class TypeSwitchGuard extends Expr {
        public final @Nullable Name lhs;
        public final Expr x;

        public TypeSwitchGuard(Pos pos, @Nullable Name lhs, Expr x) {
            super(pos, above(x));
            this.lhs = lhs;
            this.x = x;
        }
    }

    /** {@code op x}, or {@code x op y}; {@code *x} is {@link Operator#MUL} without {@code y}, {@code &x} is {@link Operator#AND}. */
    public static final class Operation extends Expr {
        public final Operator op;
        public final Expr x;
        public final @Nullable Expr y;

        public Operation(Pos pos, Operator op, Expr x, @Nullable Expr y) {
            super(pos, above(x, y));
            this.op = op;
            this.x = x;
            this.y = y;
        }
    }

    /** {@code fun(args...)}; a conversion looks the same. */
    public static final class Call extends Expr {
        public final Expr fun;
        public final List<Expr> args;
        public final boolean hasDots;

        public Call(Pos pos, Expr fun, List<Expr> args, boolean hasDots) {
            super(pos, aboveAll(fun, args));
            this.fun = fun;
            this.args = args;
            this.hasDots = hasDots;
        }
    }

    /** {@code a, b, c}: at least two expressions. */
    public static final class ListExpr extends Expr {
        public final List<Expr> elems;

        public ListExpr(Pos pos, List<Expr> elems) {
            super(pos, aboveAll(null, elems));
            this.elems = elems;
        }
    }

    /** {@code [len]elem}; without length it is {@code [...]elem}. */
    public static final class ArrayType extends Expr {
        public final @Nullable Expr len;
        public final Expr elem;

        public ArrayType(Pos pos, @Nullable Expr len, Expr elem) {
            super(pos, above(len, elem));
            this.len = len;
            this.elem = elem;
        }
    }

    public static final class SliceType extends Expr {
        public final Expr elem;

        public SliceType(Pos pos, Expr elem) {
            super(pos, above(elem));
            this.elem = elem;
        }
    }

    /** {@code ...elem} of a last parameter. */
    public static final class DotsType extends Expr {
        public final Expr elem;

        public DotsType(Pos pos, Expr elem) {
            super(pos, above(elem));
            this.elem = elem;
        }
    }

    /** Fields in order, {@code tags} parallel to them. */
    public static final class StructType extends Expr {
        public final List<Field> fields;
        public final List<@Nullable BasicLit> tags;

        public StructType(Pos pos, List<Field> fields, List<@Nullable BasicLit> tags) {
            super(pos, 1);
            this.fields = fields;
            this.tags = tags;
        }
    }

    /**
     * {@code name type}: a parameter, a field, a method of an interface, a type parameter. Names that share a type have one field each
     * and the same type node. An embedded field or interface element has no name.
     */
    public static final class Field extends Node {
        public final @Nullable Name name;
        public final Expr type;

        public Field(Pos pos, @Nullable Name name, Expr type) {
            super(pos);
            this.name = name;
            this.type = type;
        }
    }

    /** Methods have a name and a {@link FuncType}; embedded elements have no name. */
    public static final class InterfaceType extends Expr {
        public final List<Field> methods;

        public InterfaceType(Pos pos, List<Field> methods) {
            super(pos, 1);
            this.methods = methods;
        }
    }

    public static final class FuncType extends Expr {
        public final List<Field> params;
        public final List<Field> results;

        public FuncType(Pos pos, List<Field> params, List<Field> results) {
            super(pos, 1);
            this.params = params;
            this.results = results;
        }
    }

    public static final class MapType extends Expr {
        public final Expr key;
        public final Expr value;

        public MapType(Pos pos, Expr key, Expr value) {
            super(pos, above(key, value));
            this.key = key;
            this.value = value;
        }
    }

    public enum ChanDir {
        BOTH,
        SEND_ONLY,
        RECV_ONLY
    }

    public static final class ChanType extends Expr {
        public final ChanDir dir;
        public final Expr elem;

        public ChanType(Pos pos, ChanDir dir, Expr elem) {
            super(pos, above(elem));
            this.dir = dir;
            this.elem = elem;
        }
    }

    /** The expression without parentheses around it. */
    public static Expr unparen(Expr x) {
        Expr inner = x;
        while (inner instanceof Paren paren) {
            inner = paren.x;
        }
        return inner;
    }

    /** The elements of a list, a single expression as a list of one, nothing as an empty list. */
    public static List<Expr> unpackList(@Nullable Expr x) {
        return switch (x) {
            case null -> List.of();
            case ListExpr list -> list.elems;
            default -> List.of(x);
        };
    }
}
