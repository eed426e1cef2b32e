package dev.gopherscope.golang.types;

/** What kind of thing an expression denotes; the texts are those of Go's diagnostics. */
enum Mode {
    INVALID("invalid operand"),
    NO_VALUE("no value"),
    BUILTIN("built-in"),
    TYPE("type"),
    CONSTANT("constant"),
    VARIABLE("variable"),
    MAP_INDEX("map index expression"),
    VALUE("value"),
    NIL("nil"),
    COMMA_OK("comma, ok expression"),
    COMMA_ERR("comma, error expression");

    final String text;

    Mode(String text) {
        this.text = text;
    }
}
