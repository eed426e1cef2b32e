package dev.gopherscope.golang.types;

import org.jspecify.annotations.Nullable;

/** What the checker found out about an expression. {@code value} is there for constants only. */
public final class TypeAndValue {
    final Mode mode;
    private final Type type;
    private final @Nullable Constant value;

    TypeAndValue(Mode mode, Type type, @Nullable Constant value) {
        this.mode = mode;
        this.type = type;
        this.value = value;
    }

    public Type type() {
        return type;
    }

    public @Nullable Constant value() {
        return value;
    }

    /** A call without results. */
    public boolean isVoid() {
        return mode == Mode.NO_VALUE;
    }

    public boolean isType() {
        return mode == Mode.TYPE;
    }

    public boolean isBuiltin() {
        return mode == Mode.BUILTIN;
    }

    public boolean isValue() {
        return switch (mode) {
            case CONSTANT, VARIABLE, MAP_INDEX, VALUE, NIL, COMMA_OK, COMMA_ERR -> true;
            default -> false;
        };
    }

    public boolean isConstant() {
        return value != null;
    }

    public boolean isNil() {
        return mode == Mode.NIL;
    }

    public boolean addressable() {
        return mode == Mode.VARIABLE;
    }

    public boolean assignable() {
        return mode == Mode.VARIABLE || mode == Mode.MAP_INDEX;
    }

    /** Whether it may give a second, boolean result. */
    public boolean hasOk() {
        return mode == Mode.COMMA_OK || mode == Mode.MAP_INDEX;
    }

    @Override
    public String toString() {
        return mode.text + " " + type + (value == null ? "" : " " + value);
    }
}
