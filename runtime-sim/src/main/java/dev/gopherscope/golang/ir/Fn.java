package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function with its parameters and body: declared, an instance of a generic one, a closure, or imported. Follows {@code ir/func.go}. */
public final class Fn {
    /** Directives that matter here. */
    public enum Pragma {
        NOINLINE("go:noinline"),
        NOESCAPE("go:noescape"),
        UINTPTR_ESCAPES("go:uintptrescapes"),
        UINTPTR_KEEP_ALIVE("go:uintptrkeepalive"),
        YES_WRITE_BARRIER_REC("go:yeswritebarrierrec"),
        CGO_UNSAFE_ARGS("go:cgo_unsafe_args");

        private final String verb;

        Pragma(String verb) {
            this.verb = verb;
        }

        public String verb() {
            return verb;
        }
    }

    /** What makes a closure: a literal, the body of a range over a function, a go or defer statement. */
    public enum Reason {
        LITERAL,
        RANGE,
        GO,
        DEFER
    }

    /** A parameter or result as the signature has it. */
    public static final class Param {
        /** Empty or {@code _} if it has none. */
        public final String name;

        public final XPos pos;
        public final Type type;
        public final boolean dots;
        /** The variable inside the function. */
        public @Nullable Name var;
        /** What calls need to know after the analysis: where it leaks to. */
        public @Nullable Object tag;

        public Param(String name, XPos pos, Type type, boolean dots) {
            this.name = name;
            this.pos = pos;
            this.type = type;
            this.dots = dots;
        }

        public boolean isUnnamed() {
            return name.isEmpty() || name.equals("_");
        }
    }

    /** How a body is read again where it is inlined. */
    public interface Body {
        /** Declares parameters, reads statements into the given function, which stands for the inlined one. */
        void read(Fn into, @Nullable Inlining inlining);
    }

    /** The circumstances of reading a body that is inlined. */
    public record Inlining(Fn caller, XPos.InlCall call, Fn callee) {}

    /** That the function can be inlined. */
    public record Inline(int cost, boolean canDelayResults) {}

    public enum State {
        UNKNOWN,
        PLANNED,
        STARTED,
        TAGGED
    }

    /** As diagnostics print it: {@code f}, {@code (*T).m}, {@code fmt.Println}, {@code f.func1}. */
    public final String name;

    /** {@code name} with its package if that is not the one being compiled. */
    public final String shown;

    public final String pkgPath;
    public final XPos pos;
    public final Name nname;
    public Signature type;
    public final @Nullable Param recv;
    public final List<Param> params = new ArrayList<>();
    public final List<Param> results = new ArrayList<>();
    /** Parameters, results, then local variables in the order of declaration. */
    public List<Name> dcl = new ArrayList<>();

    public List<Name> closureVars = new ArrayList<>();
    public List<Node> body = new ArrayList<>();
    public @Nullable Body source;
    /** The closure expression of a closure. */
    public @Nullable Node closureExpr;

    public @Nullable Fn closureParent;
    /** The function whose range loop this is the body of. */
    public @Nullable Fn rangeParent;

    public boolean wrapper;
    /** An instance that other packages may have too. */
    public boolean instance;

    public boolean packageInit;
    public final Set<Pragma> pragmas = EnumSet.noneOf(Pragma.class);
    public @Nullable Inline inline;
    public boolean inlinabilityChecked;
    public State state = State.UNKNOWN;
    public boolean closureResultsLost;
    private int literals;
    private int ranges;
    private int goDefers;

    public Fn(String name, String shown, String pkgPath, XPos pos, Signature type, @Nullable Param recv) {
        this.name = name;
        this.shown = shown;
        this.pkgPath = pkgPath;
        this.pos = pos;
        this.type = type;
        this.recv = recv;
        this.nname = new Name(pos, name, Name.Kind.FUNC, type, null);
        this.nname.func = this;
    }

    /** Receiver first, if there is one. */
    public List<Param> recvParams() {
        if (recv == null) {
            return params;
        }
        List<Param> all = new ArrayList<>();
        all.add(recv);
        all.addAll(params);
        return all;
    }

    /** Whether it is a function literal that uses variables of the functions around it; others are functions of their own. */
    public boolean isClosure() {
        return closureExpr != null && !closureVars.isEmpty();
    }

    public boolean isBlank() {
        return name.equals("_");
    }

    public int nextClosure(Reason why) {
        return switch (why) {
            case LITERAL -> ++literals;
            case RANGE -> ++ranges;
            case GO, DEFER -> ++goDefers;
        };
    }

    /** Declares variables for parameters and results; blank ones get {@code ~p0} and so on. */
    public void declareParams(boolean setVars) {
        int i = 0;
        for (Param p : recvParams()) {
            declare(p, Name.Kind.PARAM, "~p" + i++, setVars);
        }
        i = 0;
        for (Param p : results) {
            declare(p, Name.Kind.RESULT, "~r" + i++, setVars);
        }
    }

    private void declare(Param p, Name.Kind kind, String fallback, boolean setVars) {
        Name n = new Name(p.pos, p.isUnnamed() ? fallback : p.name, kind, p.type, this);
        if (!p.isUnnamed()) {
            n.qualifier = qualifier();
        }
        dcl.add(n);
        if (setVars) {
            p.var = n;
        }
    }

    /** The package's name and a dot for functions of other packages. */
    public String qualifier() {
        return shown.equals(name) ? "" : shown.substring(0, shown.length() - name.length());
    }

    /** Whether a closure lies inside this function, however deep. */
    public boolean contains(@Nullable Fn c) {
        if (c == null || c == this || c.closureExpr == null) {
            return false;
        }
        for (Fn p = c.closureParent; p != null; p = p.closureParent) {
            if (p == this) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return shown;
    }
}
