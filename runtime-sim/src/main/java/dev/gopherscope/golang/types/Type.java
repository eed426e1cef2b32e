package dev.gopherscope.golang.types;

/** A Go type. Types are compared with {@link Predicates#identical}; only {@link Named} and {@link TypeParam} have an identity. */
public sealed interface Type
        permits Alias,
                Array,
                Basic,
                Chan,
                Interface,
                MapType,
                Named,
                Pointer,
                Signature,
                Slice,
                Struct,
                Tuple,
                TypeParam,
                Union {

    /** The type without names: never a {@link Named}, {@link Alias} or {@link TypeParam}. That of a type parameter is its interface. */
    Type underlying();

    /** The type itself, or what an alias stands for. */
    static Type unalias(Type t) {
        return t instanceof Alias a ? a.actual() : t;
    }
}
