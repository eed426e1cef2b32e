package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import org.jspecify.annotations.Nullable;

/** A variable, parameter, result, receiver or field. */
public final class Var extends Obj {
    public enum Kind {
        PACKAGE("package-level variable"),
        LOCAL("local variable"),
        RECV("receiver"),
        PARAM("parameter"),
        RESULT("result variable"),
        FIELD("struct field");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    private final Kind kind;
    private final boolean embedded;
    private @Nullable Var origin;

    public Var(Kind kind, Pos pos, @Nullable Package pkg, String name, @Nullable Type type) {
        this(kind, pos, pkg, name, type, false);
    }

    private Var(Kind kind, Pos pos, @Nullable Package pkg, String name, @Nullable Type type, boolean embedded) {
        super(pos, pkg, name, type);
        this.kind = kind;
        this.embedded = embedded;
    }

    public static Var field(Pos pos, @Nullable Package pkg, String name, @Nullable Type type, boolean embedded) {
        return new Var(Kind.FIELD, pos, pkg, name, type, embedded);
    }

    /** The same variable of an instance of a generic type. */
    Var withType(Type t) {
        Var v = new Var(kind, pos(), pkg(), name(), t, embedded);
        v.parent = parent;
        v.order = order;
        v.scopePos = scopePos;
        v.origin = origin();
        return v;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isField() {
        return kind == Kind.FIELD;
    }

    public boolean embedded() {
        return embedded;
    }

    /** The variable of the generic declaration that this one was made from, or itself. */
    public Var origin() {
        return origin == null ? this : origin;
    }
}
