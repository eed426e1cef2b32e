package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instances of generic types and functions, and what makes a type implement an interface. Follows {@code types2/instantiate.go}. */
public final class Instantiate {
    private Instantiate() {}

    /** The generic type or signature with type arguments; one that exists already if there is one. */
    static Type instance(
            @Nullable Checker check,
            Pos pos,
            Type orig,
            List<Type> targs,
            @Nullable Named expanding,
            @Nullable Context context) {
        List<Context> contexts = new ArrayList<>();
        if (expanding != null) {
            contexts.add(expanding.ownContext());
        }
        if (context != null && !contexts.contains(context)) {
            contexts.add(context);
        }
        List<String> hashes = new ArrayList<>();
        for (Context c : contexts) {
            hashes.add(c.hash(orig, targs));
        }
        for (int i = 0; i < contexts.size(); i++) {
            Type known = contexts.get(i).lookup(hashes.get(i), orig, targs);
            if (known != null) {
                return update(contexts, hashes, orig, targs, known);
            }
        }
        Type made;
        switch (orig) {
            case Named n -> made = new Named(check, pos, n, targs, expanding);
            case Alias a -> {
                if (!validateLength(check, pos, a.obj().name(), a.typeParams.size(), targs.size())) {
                    return Basic.INVALID;
                }
                if (a.typeParams.isEmpty()) {
                    return a;
                }
                made = alias(check, pos, a, targs, expanding, context);
            }
            case Signature s -> {
                if (!validateLength(check, pos, s.toString(), s.typeParams.size(), targs.size())) {
                    return Basic.INVALID;
                }
                if (s.typeParams.isEmpty()) {
                    return s;
                }
                Signature sig = (Signature) new Subst(check, Subst.map(s.typeParams, targs), null, context)
                        .at(pos)
                        .type(s);
                sig = sig == s ? s.copy() : sig;
                sig.typeParams = List.of();
                made = sig;
            }
            default -> throw new IllegalArgumentException("cannot instantiate " + orig);
        }
        return update(contexts, hashes, orig, targs, made);
    }

    /** An instance outside a checker. The caller answers for the number of type arguments and their constraints. */
    public static Type instance(Type orig, List<Type> targs) {
        return instance(null, Pos.NONE, orig, targs, null, new Context());
    }

    /** The type with type parameters replaced by types, parallel lists. */
    public static Type substitute(Type type, List<TypeParam> params, List<? extends Type> args) {
        return new Subst(null, Subst.map(params, args), null, new Context()).type(type);
    }

    private static Type update(
            List<Context> contexts, List<String> hashes, Type orig, List<Type> targs, Type instance) {
        Type res = instance;
        for (int i = contexts.size() - 1; i >= 0; i--) {
            res = contexts.get(i).update(hashes.get(i), orig, targs, res);
        }
        return res;
    }

    static Type alias(
            @Nullable Checker check,
            Pos pos,
            Alias orig,
            List<Type> targs,
            @Nullable Named expanding,
            @Nullable Context context) {
        Type rhs = new Subst(check, Subst.map(orig.typeParams, targs), expanding, context)
                .at(pos)
                .type(orig.rhs);
        Alias a = new Alias(new TypeName(pos, orig.obj().pkg(), orig.obj().name(), null), rhs);
        a.orig = orig;
        a.typeParams = orig.typeParams;
        a.typeArgs = targs;
        return a;
    }

    static boolean validateLength(@Nullable Checker check, Pos pos, String name, int want, int got) {
        if (got == want) {
            return true;
        }
        if (check != null) {
            check.error(
                    pos,
                    "%s type arguments for type %s: have %d, want %d",
                    got < want ? "not enough" : "too many",
                    name,
                    got,
                    want);
        }
        return false;
    }

    /** The first type argument that does not satisfy its constraint, and why. */
    record Failure(int index, String cause) {}

    static @Nullable Failure verify(
            @Nullable Checker check, Pos pos, List<TypeParam> tparams, List<Type> targs, Context context) {
        Subst subst = new Subst(check, Subst.map(tparams, targs), null, context).at(pos);
        for (int i = 0; i < tparams.size(); i++) {
            tparams.get(i).iface();
            Type bound = subst.type(tparams.get(i).constraint());
            StringBuilder cause = new StringBuilder();
            if (!implementsType(check, targs.get(i), bound, true, cause)) {
                return new Failure(i, cause.toString());
            }
        }
        return null;
    }

