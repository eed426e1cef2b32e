package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.List;

/** What is predeclared, and package unsafe. Follows {@code types2/universe.go}. */
public final class Universe {
    public static final Scope SCOPE = new Scope(null, Pos.NONE, Pos.NONE);
    public static final Package UNSAFE = new Package("unsafe", "unsafe");

    /** The underlying type of {@code any}. */
    static final Interface ANY_TYPE = Interface.complete(TypeSet.TOP);

    public static final Type ANY;
    public static final Named ERROR;
    public static final Named COMPARABLE;
    static final Const IOTA;

    static {
        UNSAFE.complete = true;
        for (Basic.Kind kind : Basic.Kind.values()) {
            Basic t = Basic.of(kind);
            if (kind == Basic.Kind.UNSAFE_POINTER) {
                UNSAFE.scope().insert(new TypeName(Pos.NONE, UNSAFE, t.name(), t));
            } else if (!t.name().contains(" ")) {
                SCOPE.insert(new TypeName(Pos.NONE, null, t.name(), t));
            }
        }
        SCOPE.insert(new TypeName(Pos.NONE, null, "byte", Basic.BYTE));
        SCOPE.insert(new TypeName(Pos.NONE, null, "rune", Basic.RUNE));
        TypeName any = new TypeName(Pos.NONE, null, "any", null);
        ANY = new Alias(any, ANY_TYPE);
        SCOPE.insert(any);

        TypeName error = new TypeName(Pos.NONE, null, "error", null);
        ERROR = new Named(error);
        Var result = new Var(Var.Kind.RESULT, Pos.NONE, null, "", Basic.STRING);
        Var recv = new Var(Var.Kind.RECV, Pos.NONE, null, "", ERROR);
        Signature sig = new Signature(recv, List.of(), List.of(), Tuple.EMPTY, Tuple.of(result), false);
        ERROR.setUnderlying(new Interface(null, List.of(new Func(Pos.NONE, null, "Error", sig)), List.of()));
        SCOPE.insert(error);

        TypeName comparable = new TypeName(Pos.NONE, null, "comparable", null);
        COMPARABLE = new Named(comparable);
        COMPARABLE.setUnderlying(Interface.complete(new TypeSet(List.of(), TermList.ALL, true)));
        SCOPE.insert(comparable);

        Basic untypedBool = Basic.of(Basic.Kind.UNTYPED_BOOL);
        SCOPE.insert(new Const(Pos.NONE, null, "true", untypedBool, Constant.of(true)));
        SCOPE.insert(new Const(Pos.NONE, null, "false", untypedBool, Constant.of(false)));
        IOTA = new Const(Pos.NONE, null, "iota", Basic.of(Basic.Kind.UNTYPED_INT), Constant.of(0));
        SCOPE.insert(IOTA);
        SCOPE.insert(new Nil());
        for (Builtin.Id id : Builtin.Id.values()) {
            Builtin b = new Builtin(id);
            if (id.isUnsafe()) {
                b.pkg = UNSAFE;
                UNSAFE.scope().insert(b);
            } else {
                SCOPE.insert(b);
            }
        }
    }

    private Universe() {}
}
