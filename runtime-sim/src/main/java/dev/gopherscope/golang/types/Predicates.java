package dev.gopherscope.golang.types;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Questions about types. Follows {@code types2/predicates.go} and {@code types2/under.go}. */
public final class Predicates {
    private Predicates() {}

    /** A type without its pointer, and whether there was one. */
    public record Deref(Type type, boolean isPointer) {}

    public static Deref deref(Type t) {
        return Type.unalias(t) instanceof Pointer p ? new Deref(p.base, true) : new Deref(t, false);
    }

    public static boolean isValid(Type t) {
        return Type.unalias(t) != Basic.INVALID;
    }

    static boolean isBasic(@Nullable Type t, int info) {
        return t != null && t.underlying() instanceof Basic b && b.has(info);
    }

    public static boolean isBoolean(Type t) {
        return isBasic(t, Basic.BOOLEAN);
    }

    public static boolean isInteger(Type t) {
        return isBasic(t, Basic.INTEGER);
    }

    public static boolean isUnsigned(Type t) {
        return isBasic(t, Basic.UNSIGNED);
    }

    public static boolean isFloat(Type t) {
        return isBasic(t, Basic.FLOAT);
    }

    public static boolean isComplex(Type t) {
        return isBasic(t, Basic.COMPLEX);
    }

    public static boolean isNumeric(Type t) {
        return isBasic(t, Basic.NUMERIC);
    }

    public static boolean isString(Type t) {
        return isBasic(t, Basic.STRING_INFO);
    }

    static boolean isConstType(Type t) {
        return isBasic(t, Basic.CONST_TYPE);
    }

    /** As {@link #isBasic}, for a type parameter asked of all types in its type set. */
    static boolean allBasic(Type t, int info) {
        if (Type.unalias(t) instanceof TypeParam p) {
            return p.is(term -> term != null && isBasic(term.type(), info));
        }
        return isBasic(t, info);
    }

    static boolean allInteger(Type t) {
        return allBasic(t, Basic.INTEGER);
    }

    static boolean allNumeric(Type t) {
        return allBasic(t, Basic.NUMERIC);
    }

    static boolean hasName(Type t) {
        return switch (Type.unalias(t)) {
            case Basic b -> true;
            case Named n -> true;
            case TypeParam p -> true;
            default -> false;
        };
    }

    static boolean isTypeLit(Type t) {
        return switch (Type.unalias(t)) {
            case Named n -> false;
            case TypeParam p -> false;
            default -> true;
        };
    }

    public static boolean isTyped(Type t) {
        return !(t instanceof Basic b) || !b.isUntyped();
    }

    public static boolean isUntyped(Type t) {
        return !isTyped(t);
    }

    static boolean isUntypedNumeric(Type t) {
        return t instanceof Basic b && b.isUntyped() && b.has(Basic.NUMERIC);
    }

    public static boolean isInterface(Type t) {
        return t.underlying() instanceof Interface;
    }

    public static boolean isNonTypeParamInterface(Type t) {
        return !isTypeParam(t) && isInterface(t);
    }

    public static boolean isTypeParam(Type t) {
        return Type.unalias(t) instanceof TypeParam;
    }

    static boolean isInterfacePtr(Type t) {
        return t.underlying() instanceof Pointer p && isInterface(p.base);
    }

    static boolean isUnsafePointer(Type t) {
        return t.underlying() instanceof Basic b && b.kind() == Basic.Kind.UNSAFE_POINTER;
    }

    public static @Nullable Named asNamed(@Nullable Type t) {
        return t != null && Type.unalias(t) instanceof Named n ? n : null;
    }

    static boolean isGeneric(Type t) {
        if (t instanceof Alias a && !a.typeParams.isEmpty() && a.typeArgs.isEmpty()) {
            return true;
        }
        Named n = asNamed(t);
        return n != null && !n.isInstance() && !n.typeParams().isEmpty();
    }

    static boolean hasEmptyTypeset(Type t) {
        if (Type.unalias(t) instanceof TypeParam p && p.bound != null) {
            return safeUnderlying(p.bound) instanceof Interface i && i.tset != null && i.tset.isEmpty();
        }
        return false;
    }

    /** The underlying type as far as it is known; for messages about types in the making. */
    static @Nullable Type safeUnderlying(Type t) {
        Named n = asNamed(t);
        return n != null ? n.underlyingOrNull() : t.underlying();
    }

    /** Whether values can be compared with {@code ==}, perhaps with a panic for interfaces. */
    public static boolean comparable(Type t) {
        return incomparable(t, true, null) == null;
    }

