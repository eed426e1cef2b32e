package dev.gopherscope.golang.ir;

/**
 * What a node does, with its text and precedence in Go's syntax; statements have precedence -1. Names are those of cmd/compile without
 * their O. Follows {@code ir/node.go} and {@code ir/fmt.go}.
 */
public enum Op {
    NAME("", 8),
    TYPE("", 8),
    LITERAL("", 8),
    NIL("nil", 8),

    ADD("+", 5),
    SUB("-", 5),
    OR("|", 5),
    XOR("^", 5),
    MUL("*", 6),
    DIV("/", 6),
    MOD("%", 6),
    LSH("<<", 6),
    RSH(">>", 6),
    AND("&", 6),
    ANDNOT("&^", 6),
    EQ("==", 4),
    NE("!=", 4),
    LT("<", 4),
    LE("<=", 4),
    GT(">", 4),
    GE(">=", 4),
    ANDAND("&&", 2),
    OROR("||", 1),
    ADDSTR("+", 0),

    PLUS("+", 7),
    NEG("-", 7),
    BITNOT("^", 7),
    NOT("!", 7),
    RECV("<-", 7),
    ADDR("&", 7),
    PTRLIT("&", 0),
    DEREF("*", 7),

    CALLFUNC("function call", 8),
    CALLINTER("function call", 8),
    APPEND("append", 8),
    CAP("cap", 8),
    CLEAR("clear", 8),
    CLOSE("close", 8),
    COMPLEX("complex", 0),
    COPY("copy", 8),
    DELETE("delete", 8),
    IMAG("imag", 0),
    LEN("len", 8),
    MAX("max", 8),
    MIN("min", 8),
    NEW("new", 8),
    PANIC("panic", 8),
    PRINT("print", 8),
    PRINTLN("println", 8),
    REAL("real", 0),
    RECOVER("recover", 0),
    UNSAFEADD("unsafe.Add", 8),
    UNSAFESLICE("unsafe.Slice", 8),
    UNSAFESLICEDATA("unsafe.SliceData", 8),
    UNSAFESTRING("unsafe.String", 8),
    UNSAFESTRINGDATA("unsafe.StringData", 8),
    MAKESLICE("make", 8),
    MAKEMAP("make", 0),
    MAKECHAN("make", 0),
    CHECKNIL("", 0),
    ITAB("", 0),

    CONV("", 8),
    CONVNOP("", 8),
    CONVIFACE("", 8),
    BYTES2STR("", 8),
    RUNES2STR("", 8),
    STR2BYTES("", 8),
    STR2RUNES("", 8),
    RUNESTR("", 8),
    SLICE2ARR("", 8),
    SLICE2ARRPTR("", 8),

    DOT("", 8),
    DOTPTR("", 8),
    DOTINTER("", 8),
    METHVALUE("", 8),
    METHEXPR("", 8),
    DOTTYPE("", 8),
    DOTTYPE2("", 8),
    DYNAMICDOTTYPE("", 0),
    DYNAMICDOTTYPE2("", 0),
    DYNAMICTYPE("", 0),
    INDEX("", 8),
    INDEXMAP("", 8),
    SLICE("", 8),
    SLICEARR("", 8),
    SLICESTR("", 8),
    SLICE3("", 8),
    SLICE3ARR("", 8),

    ARRAYLIT("", 8),
    SLICELIT("", 8),
    STRUCTLIT("", 8),
    MAPLIT("", 8),
    KEY("", 0),
    STRUCTKEY("", 0),
    CLOSURE("", 0),
    INLCALL("", 0),
    PAREN("", 8),

    AS("=", -1),
    AS2("=", -1),
    AS2DOTTYPE("=", -1),
    AS2FUNC("=", -1),
    AS2MAPR("=", -1),
    AS2RECV("=", -1),
    SELRECV2("=", 0),
    ASOP("", -1),
    BLOCK("", -1),
    BREAK("break", -1),
    CASE("case", -1),
    COMM("case", -1),
    CONTINUE("continue", -1),
    DCL("", -1),
    DEFER("defer", -1),
    FALL("fallthrough", -1),
    FOR("for", -1),
    GO("go", -1),
    GOTO("goto", -1),
    IF("if", -1),
    INLMARK("inlmark", 0),
    LABEL("", -1),
    RANGE("range", -1),
    RETURN("return", -1),
    SELECT("select", -1),
    SEND("<-", 3),
    SWITCH("switch", -1),
    TYPESW("", 0);

    private final String text;
    private final int precedence;

    Op(String text, int precedence) {
        this.text = text;
        this.precedence = precedence;
    }

    public String text() {
        return text;
    }

    public int precedence() {
        return precedence;
    }

    public boolean isCompare() {
        return precedence == 4;
    }

    /** Whether the node is a {@link #AS2} of some kind. */
    public boolean isAssignList() {
        return switch (this) {
            case AS2, AS2DOTTYPE, AS2FUNC, AS2MAPR, AS2RECV, SELRECV2 -> true;
            default -> false;
        };
    }
}
