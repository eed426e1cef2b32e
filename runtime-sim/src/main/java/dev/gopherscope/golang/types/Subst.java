package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Replaces type parameters by types. What does not change stays the same object. Follows {@code types2/subst.go}. */
final class Subst {
    private final @Nullable Checker check;
    private final Map<TypeParam, Type> map;
    private final @Nullable Named expanding;
    private final @Nullable Context context;
    private Pos pos = Pos.NONE;

    Subst(@Nullable Checker check, Map<TypeParam, Type> map, @Nullable Named expanding, @Nullable Context context) {
        this.check = check;
        this.map = map;
        this.expanding = expanding;
        this.context = context;
    }

    static Map<TypeParam, Type> map(List<TypeParam> params, List<? extends Type> args) {
        Map<TypeParam, Type> m = new IdentityHashMap<>();
        for (int i = 0; i < params.size(); i++) {
            m.put(params.get(i), args.get(i));
        }
        return m;
    }

    Subst at(Pos p) {
        pos = p;
        return this;
    }

    Type type(Type typ) {
        if (map.isEmpty()) {
            return typ;
        }
        switch (typ) {
            case Basic t -> {
                return t;
            }
            case TypeParam t -> {
                return map.getOrDefault(t, t);
            }
            case Alias t -> {
                int n = t.orig.typeParams.size();
                if (n == 0) {
                    return t;
                }
                if (t.typeArgs.size() != n) {
                    return Basic.INVALID;
                }
                List<Type> targs = list(t.typeArgs, this::type);
                return targs == t.typeArgs ? t : Instantiate.alias(check, pos, t.orig, targs, expanding, context);
            }
            case Array t -> {
                Type elem = type(t.elem);
                return elem == t.elem ? t : new Array(elem, t.len);
            }
            case Slice t -> {
                Type elem = type(t.elem);
                return elem == t.elem ? t : new Slice(elem);
            }
            case Struct t -> {
                List<Var> fields = list(t.fields, this::var);
                return fields == t.fields ? t : new Struct(fields, t.tags);
            }
            case Pointer t -> {
                Type base = type(t.base);
                return base == t.base ? t : new Pointer(base);
            }
            case Tuple t -> {
                return tuple(t);
            }
            case Signature t -> {
                Tuple params = tuple(t.params);
                Tuple results = tuple(t.results);
                if (params == t.params && results == t.results) {
                    return t;
                }
                Signature s = t.copy();
                s.scope = null;
                s.params = params;
                s.results = results;
                return s;
            }
            case Union t -> {
                List<Term> terms = list(t.terms, this::term);
                return terms == t.terms ? t : new Union(terms);
            }
            case Interface t -> {
                return iface(t);
            }
            case MapType t -> {
                Type key = type(t.key);
                Type elem = type(t.elem);
                return key == t.key && elem == t.elem ? t : new MapType(key, elem);
            }
            case Chan t -> {
                Type elem = type(t.elem);
                return elem == t.elem ? t : new Chan(t.dir, elem);
            }
            case Named t -> {
                int n = t.origin().typeParams().size();
                if (n == 0) {
                    return t;
                }
                if (t.typeArgs().size() != n) {
                    return Basic.INVALID;
                }
                List<Type> targs = list(t.typeArgs(), this::type);
                return targs == t.typeArgs()
                        ? t
                        : Instantiate.instance(check, pos, t.origin(), targs, expanding, context);
            }
        }
    }

    private Type iface(Interface t) {
        List<Func> methods = list(t.methods, this::func);
        List<Type> embeddeds = list(t.embeddeds, this::type);
        if (methods == t.methods && embeddeds == t.embeddeds) {
            return t;
        }
        Interface i = new Interface(check);
        i.embeddeds = embeddeds;
        i.embedPos = t.embedPos;
        i.implicit = t.implicit;
        i.complete = t.complete;
        i.methods = replaceRecv(methods, t, i);
        return i;
    }

    private Var var(Var v) {
        Type t = type(v.type());
        return t == v.type ? v : v.withType(t);
    }

    private Func func(Func f) {
        Type t = type(f.type());
        return t == f.type ? f : f.withType(t);
    }

    private Term term(Term t) {
        Type u = type(t.mustType());
        return u == t.type() ? t : new Term(t.tilde(), u);
    }

    private Tuple tuple(Tuple t) {
        List<Var> vars = list(t.vars(), this::var);
        return vars == t.vars() ? t : Tuple.of(vars);
    }

    private static <T> List<T> list(List<T> in, UnaryOperator<T> f) {
        List<T> out = null;
        for (int i = 0; i < in.size(); i++) {
            T u = f.apply(in.get(i));
            if (u != in.get(i)) {
                if (out == null) {
                    out = new ArrayList<>(in);
                }
                out.set(i, u);
            }
        }
        return out == null ? in : out;
    }

    /** The methods with another receiver type where they had the old one; the same list if none had. */
    static List<Func> replaceRecv(List<Func> in, Type old, Type replacement) {
        return list(in, m -> {
            Signature sig = m.signature();
            if (sig.recv != null && sig.recv.type == old) {
                Signature s = sig.copy();
                s.recv = sig.recv.withType(replacement);
                return m.withType(s);
            }
            return m;
        });
    }
}
