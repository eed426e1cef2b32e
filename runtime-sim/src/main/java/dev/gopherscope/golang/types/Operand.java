package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.ExprPrinter;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An expression that is being checked: what it denotes, its type and value. Follows {@code types2/operand.go}. */
final class Operand {
    Mode mode = Mode.INVALID;

    @Nullable
    Expr expr;

    @Nullable
    Type type;

    @Nullable
    Constant value;

    Builtin.@Nullable Id builtin;

    Operand() {}

    Operand(Mode mode, @Nullable Expr expr, @Nullable Type type) {
        this.mode = mode;
        this.expr = expr;
        this.type = type;
    }

    void set(Operand other) {
        mode = other.mode;
        expr = other.expr;
        type = other.type;
        value = other.value;
        builtin = other.builtin;
    }

    Operand copy() {
        Operand x = new Operand();
        x.set(this);
        return x;
    }

    void invalidate() {
        mode = Mode.INVALID;
    }

    boolean isInvalid() {
        return mode == Mode.INVALID;
    }

    Type type() {
        return Objects.requireNonNull(type);
    }

    Expr expr() {
        return Objects.requireNonNull(expr);
    }

    Constant value() {
        return Objects.requireNonNull(value);
    }

    boolean isNil() {
        return mode == Mode.NIL;
    }

    boolean isConstant() {
        return mode == Mode.CONSTANT;
    }

    /** Where errors about it are reported. */
    Pos start() {
        return expr == null ? Pos.NONE : Positions.start(expr);
    }

    void setConst(Expr.LitKind kind, String literal) {
        Constant c = Literals.value(literal, kind);
        if (c.isUnknown()) {
            mode = Mode.INVALID;
            type = Basic.INVALID;
            return;
        }
        mode = Mode.CONSTANT;
        type = Basic.of(
                switch (kind) {
                    case INT -> Basic.Kind.UNTYPED_INT;
                    case FLOAT -> Basic.Kind.UNTYPED_FLOAT;
                    case IMAG -> Basic.Kind.UNTYPED_COMPLEX;
                    case RUNE -> Basic.Kind.UNTYPED_RUNE;
                    case STRING -> Basic.Kind.UNTYPED_STRING;
                });
        value = c;
    }

    String describe(@Nullable Function<Package, String> qualifier) {
        if (mode == Mode.NIL) {
            if (type == null || type == Basic.INVALID) {
                return "nil (with invalid type)";
            }
            return type == Basic.UNTYPED_NIL ? "nil" : "nil (of type " + TypeWriter.toString(type, qualifier) + ")";
        }
        String text = "";
        if (expr != null) {
            text = ExprPrinter.toString(expr);
        } else if (mode == Mode.BUILTIN && builtin != null) {
            text = builtin.text;
        } else if (mode == Mode.TYPE) {
            text = TypeWriter.toString(type(), qualifier);
        } else if (mode == Mode.CONSTANT) {
            text = value().toString();
        }
        StringBuilder out = new StringBuilder();
        if (!text.isEmpty()) {
            out.append(text).append(" (");
        }
        boolean hasType = false;
        Type t = type;
        switch (mode) {
            case INVALID, NO_VALUE, BUILTIN, TYPE -> {}
            default -> {
                if (t instanceof Basic b && b.isUntyped()) {
                    out.append(b.name()).append(' ');
                } else {
                    hasType = t != null;
                }
            }
        }
        out.append(mode.text);
        if (mode == Mode.CONSTANT && !value().toString().equals(text)) {
            out.append(' ').append(value());
        }
        if (hasType && t != null) {
            describeType(out, t, qualifier);
        }
        if (!text.isEmpty()) {
            out.append(')');
        }
        return out.toString();
    }

    private static void describeType(StringBuilder out, Type t, @Nullable Function<Package, String> qualifier) {
        if (!Predicates.isValid(t)) {
            out.append(" with invalid type");
            return;
        }
        out.append(" of ");
        if (Predicates.isGeneric(t)) {
            out.append("generic ");
        }
        TypeParam p = Type.unalias(t) instanceof TypeParam tp ? tp : null;
        if (p == null && (t instanceof Alias || t instanceof Named)) {
            String kind = compositeKind(t);
            out.append(kind.isEmpty() ? ((Basic) t.underlying()).name() : kind).append(' ');
        }
        out.append("type ").append(TypeWriter.toString(t, qualifier));
        if (p != null) {
            out.append(" constrained by ").append(TypeWriter.toString(p.constraint(), qualifier));
            if (Predicates.hasEmptyTypeset(p)) {
                out.append(" with empty type set");
            }
        }
    }

    /** The kind of a composite type as a word, empty for basic types. */
    static String compositeKind(Type t) {
        return switch (t.underlying()) {
            case Array a -> "array";
            case Slice s -> "slice";
            case Struct s -> "struct";
            case Pointer p -> "pointer";
            case Signature s -> "func";
            case Interface i -> "interface";
            case MapType m -> "map";
            case Chan c -> "chan";
            case Tuple tuple -> "tuple";
            case Union u -> "union";
            default -> "";
        };
    }
}
