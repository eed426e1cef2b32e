package dev.gopherscope.golang.syntax;

/** Cuts a text into tokens and puts in semicolons at the ends of lines. Follows {@code syntax/scanner.go}. */
abstract class Scanner extends SourceReader {
    private boolean nlsemi;

    /** Position of the current token. */
    int line;

    int col;
    Token tok = Token.EOF;
    /** Text of a name or literal; of a semicolon what it stands for: semicolon, newline or EOF. */
    String lit = "";

    boolean bad;
    Expr.LitKind kind = Expr.LitKind.INT;
    Operator op = Operator.ADD;
    int prec;

    Scanner(byte[] text) {
        super(text);
    }

    /** A line comment that begins with {@code //go:}. */
    abstract void directive(int line, int col, String text);

    private void errorAt(int offset, String message) {
        report(line, col + offset, message);
    }

    private void set(Token t) {
        nextch();
        tok = t;
    }

    private void operator(Operator o, int precedence) {
        op = o;
        prec = precedence;
        tok = Token.OPERATOR;
    }

    /** After an operator that may be followed by an equals sign. */
    private void assignable(Operator o) {
        operator(o, o.precedence());
        if (ch == '=') {
            nextch();
            tok = Token.ASSIGN_OP;
        }
    }

    final void next() {
        boolean semi = nlsemi;
        nlsemi = false;
        while (!scan(semi)) {
            // a comment or an invalid character was skipped
        }
    }

