package dev.gopherscope.golang.types;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Fields and methods by name, through embedded fields. Follows {@code types2/lookup.go}. */
public final class Lookup {
    /**
     * What was found. Without an object, {@code index} tells that the name is ambiguous if it is not null, and {@code indirect} that
     * the method needs a pointer receiver.
     *
     * @param index path through embedded fields, the last element is the field or method
     * @param indirect whether a pointer was followed on the way
     */
    public record Result(@Nullable Obj obj, @Nullable List<Integer> index, boolean indirect) {
        static final Result NONE = new Result(null, null, false);
    }

    private static final class Embedded {
        final Type type;
        final List<Integer> index;
        final boolean indirect;
        boolean multiples;

        Embedded(Type type, List<Integer> index, boolean indirect, boolean multiples) {
            this.type = type;
            this.index = index;
            this.indirect = indirect;
            this.multiples = multiples;
        }

        List<Integer> then(int i) {
            List<Integer> path = new ArrayList<>(index);
            path.add(i);
            return path;
        }
    }

    private Lookup() {}

    /** The field or method of a type that a package can select; {@code addressable} allows methods with pointer receivers. */
    public static Result fieldOrMethod(Type t, boolean addressable, @Nullable Package pkg, String name) {
        return fieldOrMethod(t, addressable, pkg, name, false);
    }

    static Result fieldOrMethod(Type t, boolean addressable, @Nullable Package pkg, String name, boolean foldCase) {
        Named n = Predicates.asNamed(t);
        if (n != null && n.underlying() instanceof Pointer p) {
            Result r = search(p, false, pkg, name, foldCase);
            return r.obj instanceof Func ? Result.NONE : r;
        }
        return search(t, addressable, pkg, name, foldCase);
    }

    private static Result search(
            Type start, boolean addressable, @Nullable Package pkg, String name, boolean foldCase) {
        if (name.equals("_")) {
            return Result.NONE;
        }
        Predicates.Deref d = Predicates.deref(start);
        if (d.isPointer() && d.type().underlying() instanceof Interface) {
            return Result.NONE;
        }
        List<Embedded> current = List.of(new Embedded(d.type(), List.of(), d.isPointer(), false));
        Map<Named, List<Named>> seen = new IdentityHashMap<>();
        while (!current.isEmpty()) {
            List<Embedded> next = new ArrayList<>();
            Obj obj = null;
            List<Integer> index = null;
            boolean indirect = false;
            for (Embedded e : current) {
                Named named = Predicates.asNamed(e.type);
                Obj hit = null;
                int at = -1;
                if (named != null) {
                    List<Named> known = seen.computeIfAbsent(named.origin(), o -> new ArrayList<>());
                    if (known.stream().anyMatch(k -> Predicates.identical(k, named))) {
                        continue;
                    }
                    known.add(named);
                    at = named.lookupMethod(pkg, name, foldCase);
                    if (at >= 0) {
                        hit = named.method(at);
                    }
                }
                if (hit == null) {
                    switch (e.type.underlying()) {
                        case Struct s -> {
                            for (int i = 0; i < s.fields.size(); i++) {
                                Var f = s.fields.get(i);
                                if (f.sameId(pkg, name, foldCase)) {
                                    if (hit != null) {
                                        return new Result(null, e.then(i), false);
                                    }
                                    hit = f;
                                    at = i;
                                } else if (obj == null && hit == null && f.embedded()) {
                                    Predicates.Deref fd = Predicates.deref(f.type());
                                    next.add(new Embedded(
                                            fd.type(), e.then(i), e.indirect || fd.isPointer(), e.multiples));
                                }
                            }
                        }
                        case Interface i -> {
                            TypeSet set = i.typeSet();
                            at = TypeSet.methodIndex(set.methods, pkg, name, foldCase);
                            if (at >= 0) {
                                hit = set.methods.get(at);
                            }
                        }
                        default -> {}
                    }
                }
                if (hit != null) {
                    index = e.then(at);
                    if (obj != null || e.multiples) {
                        return new Result(null, index, false);
                    }
                    obj = hit;
                    indirect = e.indirect;
                }
            }
            if (obj != null) {
                if (obj instanceof Func f && f.hasPtrRecv() && !indirect && !addressable) {
                    return new Result(null, null, true);
                }
                return new Result(obj, index, indirect);
            }
            current = consolidate(next);
        }
        return Result.NONE;
    }

    /** Embedded types that occur several times at one depth stay once, marked as ambiguous. */
    private static List<Embedded> consolidate(List<Embedded> list) {
        if (list.size() <= 1) {
            return list;
        }
        List<Embedded> out = new ArrayList<>();
        for (Embedded e : list) {
            Embedded same = null;
            for (Embedded o : out) {
                if (Predicates.identical(o.type, e.type)) {
                    same = o;
                    break;
                }
            }
            if (same != null) {
                same.multiples = true;
            } else {
                out.add(e);
            }
        }
        return out;
    }

