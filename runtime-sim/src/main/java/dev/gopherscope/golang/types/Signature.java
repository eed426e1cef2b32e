package dev.gopherscope.golang.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of a function or method. The receiver is no part of its identity. */
public final class Signature implements Type {
    /** Type parameters that the receiver declares: {@code func (r T[P]) m()}. */
    List<TypeParam> recvTypeParams = List.of();

    List<TypeParam> typeParams = List.of();

    @Nullable
    Scope scope;

    @Nullable
    Var recv;

    Tuple params = Tuple.EMPTY;
    Tuple results = Tuple.EMPTY;
    boolean variadic;

    Signature() {}

    public Signature(
            @Nullable Var recv,
            List<TypeParam> recvTypeParams,
            List<TypeParam> typeParams,
            Tuple params,
            Tuple results,
            boolean variadic) {
        this.recv = recv;
        this.recvTypeParams = TypeParam.bind(recvTypeParams);
        this.typeParams = TypeParam.bind(typeParams);
        this.params = params;
        this.results = results;
        this.variadic = variadic;
    }

    Signature copy() {
        Signature s = new Signature();
        s.recvTypeParams = recvTypeParams;
        s.typeParams = typeParams;
        s.scope = scope;
        s.recv = recv;
        s.params = params;
        s.results = results;
        s.variadic = variadic;
        return s;
    }

    public @Nullable Var recv() {
        return recv;
    }

    public List<TypeParam> typeParams() {
        return typeParams;
    }

    public List<TypeParam> recvTypeParams() {
        return recvTypeParams;
    }

    public Tuple params() {
        return params;
    }

    public Tuple results() {
        return results;
    }

    /** Whether the last parameter, a slice, was written with dots. */
    public boolean variadic() {
        return variadic;
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