    /** Why values of the type cannot be compared, null if they can. {@code dynamic}: comparing interfaces may panic. */
    static @Nullable TypeError incomparable(Type type, boolean dynamic, @Nullable Set<Type> seenSoFar) {
        Set<Type> seen = seenSoFar != null ? seenSoFar : Collections.newSetFromMap(new IdentityHashMap<>());
        if (!seen.add(type)) {
            return null;
        }
        switch (type.underlying()) {
            case Basic b -> {
                return b.kind() == Basic.Kind.UNTYPED_NIL ? new TypeError("") : null;
            }
            case Pointer p -> {
                return null;
            }
            case Chan c -> {
                return null;
            }
            case Struct s -> {
                for (Var f : s.fields) {
                    if (incomparable(f.type(), dynamic, seen) != null) {
                        return new TypeError("struct containing %s cannot be compared", f.type());
                    }
                }
                return null;
            }
            case Array a -> {
                return incomparable(a.elem, dynamic, seen) != null
                        ? new TypeError("%s cannot be compared", type)
                        : null;
            }
            case Interface i -> {
                if (dynamic && !isTypeParam(type) || i.typeSet().isComparable(seen)) {
                    return null;
                }
                return new TypeError(i.typeSet().isEmpty() ? "empty type set" : "incomparable types in type set");
            }
            default -> {
                return new TypeError("");
            }
        }
    }

    static boolean hasNil(Type t) {
        return switch (t.underlying()) {
            case Basic b -> b.kind() == Basic.Kind.UNSAFE_POINTER;
            case Slice s -> true;
            case Pointer p -> true;
            case Signature s -> true;
            case MapType m -> true;
            case Chan c -> true;
            case Interface i -> !isTypeParam(t) || underIs(t, u -> u != null && hasNil(u));
            default -> false;
        };
    }

    /** Whether the predicate holds for the underlying types of all types of a type parameter, or that of the type itself. */
    static boolean underIs(Type t, Predicate<@Nullable Type> f) {
        return all(t, (x, u) -> f.test(u));
    }

    static boolean all(Type t, BiPredicate<@Nullable Type, @Nullable Type> f) {
        if (Type.unalias(t) instanceof TypeParam p) {
            return p.typeset(f);
        }
        return f.test(t, t.underlying());
    }

    /** The common underlying type of all types in the type set, or why there is none. */
    record CommonUnder(@Nullable Type type, @Nullable TypeError error) {}

    static CommonUnder commonUnder(
            Type type, @Nullable BiFunction<@Nullable Type, @Nullable Type, @Nullable TypeError> cond) {
        final class Fold implements BiPredicate<@Nullable Type, @Nullable Type> {
            @Nullable
            Type ct;

            @Nullable
            Type cu;

            @Nullable
            TypeError error;

            private boolean fail(TypeError e) {
                error = e;
                return false;
            }

            @Override
            public boolean test(@Nullable Type t, @Nullable Type u) {
                if (cond != null) {
                    TypeError e = cond.apply(t, u);
                    if (e != null) {
                        return fail(e);
                    }
                }
                if (u == null || t == null) {
                    return fail(new TypeError("no specific type"));
                }
                if (cu == null || ct == null) {
                    ct = t;
                    cu = u;
                    return true;
                }
                if (cu instanceof Chan a && u instanceof Chan b) {
                    if (!identical(a.elem, b.elem)) {
                        return fail(new TypeError("channels %s and %s have different element types", ct, t));
                    }
                    if (a.dir != b.dir) {
                        if (a.dir == Chan.Dir.SEND_RECV) {
                            ct = t;
                            cu = u;
                        } else if (b.dir != Chan.Dir.SEND_RECV) {
                            return fail(new TypeError("channels %s and %s have conflicting directions", ct, t));
                        }
                    }
                    return true;
                }
                if (!identical(cu, u)) {
                    return fail(new TypeError("%s and %s have different underlying types", ct, t));
                }
                return true;
            }
        }
        Fold fold = new Fold();
        all(type, fold);
        return fold.error != null ? new CommonUnder(null, fold.error) : new CommonUnder(fold.cu, null);
    }

    public static boolean identical(Type x, Type y) {
        return new Identity(false, false).identical(x, y, null);
    }

    static boolean identicalIgnoreTags(Type x, Type y) {
        return new Identity(true, false).identical(x, y, null);
    }

    /** The type that an untyped value gets where nothing else is asked for. */
    public static Type defaultType(Type t) {
        if (t instanceof Basic b) {
            return switch (b.kind()) {
                case UNTYPED_BOOL -> Basic.BOOL;
                case UNTYPED_INT -> Basic.INT;
                case UNTYPED_RUNE -> Basic.RUNE;
                case UNTYPED_FLOAT -> Basic.of(Basic.Kind.FLOAT64);
                case UNTYPED_COMPLEX -> Basic.of(Basic.Kind.COMPLEX128);
                case UNTYPED_STRING -> Basic.STRING;
                default -> t;
            };
        }
        return t;
    }

    /** The larger of two untyped numeric kinds; null if the types have none in common. */
    static @Nullable Type maxType(Type x, Type y) {
        if (x == y) {
            return x;
        }
        if (isUntypedNumeric(x) && isUntypedNumeric(y)) {
            return ((Basic) x).kind().compareTo(((Basic) y).kind()) > 0 ? x : y;
        }
        return null;
    }
}
