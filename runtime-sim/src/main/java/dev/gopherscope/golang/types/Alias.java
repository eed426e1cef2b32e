package dev.gopherscope.golang.types;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A name for another type: {@code type A[P any] = rhs}. Follows {@code types2/alias.go}. */
public final class Alias implements Type {
    private final TypeName obj;
    Alias orig;
    List<TypeParam> typeParams = List.of();
    List<Type> typeArgs = List.of();
    Type rhs;
    private @Nullable Type actual;
    /** Set while the right side is being read. */
    boolean pending;

    public Alias(TypeName obj, Type rhs) {
        this.obj = obj;
        this.orig = this;
        this.rhs = rhs;
        if (obj.type == null) {
            obj.type = this;
        }
    }

    public TypeName obj() {
        return orig.obj;
    }

    public Alias origin() {
        return orig;
    }

    public List<TypeParam> typeParams() {
        return typeParams;
    }

    public void setTypeParams(List<TypeParam> list) {
        typeParams = TypeParam.bind(list);
    }

    public List<Type> typeArgs() {
        return typeArgs;
    }

    /** The type on the right of its declaration. */
    public Type rhs() {
        return rhs;
    }

    void setRhs(Type t) {
        rhs = t;
        actual = null;
    }

    /** What it stands for in the end, never an alias. */
    public Type actual() {
        Type t = actual;
        if (t == null) {
            boolean known = !pending;
            t = rhs;
            while (t instanceof Alias a) {
                known &= !a.pending;
                t = a.rhs;
            }
            actual = known ? t : null;
        }
        return Objects.requireNonNull(t);
    }

    @Override
    public Type underlying() {
        return actual().underlying();
    }

    @Override
    public String toString() {
        return TypeWriter.toString(this, null);
    }
}
