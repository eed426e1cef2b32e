package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;

/** A built-in function. */
public final class Builtin extends Obj {
    /** With the least number of arguments, whether more are allowed, and whether a call may stand as a statement. */
    public enum Id {
        APPEND("append", 1, true, false),
        CAP("cap", 1, false, false),
        CLEAR("clear", 1, false, true),
        CLOSE("close", 1, false, true),
        COMPLEX("complex", 2, false, false),
        COPY("copy", 2, false, true),
        DELETE("delete", 2, false, true),
        IMAG("imag", 1, false, false),
        LEN("len", 1, false, false),
        MAKE("make", 1, true, false),
        MAX("max", 1, true, false),
        MIN("min", 1, true, false),
        NEW("new", 1, false, false),
        PANIC("panic", 1, false, true),
        PRINT("print", 0, true, true),
        PRINTLN("println", 0, true, true),
        REAL("real", 1, false, false),
        RECOVER("recover", 0, false, true),
        ADD("Add", 2, false, false),
        ALIGNOF("Alignof", 1, false, false),
        OFFSETOF("Offsetof", 1, false, false),
        SIZEOF("Sizeof", 1, false, false),
        SLICE("Slice", 2, false, false),
        SLICE_DATA("SliceData", 1, false, false),
        STRING("String", 2, false, false),
        STRING_DATA("StringData", 1, false, false);

        final String text;
        final int args;
        final boolean variadic;
        final boolean statement;

        Id(String text, int args, boolean variadic, boolean statement) {
            this.text = text;
            this.args = args;
            this.variadic = variadic;
            this.statement = statement;
        }

        boolean isUnsafe() {
            return ordinal() >= ADD.ordinal();
        }
    }

    private final Id id;

    Builtin(Id id) {
        super(Pos.NONE, null, id.text, Basic.INVALID);
        this.id = id;
    }

    public Id builtinId() {
        return id;
    }
}
