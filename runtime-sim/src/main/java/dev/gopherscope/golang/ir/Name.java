package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Type;
import org.jspecify.annotations.Nullable;

/** A variable or a function; the same object wherever it is used. Follows {@code ir/name.go}. */
public final class Name extends Node {
    public enum Kind {
        AUTO,
        PARAM,
        RESULT,
        GLOBAL,
        FUNC,
        /** A variable of an enclosing function, as its closure sees it. */
        CAPTURED
    }

    public final String name;
    public Kind kind;
    /** The function that declares it; null for package level. */
    public @Nullable Fn curfn;
    /** The statement that defines it. */
    public @Nullable Node defn;
    /** What is captured: a variable of the enclosing function, perhaps itself a captured one. */
    public @Nullable Name outer;
    /** The function that it names. */
    public @Nullable Fn func;
    /** A temporary of the compiler. */
    public boolean temp;

    public boolean addrTaken;
    /** Captured by value. */
    public boolean byValue;
    /** Package path if that is not the one being compiled, as a prefix for printing; else empty. */
    public String qualifier = "";
    /** A package variable that nothing assigns to or takes the address of after its initialisation. */
    public boolean builtin;
    /** A parameter or result of a function that was inlined. */
    public boolean inlFormal;

    public boolean inlLocal;
    /** Slot for a pass: the location of the escape analysis. */
    public @Nullable Object location;

    public Name(XPos pos, String name, Kind kind, Type type, @Nullable Fn curfn) {
        super(Op.NAME, pos, type);
        this.name = name;
        this.kind = kind;
        this.curfn = curfn;
    }

    /** The variable itself if this is what a closure sees of it. */
    public Name canonical() {
        Name n = this;
        while (n.kind == Kind.CAPTURED && n.outer != null) {
            n = n.outer;
        }
        return n;
    }

    /** Makes a captured variable of a closure. */
    public static Name capture(XPos pos, Fn closure, Name outer) {
        Name n = new Name(pos, outer.name, Kind.CAPTURED, outer.type, closure);
        n.outer = outer;
        n.qualifier = outer.qualifier;
        n.temp = outer.temp;
        closure.closureVars.add(n);
        return n;
    }

    public boolean isLocal() {
        return kind == Kind.AUTO || kind == Kind.PARAM || kind == Kind.RESULT || kind == Kind.CAPTURED;
    }
}