    private boolean scan(boolean semi) {
        while (ch == ' ' || ch == '\t' || ch == '\n' && !semi || ch == '\r') {
            nextch();
        }
        line = currentLine();
        col = currentCol();
        startSegment();
        if (isLetter(ch) || ch >= 0x80 && atIdentChar(true)) {
            nextch();
            ident();
            return true;
        }
        switch (ch) {
            case -1 -> {
                lit = "EOF";
                tok = semi ? Token.SEMI : Token.EOF;
            }
            case '\n' -> {
                lit = "newline";
                set(Token.SEMI);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(false);
            case '"' -> stdString();
            case '`' -> rawString();
            case '\'' -> rune();
            case '(' -> set(Token.LPAREN);
            case '[' -> set(Token.LBRACK);
            case '{' -> set(Token.LBRACE);
            case ',' -> set(Token.COMMA);
            case ';' -> {
                lit = "semicolon";
                set(Token.SEMI);
            }
            case ')' -> closing(Token.RPAREN);
            case ']' -> closing(Token.RBRACK);
            case '}' -> closing(Token.RBRACE);
            case ':' -> {
                set(Token.COLON);
                if (ch == '=') {
                    set(Token.DEFINE);
                }
            }
            case '.' -> dot();
            case '+' -> plusOrMinus(Operator.ADD);
            case '-' -> plusOrMinus(Operator.SUB);
            case '*' -> {
                nextch();
                op = Operator.MUL;
                prec = op.precedence();
                tok = Token.STAR;
                if (ch == '=') {
                    set(Token.ASSIGN_OP);
                }
            }
            case '/' -> {
                nextch();
                if (ch == '/') {
                    nextch();
                    lineComment();
                    return false;
                }
                if (ch == '*') {
                    nextch();
                    fullComment();
                    if (currentLine() > line && semi) {
                        lit = "newline";
                        tok = Token.SEMI;
                        return true;
                    }
                    return false;
                }
                assignable(Operator.DIV);
            }
            case '%' -> {
                nextch();
                assignable(Operator.REM);
            }
            case '&' -> {
                nextch();
                if (ch == '&') {
                    nextch();
                    operator(Operator.AND_AND, Operator.AND_AND.precedence());
                } else if (ch == '^') {
                    nextch();
                    assignable(Operator.AND_NOT);
                } else {
                    assignable(Operator.AND);
                }
            }
            case '|' -> {
                nextch();
                if (ch == '|') {
                    nextch();
                    operator(Operator.OR_OR, Operator.OR_OR.precedence());
                } else {
                    assignable(Operator.OR);
                }
            }
            case '^' -> {
                nextch();
                assignable(Operator.XOR);
            }
            case '<' -> {
                nextch();
                if (ch == '<') {
                    nextch();
                    assignable(Operator.SHL);
                } else if (ch == '-') {
                    set(Token.ARROW);
                } else {
                    comparison(Operator.LSS, Operator.LEQ);
                }
            }
            case '>' -> {
                nextch();
                if (ch == '>') {
                    nextch();
                    assignable(Operator.SHR);
                } else {
                    comparison(Operator.GTR, Operator.GEQ);
                }
            }
            case '=' -> {
                nextch();
                tok = Token.ASSIGN;
                if (ch == '=') {
                    nextch();
                    operator(Operator.EQL, Operator.EQL.precedence());
                }
            }
            case '!' -> {
                nextch();
                operator(Operator.NOT, 0);
                if (ch == '=') {
                    nextch();
                    operator(Operator.NEQ, Operator.NEQ.precedence());
                }
            }
            case '~' -> {
                nextch();
                operator(Operator.TILDE, 0);
            }
            default -> {
                error("invalid character " + Chars.unicode(ch));
                nextch();
                return false;
            }
        }
        return true;
    }

    private void closing(Token t) {
        set(t);
        nlsemi = true;
    }

    private void comparison(Operator alone, Operator withEquals) {
        Operator o = alone;
        if (ch == '=') {
            nextch();
            o = withEquals;
        }
        operator(o, o.precedence());
    }

    private void plusOrMinus(Operator o) {
        int first = ch;
        nextch();
        if (ch == first) {
            op = o;
            prec = o.precedence();
            nlsemi = true;
            set(Token.INC_OP);
        } else {
            assignable(o);
        }
    }

    private void dot() {
        nextch();
        if (isDecimal(ch)) {
            number(true);
            return;
        }
        if (ch == '.') {
            nextch();
            if (ch == '.') {
                set(Token.DOTS);
                return;
            }
            rewind();
            nextch();
        }
        tok = Token.DOT;
    }

    private void ident() {
        while (isLetter(ch) || isDecimal(ch)) {
            nextch();
        }
        if (ch >= 0x80) {
            while (atIdentChar(false)) {
                nextch();
            }
        }
        Token keyword = segmentKeyword();
        if (keyword != null) {
            nlsemi = keyword == Token.BREAK
                    || keyword == Token.CONTINUE
                    || keyword == Token.FALLTHROUGH
                    || keyword == Token.RETURN;
            tok = keyword;
            return;
        }
        nlsemi = true;
        lit = segment();
        tok = Token.NAME;
    }

    private boolean atIdentChar(boolean first) {
        if (ch < 0) {
            return false;
        }
        if (Character.isLetter(ch) || ch == '_') {
            return true;
        }
        if (Character.getType(ch) == Character.DECIMAL_DIGIT_NUMBER) {
            if (first) {
                error("identifier cannot begin with digit " + Chars.unicode(ch));
            }
            return true;
        }
        if (ch >= 0x80) {
            error("invalid character " + Chars.unicode(ch) + " in identifier");
            return true;
        }
        return false;
    }

    static boolean isLetter(int c) {
        return 'a' <= (c | 0x20) && (c | 0x20) <= 'z' && c < 0x80 || c == '_';
    }

    static boolean isDecimal(int c) {
        return '0' <= c && c <= '9';
    }

    static boolean isHex(int c) {
        return isDecimal(c) || 'a' <= (c | 0x20) && (c | 0x20) <= 'f';
    }

    private void literal(Expr.LitKind k, boolean ok) {
        nlsemi = true;
        tok = Token.LITERAL;
        lit = segment();
        bad = !ok;
        kind = k;
    }

    private int invalidDigit;

    /** Bit 0: there are digits; bit 1: there are underscores. */
    private int digits(int base) {
        int seen = 0;
        while (ch == '_' || (base <= 10 ? isDecimal(ch) : isHex(ch))) {
            if (ch == '_') {
                seen |= 2;
            } else {
                if (base <= 10 && ch >= '0' + base && invalidDigit < 0) {
                    invalidDigit = currentCol() - col;
                }
                seen |= 1;
            }
            nextch();
        }
        return seen;
    }

    private void number(boolean afterPoint) {
        boolean ok = true;
        boolean point = afterPoint;
        Expr.LitKind k = Expr.LitKind.INT;
        int base = 10;
        char prefix = 0;
        int seen = 0;
        invalidDigit = -1;
        if (!point) {
            if (ch == '0') {
                nextch();
                switch (ch | 0x20) {
                    case 'x' -> {
                        base = 16;
                        prefix = 'x';
                    }
                    case 'o' -> {
                        base = 8;
                        prefix = 'o';
                    }
                    case 'b' -> {
                        base = 2;
                        prefix = 'b';
                    }
                    default -> {
                        base = 8;
                        prefix = '0';
                        seen = 1;
                    }
                }
                if (prefix != '0') {
                    nextch();
                }
            }
            seen |= digits(base);
            if (ch == '.') {
                if (prefix == 'o' || prefix == 'b') {
                    error("invalid radix point in " + baseName(base) + " literal");
                    ok = false;
                }
                nextch();
                point = true;
            }
        }
        if (point) {
            k = Expr.LitKind.FLOAT;
            seen |= digits(base);
        }
        if ((seen & 1) == 0 && ok) {
            error(baseName(base) + " literal has no digits");
            ok = false;
        }
        int e = ch < 0 ? ch : ch | 0x20;
        if (e == 'e' || e == 'p') {
            if (ok && e == 'e' && prefix != 0 && prefix != '0') {
                error(Chars.quote(ch) + " exponent requires decimal mantissa");
                ok = false;
            } else if (ok && e == 'p' && prefix != 'x') {
                error(Chars.quote(ch) + " exponent requires hexadecimal mantissa");
                ok = false;
            }
            nextch();
            k = Expr.LitKind.FLOAT;
            if (ch == '+' || ch == '-') {
                nextch();
            }
            int invalid = invalidDigit;
            seen = digits(10) | seen & 2;
            invalidDigit = invalid;
            if ((seen & 1) == 0 && ok) {
                error("exponent has no digits");
                ok = false;
            }
        } else if (prefix == 'x' && k == Expr.LitKind.FLOAT && ok) {
            error("hexadecimal mantissa requires a 'p' exponent");
            ok = false;
        }
        if (ch == 'i') {
            k = Expr.LitKind.IMAG;
            nextch();
        }
        literal(k, ok);
        if (k == Expr.LitKind.INT && invalidDigit >= 0 && ok) {
            errorAt(
                    invalidDigit,
                    "invalid digit " + Chars.quote(lit.charAt(invalidDigit)) + " in " + baseName(base) + " literal");
            ok = false;
        }
        if ((seen & 2) != 0 && ok) {
            int i = invalidSeparator(lit);
            if (i >= 0) {
                errorAt(i, "'_' must separate successive digits");
                ok = false;
            }
        }
        bad = !ok;
    }

    private static String baseName(int base) {
        return switch (base) {
            case 2 -> "binary";
            case 8 -> "octal";
            case 10 -> "decimal";
            default -> "hexadecimal";
        };
    }

    private static int invalidSeparator(String x) {
        char form = ' ';
        char d = '.';
        int i = 0;
        if (x.length() >= 2 && x.charAt(0) == '0') {
            form = (char) (x.charAt(1) | 0x20);
            if (form == 'x' || form == 'o' || form == 'b') {
                d = '0';
                i = 2;
            }
        }
        for (; i < x.length(); i++) {
            char before = d;
            d = x.charAt(i);
            if (d == '_') {
                if (before != '0') {
                    return i;
                }
            } else if (isDecimal(d) || form == 'x' && isHex(d)) {
                d = '0';
            } else {
                if (before == '_') {
                    return i - 1;
                }
                d = '.';
            }
        }
        return d == '_' ? x.length() - 1 : -1;
    }

    private void rune() {
        boolean ok = true;
        nextch();
        for (int n = 0; ; n++) {
            if (ch == '\'') {
                if (ok && n == 0) {
                    error("empty rune literal or unescaped '");
                    ok = false;
                } else if (ok && n != 1) {
                    errorAt(0, "more than one character in rune literal");
                    ok = false;
                }
                nextch();
                break;
            }
            if (ch == '\\') {
                nextch();
                ok &= escape('\'');
                continue;
            }
            if (ch == '\n') {
                if (ok) {
                    error("newline in rune literal");
                    ok = false;
                }
                break;
            }
            if (ch < 0) {
                if (ok) {
                    errorAt(0, "rune literal not terminated");
                    ok = false;
                }
                break;
            }
            nextch();
        }
        literal(Expr.LitKind.RUNE, ok);
    }

    private void stdString() {
        boolean ok = true;
        nextch();
        while (ch != '"') {
            if (ch == '\\') {
                nextch();
                ok &= escape('"');
            } else if (ch == '\n') {
                error("newline in string");
                literal(Expr.LitKind.STRING, false);
                return;
            } else if (ch < 0) {
                errorAt(0, "string not terminated");
                literal(Expr.LitKind.STRING, false);
                return;
            } else {
                nextch();
            }
        }
        nextch();
        literal(Expr.LitKind.STRING, ok);
    }

    private void rawString() {
        nextch();
        while (ch != '`') {
            if (ch < 0) {
                errorAt(0, "string not terminated");
                literal(Expr.LitKind.STRING, false);
                return;
            }
            nextch();
        }
        nextch();
        literal(Expr.LitKind.STRING, true);
    }

    private void lineComment() {
        while (ch >= 0 && ch != '\n') {
            nextch();
        }
        String text = segment();
        if (text.startsWith("//go:")) {
            directive(line, col, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }

    private void fullComment() {
        while (ch >= 0) {
            while (ch == '*') {
                nextch();
                if (ch == '/') {
                    nextch();
                    return;
                }
            }
            nextch();
        }
        errorAt(0, "comment not terminated");
    }

    private boolean escape(int quote) {
        int n;
        int base;
        long max;
        switch (ch) {
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> {
                nextch();
                return true;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                n = 3;
                base = 8;
                max = 255;
            }
            case 'x' -> {
                nextch();
                n = 2;
                base = 16;
                max = 255;
            }
            case 'u', 'U' -> {
                n = ch == 'u' ? 4 : 8;
                nextch();
                base = 16;
                max = Character.MAX_CODE_POINT;
            }
            default -> {
                if (ch == quote) {
                    nextch();
                    return true;
                }
                if (ch < 0) {
                    return true;
                }
                error("unknown escape");
                return false;
            }
        }
        long x = 0;
        for (int i = n; i > 0; i--) {
            if (ch < 0) {
                return true;
            }
            int d = isHex(ch) ? Character.digit(ch, 16) : base;
            if (d >= base) {
                error("invalid character " + Chars.quote(ch) + " in " + baseName(base) + " escape");
                return false;
            }
            x = x * base + d;
            nextch();
        }
        if (x > max && base == 8) {
            error("octal escape value " + x + " > 255");
            return false;
        }
        if (x > max || 0xD800 <= x && x < 0xE000) {
            error("escape is invalid Unicode code point U+" + String.format("%04X", x));
            return false;
        }
        return true;
    }
}