    /** Whether a value of the type can be assigned to the interface; {@code cause} gets the reason if it cannot. */
    public static boolean implementsInterface(Type v, Type iface) {
        return implementsType(null, v, iface, false, null);
    }

    static boolean implementsType(
            @Nullable Checker check, Type v, Type t, boolean constraint, @Nullable StringBuilder cause) {
        Type vu = v.underlying();
        Type tu = t.underlying();
        if (!Predicates.isValid(vu) || !Predicates.isValid(tu)) {
            return true;
        }
        if (vu instanceof Pointer p && !Predicates.isValid(p.base.underlying())) {
            return true;
        }
        String verb = constraint ? "satisfy" : "implement";
        if (!(tu instanceof Interface ti)) {
            String detail = Predicates.isInterfacePtr(tu)
                    ? Lookup.sprintf(check, "type %s is pointer to interface, not interface", t)
                    : Lookup.sprintf(check, "%s is not an interface", t);
            return fail(check, cause, "%s does not %s %s (%s)", v, verb, t, detail);
        }
        if (ti.isEmpty()) {
            return true;
        }
        Interface vi = vu instanceof Interface i ? i : null;
        if (vi != null && vi.typeSet().isEmpty()) {
            return true;
        }
        if (ti.typeSet().isEmpty()) {
            return fail(check, cause, "cannot %s %s (empty type set)", verb, t);
        }
        Lookup.Missing missing = missingMethod(check, v, t, true);
        if (missing != null) {
            return fail(check, cause, "%s does not %s %s %s", v, verb, t, missing.cause());
        }
        if (!ti.typeSet().hasTerms()) {
            return comparability(check, v, ti, constraint, verb, cause);
        }
        if (vi != null) {
            if (!vi.typeSet().subsetOf(ti.typeSet())) {
                return fail(check, cause, "%s does not %s %s", v, verb, t);
            }
            return comparability(check, v, ti, constraint, verb, cause);
        }
        Type alternative = null;
        for (Term term : ti.typeSet().terms.terms()) {
            if (term.includes(v)) {
                return comparability(check, v, ti, constraint, verb, cause);
            }
            Type tt = term.mustType();
            if (alternative == null
                    && !term.tilde()
                    && Predicates.identical(tt, tt.underlying())
                    && new Term(true, tt).includes(v)) {
                alternative = tt;
            }
        }
        String detail;
        if (alternative != null) {
            detail = Lookup.sprintf(check, "possibly missing ~ for %s in %s", alternative, t);
        } else if (mentions(ti, v)) {
            detail = Lookup.sprintf(check, "%s mentions %s, but %s is not in the type set of %s", t, v, v, t);
        } else {
            detail = Lookup.sprintf(check, "%s missing in %s", v, ti.typeSet().terms);
        }
        return fail(check, cause, "%s does not %s %s (%s)", v, verb, t, detail);
    }

    /** The method that is missing, unless an embedded field in error may be the reason. */
    static Lookup.@Nullable Missing missingMethod(@Nullable Checker check, Type v, Type t, boolean isStatic) {
        if (!Predicates.isValid(v)) {
            return null;
        }
        Lookup.Missing m = Lookup.missingMethod(check, v, t, isStatic, Predicates::identical);
        return m != null && Lookup.hasInvalidEmbedded(v, Collections.newSetFromMap(new IdentityHashMap<>())) ? null : m;
    }

    private static boolean comparability(
            @Nullable Checker check,
            Type v,
            Interface ti,
            boolean constraint,
            String verb,
            @Nullable StringBuilder cause) {
        if (!ti.isComparable() || Predicates.incomparable(v, false, null) == null) {
            return true;
        }
        if (constraint && Predicates.incomparable(v, true, null) == null) {
            return check == null
                    || check.allowVersion(GoVersion.GO1_20)
                    || fail(check, cause, "%s to %s comparable requires go1.20 or later", v, verb);
        }
        return fail(check, cause, "%s does not %s comparable", v, verb);
    }

    private static boolean fail(
            @Nullable Checker check, @Nullable StringBuilder cause, String format, @Nullable Object... args) {
        if (cause != null) {
            cause.setLength(0);
            cause.append(Lookup.sprintf(check, format, args));
        }
        return false;
    }

    private static boolean mentions(Type t, Type v) {
        return switch (t) {
            case Interface i -> i.embeddeds.stream().anyMatch(e -> mentions(e, v));
            case Union u -> u.terms.stream().anyMatch(term -> mentions(term.mustType(), v));
            default -> Predicates.identical(t, v);
        };
    }
}
