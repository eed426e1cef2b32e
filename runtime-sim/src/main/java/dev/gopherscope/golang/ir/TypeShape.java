package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.Var;

/** What the memory of a value looks like: where pointers are, what fits into an interface word, what a shape is. */
public final class TypeShape {
    /** The package that shapes of type arguments are named in. */
    public static final Package SHAPES = new Package("go.shape", "go.shape");

    private TypeShape() {}

    public static boolean hasPointers(Type t) {
        return switch (t.underlying()) {
            case Basic b -> b.isString() || b.kind() == Basic.Kind.UNSAFE_POINTER;
            case Array a -> a.len() != 0 && hasPointers(a.elem());
            case Struct s -> {
                for (Var f : s.fields()) {
                    if (hasPointers(f.type())) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> true;
        };
    }

    /** Whether an interface holds the value itself instead of a pointer to it. */
    public static boolean isDirect(Type t) {
        return switch (t.underlying()) {
            case Pointer p -> true;
            case Chan c -> true;
            case MapType m -> true;
            case Signature s -> true;
            case Basic b -> b.kind() == Basic.Kind.UNSAFE_POINTER;
            case Array a -> a.len() == 1 && isDirect(a.elem());
            case Struct s ->
                s.fields().size() == 1 && isDirect(s.fields().getFirst().type());
            default -> false;
        };
    }

    /** Whether the value has pointers to something that is no text of a string. */
    public static boolean hasNonStringPointers(Type t) {
        return switch (t.underlying()) {
            case Basic b -> b.kind() == Basic.Kind.UNSAFE_POINTER;
            case Array a -> hasNonStringPointers(a.elem());
            case Struct s -> s.fields().stream().anyMatch(f -> hasNonStringPointers(f.type()));
            default -> true;
        };
    }

    public static boolean isShape(Type t) {
        return Type.unalias(t) instanceof Named n && n.obj().pkg() == SHAPES;
    }

    /** Whether a shape occurs in the type. */
    public static boolean hasShape(Type t) {
        return switch (Type.unalias(t)) {
            case Named n -> n.obj().pkg() == SHAPES || n.typeArgs().stream().anyMatch(TypeShape::hasShape);
            case Pointer p -> hasShape(p.elem());
            case Slice s -> hasShape(s.elem());
            case Array a -> hasShape(a.elem());
            case Chan c -> hasShape(c.elem());
            case MapType m -> hasShape(m.key()) || hasShape(m.elem());
            case Struct s -> s.fields().stream().anyMatch(f -> hasShape(f.type()));
            case Signature s ->
                s.params().vars().stream().anyMatch(v -> hasShape(v.type()))
                        || s.results().vars().stream().anyMatch(v -> hasShape(v.type()));
            case Interface i -> i.allMethods().stream().anyMatch(m -> hasShape(m.signature()));
            default -> false;
        };
    }

    public static boolean isInterface(Type t) {
        return Predicates.isInterface(t);
    }

    public static boolean isEmptyInterface(Type t) {
        return t.underlying() instanceof Interface i && i.isEmpty();
    }

    public static boolean isPointer(Type t) {
        return t.underlying() instanceof Pointer;
    }

    public static boolean isUnsafePointer(Type t) {
        return t.underlying() instanceof Basic b && b.kind() == Basic.Kind.UNSAFE_POINTER;
    }

    public static boolean isUintptr(Type t) {
        return t.underlying() instanceof Basic b && b.kind() == Basic.Kind.UINTPTR;
    }

    public static boolean isArray(Type t) {
        return t.underlying() instanceof Array;
    }

    public static boolean isSlice(Type t) {
        return t.underlying() instanceof Slice;
    }

    /** The element of a pointer, slice, array or channel, the value of a map. */
    public static Type elem(Type t) {
        return switch (t.underlying()) {
            case Pointer p -> p.elem();
            case Slice s -> s.elem();
            case Array a -> a.elem();
            case Chan c -> c.elem();
            case MapType m -> m.elem();
            default -> throw new IllegalArgumentException("no element type: " + t);
        };
    }

    /** Whether the type has a name or is predeclared. */
    public static boolean isNamed(Type t) {
        Type u = Type.unalias(t);
        return u instanceof Named || u instanceof Basic;
    }
}
