package dev.gopherscope.golang.syntax;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens; keywords come last. Follows {@code syntax/tokens.go}. */
enum Token {
    EOF("EOF"),
    NAME("name"),
    LITERAL("literal"),
    OPERATOR("op"),
    ASSIGN_OP("op="),
    INC_OP("opop"),
    ASSIGN("="),
    DEFINE(":="),
    ARROW("<-"),
    STAR("*"),
    LPAREN("("),
    LBRACK("["),
    LBRACE("{"),
    RPAREN(")"),
    RBRACK("]"),
    RBRACE("}"),
    COMMA(","),
    SEMI(";"),
    COLON(":"),
    DOT("."),
    DOTS("..."),
    BREAK("break"),
    CASE("case"),
    CHAN("chan"),
    CONST("const"),
    CONTINUE("continue"),
    DEFAULT("default"),
    DEFER("defer"),
    ELSE("else"),
    FALLTHROUGH("fallthrough"),
    FOR("for"),
    FUNC("func"),
    GO("go"),
    GOTO("goto"),
    IF("if"),
    IMPORT("import"),
    INTERFACE("interface"),
    MAP("map"),
    PACKAGE("package"),
    RANGE("range"),
    RETURN("return"),
    SELECT("select"),
    STRUCT("struct"),
    SWITCH("switch"),
    TYPE("type"),
    VAR("var");

    private static final Map<String, Token> KEYWORDS = new HashMap<>();

    static {
        for (Token t : values()) {
            if (t.isKeyword()) {
                KEYWORDS.put(t.text, t);
            }
        }
    }

    final String text;

    Token(String text) {
        this.text = text;
    }

    boolean isKeyword() {
        return ordinal() >= BREAK.ordinal();
    }

    static @Nullable Token keyword(String word) {
        return KEYWORDS.get(word);
    }

    /** As messages name it. */
    String described() {
        return switch (this) {
            case COMMA -> "comma";
            case SEMI -> "semicolon or newline";
            default -> isKeyword() ? "keyword " + text : text;
        };
    }
}
