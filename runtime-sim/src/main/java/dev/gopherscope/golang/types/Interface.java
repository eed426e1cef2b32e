package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code interface{methods; embedded types}}. Follows {@code types2/interface.go}. */
public final class Interface implements Type {
    @Nullable
    Checker check;
    /** Explicit methods, sorted. */
    List<Func> methods;

    List<Type> embeddeds;
    List<Pos> embedPos = List.of();
    /** Stands for a constraint that was written without the word interface. */
    boolean implicit;

    boolean complete;

    @Nullable
    TypeSet tset;

    private static final Interface EMPTY = complete(TypeSet.TOP);

    Interface(@Nullable Checker check) {
        this.check = check;
        this.methods = new ArrayList<>();
        this.embeddeds = new ArrayList<>();
        if (check != null) {
            check.needsCleanup(this);
        }
    }

    /** A complete interface; {@code embedPos} is parallel to the embedded types or empty. */
    public Interface(@Nullable Checker check, List<Func> methods, List<Type> embeddeds) {
        this.check = check;
        this.methods = TypeSet.sorted(methods);
        this.embeddeds = embeddeds;
        this.complete = true;
        for (Func m : this.methods) {
            Signature sig = m.signature();
            if (sig.recv == null) {
                sig.recv = new Var(Var.Kind.RECV, m.pos(), m.pkg(), "", this);
            }
        }
    }

    static Interface complete(TypeSet tset) {
        Interface i = new Interface(null, List.of(), List.of());
        i.tset = tset;
        return i;
    }

    /** {@code interface{}} where no type was written. */
    public static Interface emptyInterface() {
        return EMPTY;
    }

    public void markImplicit() {
        implicit = true;
    }

    TypeSet typeSet() {
        return TypeSet.compute(check, Pos.NONE, this);
    }

    public List<Func> explicitMethods() {
        return methods;
    }

    public List<Type> embeddedTypes() {
        return embeddeds;
    }

    /** All methods, those of embedded interfaces included, sorted by name. */
    public List<Func> allMethods() {
        return typeSet().methods;
    }

    /** Whether all types implement it. */
    public boolean isEmpty() {
        return typeSet().isAll();
    }

    public boolean isComparable() {
        return typeSet().isComparable(null);
    }

    /** Whether it has methods only, so that variables can have this type. */
    public boolean isMethodSet() {
        return typeSet().isMethodSet();
    }

    void cleanup() {
        typeSet();
        check = null;
        embedPos = List.of();
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