    static int fieldIndex(List<Var> fields, @Nullable Package pkg, String name, boolean foldCase) {
        if (!name.equals("_")) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).sameId(pkg, name, foldCase)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Why a type lacks a method, and the method that it lacks. */
    record Missing(Func method, String cause) {}

    /**
     * The first method of the interface that the type does not have, null if it has all. {@code isStatic}: an interface must have the
     * method itself; otherwise a method that an interface may have at run time is enough.
     */
    static @Nullable Missing missingMethod(
            @Nullable Checker check, Type v, Type t, boolean isStatic, BiPredicate<Type, Type> same) {
        List<Func> methods = ((Interface) t.underlying()).typeSet().methods;
        if (v.underlying() instanceof Interface vi) {
            TypeSet set = vi.typeSet();
            for (Func m : methods) {
                Func f = set.lookupMethod(m.pkg(), m.name(), false);
                if (f == null) {
                    if (isStatic) {
                        return new Missing(m, notFound(check, v, t, m));
                    }
                } else if (!same.test(f.type(), m.type())) {
                    return new Missing(m, wrongType(check, f, m));
                }
            }
            return null;
        }
        for (Func m : methods) {
            Result r = search(v, false, m.pkg(), m.name(), false);
            if (r.obj == null) {
                if (r.index != null) {
                    return new Missing(m, sprintf(check, "(ambiguous selector %s.%s)", v, m.name()));
                }
                if (r.indirect) {
                    return new Missing(m, sprintf(check, "(method %s has pointer receiver)", m.name()));
                }
                if (search(v, false, m.pkg(), m.name(), true).obj instanceof Func f) {
                    declare(check, f);
                    return new Missing(
                            m,
                            f.name().equals(m.name())
                                    ? sprintf(check, "(unexported method %s)", m.name())
                                    : sprintf(
                                            check,
                                            "(missing method %s)\n\t\thave %s\n\t\twant %s",
                                            m.name(),
                                            text(check, f, false),
                                            text(check, m, false)));
                }
                return new Missing(m, notFound(check, v, t, m));
            }
            if (!(r.obj instanceof Func f)) {
                return new Missing(m, sprintf(check, "(%s.%s is a field, not a method)", v, m.name()));
            }
            declare(check, f);
            if (!same.test(f.type(), m.type())) {
                return new Missing(m, wrongType(check, f, m));
            }
        }
        return null;
    }

    private static void declare(@Nullable Checker check, Func f) {
        if (check != null) {
            check.decls.objDecl(f);
        }
    }

    private static String notFound(@Nullable Checker check, Type v, Type t, Func m) {
        if (Predicates.isInterfacePtr(v)) {
            return "(" + interfacePtrError(check, v) + ")";
        }
        if (Predicates.isInterfacePtr(t)) {
            return "(" + interfacePtrError(check, t) + ")";
        }
        return sprintf(check, "(missing method %s)", m.name());
    }

    private static String wrongType(@Nullable Checker check, Func f, Func m) {
        String have = text(check, f, false);
        String want = text(check, m, false);
        if (have.equals(want)) {
            have = text(check, f, true);
            want = text(check, m, true);
        }
        if (have.equals(want)) {
            return sprintf(check, "(wrong type for method %s)", m.name());
        }
        return sprintf(check, "(wrong type for method %s)\n\t\thave %s\n\t\twant %s", m.name(), have, want);
    }

    static String interfacePtrError(@Nullable Checker check, Type t) {
        return t.underlying() instanceof Pointer p && Predicates.isTypeParam(p.base)
                ? sprintf(check, "type %s is pointer to type parameter, not type parameter", t)
                : sprintf(check, "type %s is pointer to interface, not interface", t);
    }

    private static String text(@Nullable Checker check, Func f, boolean pkgInfo) {
        return TypeWriter.method(f, check == null ? null : check::qualify, pkgInfo);
    }

    static String sprintf(@Nullable Checker check, String format, @Nullable Object... args) {
        return Format.sprintf(check == null ? null : check::qualify, format, args);
    }

    /** Whether an embedded field is in error, so that methods may be missing because of that. */
    static boolean hasInvalidEmbedded(Type t, Set<Struct> seen) {
        Type base = t.underlying() instanceof Pointer p && p.base.underlying() instanceof Struct ? p.base : t;
        if (base.underlying() instanceof Struct s && seen.add(s)) {
            for (Var f : s.fields) {
                if (f.embedded() && (!Predicates.isValid(f.type()) || hasInvalidEmbedded(f.type(), seen))) {
                    return true;
                }
            }
        }
        return false;
    }
}
