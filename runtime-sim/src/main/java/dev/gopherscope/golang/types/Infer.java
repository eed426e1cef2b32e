package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inference of type arguments from arguments and constraints. Follows {@code types2/infer.go}. */
final class Infer {
    private final Checker c;

    Infer(Checker check) {
        this.c = check;
    }

    /** Fresh type parameters, and a type that speaks of them. */
    record Renamed(List<TypeParam> params, Type type) {}

    Renamed rename(Pos pos, List<TypeParam> params, Type type) {
        if (params.isEmpty()) {
            return new Renamed(List.of(), type);
        }
        List<TypeParam> fresh = new ArrayList<>();
        for (TypeParam p : params) {
            fresh.add(new TypeParam(
                    new TypeName(p.obj().pos(), p.obj().pkg(), p.obj().name(), null), null));
        }
        TypeParam.bind(fresh);
        Subst subst = c.subst(params, fresh).at(pos);
        for (int i = 0; i < fresh.size(); i++) {
            fresh.get(i).bound = subst.type(params.get(i).constraint());
        }
        return new Renamed(fresh, subst.type(type));
    }

    /** @return one type per parameter, or null after an error, which {@code err} then tells unless it was reported before */
    @Nullable
    List<Type> infer(
            Pos pos,
            List<TypeParam> tparams,
            List<? extends @Nullable Type> given,
            Tuple givenParams,
            List<Operand> args,
            boolean reverse,
            ErrorReport err) {
        int n = tparams.size();
        List<@Nullable Type> targs = new ArrayList<>(given);
        if (targs.size() == n && !targs.contains(null)) {
            List<Type> complete = new ArrayList<>();
            targs.forEach(t -> complete.add(Objects.requireNonNull(t)));
            return complete;
        }
        if (args.stream().anyMatch(Operand::isInvalid)) {
            return null;
        }
        while (targs.size() < n) {
            targs.add(null);
        }
        Tuple params = (Tuple) known(tparams, targs).type(givenParams);
        Unifier u = new Unifier(tparams, targs, c.allowVersion(GoVersion.GO1_21));
        List<Integer> untyped = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            Operand arg = args.get(i);
            Type par = params.at(i).type();
            if (isParameterized(tparams, par) || isParameterized(tparams, arg.type())) {
                if (Predicates.isTyped(arg.type())) {
                    if (!u.unify(par, arg.type(), Unifier.ASSIGN)) {
                        mismatch(u, tparams, par, arg, reverse, err);
                        return null;
                    }
                } else if (par instanceof TypeParam && !arg.isNil()) {
                    untyped.add(i);
                }
            }
        }
        if (!constraints(u, tparams, pos, err)) {
            return null;
        }
        if (!untyped(u, params, args, untyped, err)) {
            return null;
        }
        List<@Nullable Type> inferred = u.inferred(tparams);
        new CycleFinder(tparams, inferred).run();
        simplify(tparams, targs, inferred);
        List<Type> result = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Type t = inferred.get(i);
            if (t == null || isParameterized(tparams, t)) {
                TypeName obj = tparams.get(i).obj();
                err.add(pos, "cannot infer %s (declared at %s)", obj.name(), obj.pos());
                return null;
            }
            result.add(t);
        }
        return result;
    }

    /** Replaces the parameters whose type is known. */
    private Subst known(List<TypeParam> tparams, List<@Nullable Type> targs) {
        Map<TypeParam, Type> map = new IdentityHashMap<>();
        for (int i = 0; i < tparams.size(); i++) {
            Type t = targs.get(i);
            map.put(tparams.get(i), t == null ? tparams.get(i) : t);
        }
        return new Subst(c, map, null, c.context);
    }

    private void mismatch(Unifier u, List<TypeParam> tparams, Type par, Operand arg, boolean reverse, ErrorReport err) {
        List<@Nullable Type> targs = u.inferred(tparams);
        if (targs.stream().allMatch(Objects::isNull)) {
            err.add(
                    arg.start(),
                    "type %s of %s does not match %s (cannot infer %s)",
                    arg.type(),
                    arg.expr,
                    par,
                    names(tparams));
            return;
        }
        Type inferred = known(tparams, targs).type(par);
        if (inferred == par) {
            err.add(arg.start(), "type %s of %s does not match %s", arg.type(), arg.expr, par);
        } else if (reverse) {
            err.add(
                    arg.start(),
                    "inferred type %s for %s does not match type %s of %s",
                    inferred,
                    par,
                    arg.type(),
                    arg.expr);
        } else {
            err.add(
                    arg.start(),
                    "type %s of %s does not match inferred type %s for %s",
                    arg.type(),
                    arg.expr,
                    inferred,
                    par);
        }
    }

    private static String names(List<TypeParam> list) {
        List<String> names = list.stream().map(p -> p.obj().name()).toList();
        return switch (names.size()) {
            case 1 -> names.getFirst();
            case 2 -> names.get(0) + " and " + names.get(1);
            default -> String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
        };
    }

    /** Unifies with core types and methods of the constraints until nothing more becomes known. */
    private boolean constraints(Unifier u, List<TypeParam> tparams, Pos pos, ErrorReport err) {
        while (true) {
            int before = u.unknowns();
            for (TypeParam p : tparams) {
                Type tx = u.at(p);
                Core core = Core.of(p);
                if (core != null) {
                    if (tx != null) {
                        if (!u.unify(tx, core.term.mustType(), 0)) {
                            err.add(pos, "%s (type %s) does not satisfy %s", p, tx, p.constraint());
                            return false;
                        }
                    } else if (core.single && !core.term.tilde()) {
                        u.set(p, core.term.mustType());
                    }
                }
                if (tx != null && !isParameterized(tparams, tx)) {
                    Lookup.Missing missing = Predicates.isValid(tx)
                            ? Lookup.missingMethod(c, tx, p.iface(), true, (x, y) -> u.unify(x, y, Unifier.EXACT))
                            : null;
                    if (missing != null
                            && !Lookup.hasInvalidEmbedded(tx, Collections.newSetFromMap(new IdentityHashMap<>()))) {
                        err.add(pos, "%s (type %s) does not satisfy %s %s", p, tx, p.constraint(), missing.cause());
                        return false;
                    }
                }
            }
            if (u.unknowns() == before) {
                return true;
            }
        }
    }

    private boolean untyped(Unifier u, Tuple params, List<Operand> args, List<Integer> untyped, ErrorReport err) {
        Map<TypeParam, Type> largest = new LinkedHashMap<>();
        for (int i : untyped) {
            TypeParam p = (TypeParam) params.at(i).type();
            if (u.at(p) != null) {
                continue;
            }
            Operand arg = args.get(i);
            Type max = largest.get(p);
            if (max != null) {
                Type m = Predicates.maxType(max, arg.type());
                if (m == null) {
                    err.add(arg.start(), "mismatched types %s and %s (cannot infer %s)", max, arg.type(), p);
                    return false;
                }
                largest.put(p, m);
            } else {
                largest.put(p, arg.type());
            }
        }
        largest.forEach((p, t) -> u.set(p, Predicates.defaultType(t)));
        return true;
    }

    /** Replaces type parameters in inferred types by what was inferred for them. */
    private void simplify(List<TypeParam> tparams, List<@Nullable Type> targs, List<@Nullable Type> inferred) {
        List<Integer> dirty = new ArrayList<>();
        for (int i = 0; i < inferred.size(); i++) {
            if (inferred.get(i) != null && targs.get(i) == null) {
                dirty.add(i);
            }
        }
        while (!dirty.isEmpty()) {
            Subst subst = known(tparams, inferred);
            List<Integer> still = new ArrayList<>();
            for (int i : dirty) {
                Type before = Objects.requireNonNull(inferred.get(i));
                Type after = subst.type(before);
                if (after != before) {
                    if (after instanceof Signature s && !s.typeParams.isEmpty() && !isParameterized(tparams, s)) {
                        s.typeParams = List.of();
                    }
                    inferred.set(i, after);
                    still.add(i);
                }
            }
            dirty = still;
        }
    }

    /** The one term of a constraint, or the underlying type that all its terms have. */
    private record Core(Term term, boolean single) {
        static @Nullable Core of(TypeParam p) {
            List<Term> terms = new ArrayList<>();
            p.is(t -> t != null && terms.add(t));
            if (terms.size() == 1) {
                return new Core(terms.getFirst(), true);
            }
            Type u = Predicates.commonUnder(p, null).type();
            return u == null ? null : new Core(new Term(terms.stream().anyMatch(Term::tilde), u), false);
        }
    }

    /** Whether the type speaks of one of the parameters. */
    static boolean isParameterized(List<TypeParam> tparams, Type t) {
        return new Walker(tparams).visit(t);
    }

    private static final class Walker {
        private final List<TypeParam> tparams;
        private final Map<Type, Boolean> seen = new IdentityHashMap<>();

        Walker(List<TypeParam> tparams) {
            this.tparams = tparams;
        }

        boolean visit(Type t) {
            if (t instanceof Basic) {
                return false;
            }
            Boolean known = seen.putIfAbsent(t, false);
            if (known != null) {
                return known;
            }
            boolean found = switch (t) {
                case Basic b -> false;
                case Alias a -> visit(a.actual());
                case Array a -> visit(a.elem);
                case Slice s -> visit(s.elem);
                case Struct s -> vars(s.fields);
                case Pointer p -> visit(p.base);
                case Tuple tuple -> vars(tuple.vars());
                case Signature s -> vars(s.params.vars()) || vars(s.results.vars());
                case Interface i -> {
                    TypeSet set = i.typeSet();
                    yield set.methods.stream().anyMatch(m -> visit(m.type()))
                            || set.hasTerms() && set.is(x -> x != null && visit(x.mustType()));
                }
                case MapType m -> visit(m.key) || visit(m.elem);
                case Chan ch -> visit(ch.elem);
                case Named n -> n.typeArgs().stream().anyMatch(this::visit);
                case TypeParam p -> tparams.contains(p);
                case Union un -> un.terms.stream().anyMatch(x -> visit(x.mustType()));
            };
            seen.put(t, found);
            return found;
        }

        private boolean vars(List<Var> list) {
            return list.stream().anyMatch(v -> visit(v.type()));
        }
    }

    /** Forgets inferred types that lead back to their own parameter. */
    private static final class CycleFinder {
        private final List<TypeParam> tparams;
        private final List<@Nullable Type> inferred;
        private final Set<Type> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        CycleFinder(List<TypeParam> tparams, List<@Nullable Type> inferred) {
            this.tparams = tparams;
            this.inferred = inferred;
        }

        void run() {
            tparams.forEach(this::visit);
        }

        private void visit(Type given) {
            Type t = Type.unalias(given);
            if (t instanceof Basic) {
                return;
            }
            if (!seen.add(t)) {
                int i = t instanceof TypeParam p ? tparams.indexOf(p) : -1;
                if (i >= 0) {
                    inferred.set(i, null);
                }
                return;
            }
            switch (t) {
                case Array a -> visit(a.elem);
                case Slice s -> visit(s.elem);
                case Struct s -> s.fields.forEach(f -> visit(f.type()));
                case Pointer p -> visit(p.base);
                case Signature s -> {
                    s.params.vars().forEach(v -> visit(v.type()));
                    s.results.vars().forEach(v -> visit(v.type()));
                }
                case Union u -> u.terms.forEach(x -> visit(x.mustType()));
                case Interface i -> {
                    i.methods.forEach(m -> visit(m.type()));
                    i.embeddeds.forEach(this::visit);
                }
                case MapType m -> {
                    visit(m.key);
                    visit(m.elem);
                }
                case Chan ch -> visit(ch.elem);
                case Named n -> n.typeArgs().forEach(this::visit);
                case TypeParam p -> {
                    int i = tparams.indexOf(p);
                    Type own = i < 0 ? null : inferred.get(i);
                    if (own != null) {
                        visit(own);
                    }
                }
                default -> {}
            }
            seen.remove(t);
        }
    }
}
