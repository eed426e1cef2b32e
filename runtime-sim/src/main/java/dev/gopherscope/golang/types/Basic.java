package dev.gopherscope.golang.types;

/** A predeclared type, typed or untyped, or the invalid type. */
public final class Basic implements Type {
    static final int BOOLEAN = 1;
    static final int INTEGER = 2;
    static final int UNSIGNED = 4;
    static final int FLOAT = 8;
    static final int COMPLEX = 16;
    static final int STRING_INFO = 32;
    static final int UNTYPED = 64;
    static final int ORDERED = INTEGER | FLOAT | STRING_INFO;
    static final int NUMERIC = INTEGER | FLOAT | COMPLEX;
    static final int CONST_TYPE = BOOLEAN | NUMERIC | STRING_INFO;

    /** Kinds in Go's order; those of untyped numbers rise with what they can hold. {@code size} is in bytes on a 64-bit machine. */
    public enum Kind {
        INVALID(0, "invalid type", 0),
        BOOL(BOOLEAN, "bool", 1),
        INT(INTEGER, "int", 8),
        INT8(INTEGER, "int8", 1),
        INT16(INTEGER, "int16", 2),
        INT32(INTEGER, "int32", 4),
        INT64(INTEGER, "int64", 8),
        UINT(INTEGER | UNSIGNED, "uint", 8),
        UINT8(INTEGER | UNSIGNED, "uint8", 1),
        UINT16(INTEGER | UNSIGNED, "uint16", 2),
        UINT32(INTEGER | UNSIGNED, "uint32", 4),
        UINT64(INTEGER | UNSIGNED, "uint64", 8),
        UINTPTR(INTEGER | UNSIGNED, "uintptr", 8),
        FLOAT32(FLOAT, "float32", 4),
        FLOAT64(FLOAT, "float64", 8),
        COMPLEX64(COMPLEX, "complex64", 8),
        COMPLEX128(COMPLEX, "complex128", 16),
        STRING(STRING_INFO, "string", 16),
        UNSAFE_POINTER(0, "Pointer", 8),
        UNTYPED_BOOL(BOOLEAN | UNTYPED, "untyped bool", 0),
        UNTYPED_INT(INTEGER | UNTYPED, "untyped int", 0),
        UNTYPED_RUNE(INTEGER | UNTYPED, "untyped rune", 0),
        UNTYPED_FLOAT(FLOAT | UNTYPED, "untyped float", 0),
        UNTYPED_COMPLEX(COMPLEX | UNTYPED, "untyped complex", 0),
        UNTYPED_STRING(STRING_INFO | UNTYPED, "untyped string", 0),
        UNTYPED_NIL(UNTYPED, "untyped nil", 0);

        final int info;
        final String text;
        final int size;

        Kind(int info, String text, int size) {
            this.info = info;
            this.text = text;
            this.size = size;
        }
    }

    private static final Basic[] ALL = new Basic[Kind.values().length];

    static {
        for (Kind kind : Kind.values()) {
            ALL[kind.ordinal()] = new Basic(kind, kind.text);
        }
    }

    public static final Basic INVALID = of(Kind.INVALID);
    public static final Basic BOOL = of(Kind.BOOL);
    public static final Basic INT = of(Kind.INT);
    public static final Basic STRING = of(Kind.STRING);
    public static final Basic UNTYPED_NIL = of(Kind.UNTYPED_NIL);
    /** The name byte for uint8; identical to it. */
    public static final Basic BYTE = new Basic(Kind.UINT8, "byte");
    /** The name rune for int32; identical to it. */
    public static final Basic RUNE = new Basic(Kind.INT32, "rune");

    private final Kind kind;
    private final String name;

    private Basic(Kind kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    public static Basic of(Kind kind) {
        return ALL[kind.ordinal()];
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    boolean has(int info) {
        return (kind.info & info) != 0;
    }

    public boolean isUntyped() {
        return has(UNTYPED);
    }

    public boolean isInteger() {
        return has(INTEGER);
    }

    public boolean isUnsigned() {
        return has(UNSIGNED);
    }

    public boolean isFloat() {
        return has(FLOAT);
    }

    public boolean isComplex() {
        return has(COMPLEX);
    }

    public boolean isString() {
        return has(STRING_INFO);
    }

    public boolean isBoolean() {
        return has(BOOLEAN);
    }

    @Override
    public Type underlying() {
        return this;
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
