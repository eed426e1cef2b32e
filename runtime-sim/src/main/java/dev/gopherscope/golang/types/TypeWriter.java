package dev.gopherscope.golang.types;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Types as text, for messages and as keys of instances. Follows {@code types2/typestring.go}. */
final class TypeWriter {
    private final StringBuilder out = new StringBuilder();
    private final Set<Type> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final @Nullable Function<Package, String> qualifier;
    /** Set when a key is made: then type parameters of signatures are numbered and defined types have their number. */
    private final @Nullable Context context;

    private List<TypeParam> numbered = List.of();
    private boolean paramNames = true;
    private boolean pkgInfo;

    private TypeWriter(@Nullable Function<Package, String> qualifier, @Nullable Context context) {
        this.qualifier = qualifier;
        this.context = context;
        if (context != null) {
            paramNames = false;
        }
    }

    static TypeWriter hasher(Context context) {
        return new TypeWriter(null, context);
    }

    /** @param qualifier what to write for a package, null for its path */
    static String toString(Type t, @Nullable Function<Package, String> qualifier) {
        TypeWriter w = new TypeWriter(qualifier, null);
        w.type(t);
        return w.toString();
    }

    static String signature(Signature sig, @Nullable Function<Package, String> qualifier) {
        TypeWriter w = new TypeWriter(qualifier, null);
        w.signature(sig);
        return w.toString();
    }

    /** Name and signature of a method without names of parameters; with {@code pkgInfo} also where hidden fields come from. */
    static String method(Func f, @Nullable Function<Package, String> qualifier, boolean pkgInfo) {
        TypeWriter w = new TypeWriter(pkgInfo ? null : qualifier, null);
        w.pkgInfo = pkgInfo;
        w.paramNames = false;
        w.raw(f.name());
        w.signature(f.signature());
        return w.toString();
    }

    static String typeParams(List<TypeParam> list, @Nullable Function<Package, String> qualifier) {
        TypeWriter w = new TypeWriter(qualifier, null);
        w.typeParamList(list);
        return w.toString();
    }

    void raw(String s) {
        out.append(s);
    }

    private void separator(char c) {
        out.append(c);
        if (context == null) {
            out.append(' ');
        }
    }

    void type(@Nullable Type typ) {
        if (typ == null) {
            raw("<nil>");
            return;
        }
        if (!seen.add(typ)) {
            raw("<cycle to " + typ.getClass().getSimpleName() + ">");
            return;
        }
        write(typ);
        seen.remove(typ);
    }

    private void write(Type typ) {
        switch (typ) {
            case Basic t -> {
                if (t.kind() == Basic.Kind.UNSAFE_POINTER) {
                    raw(ObjWriter.prefix(Universe.UNSAFE, qualifier));
                }
                raw(t.name());
            }
            case Array t -> {
                raw("[" + t.len + "]");
                type(t.elem);
            }
            case Slice t -> {
                raw("[]");
                type(t.elem);
            }
            case Struct t -> struct(t);
            case Pointer t -> {
                raw("*");
                type(t.base);
            }
            case Tuple t -> tuple(t, false);
            case Signature t -> {
                raw("func");
                signature(t);
            }
            case Union t -> {
                for (int i = 0; i < t.terms.size(); i++) {
                    raw(i > 0 ? " | " : "");
                    raw(t.terms.get(i).tilde() ? "~" : "");
                    type(t.terms.get(i).type());
                }
            }
            case Interface t -> iface(t);
            case MapType t -> {
                raw("map[");
                type(t.key);
                raw("]");
                type(t.elem);
            }
            case Chan t -> {
                raw(
                        switch (t.dir) {
                            case SEND_RECV -> "chan ";
                            case SEND_ONLY -> "chan<- ";
                            case RECV_ONLY -> "<-chan ";
                        });
                boolean parens = t.dir == Chan.Dir.SEND_RECV && t.elem instanceof Chan c && c.dir == Chan.Dir.RECV_ONLY;
                raw(parens ? "(" : "");
                type(t.elem);
                raw(parens ? ")" : "");
            }
            case Named t -> {
                if (context != null) {
                    raw(Integer.toString(context.id(t.origin())));
                }
                typeName(t.obj());
                if (t.isInstance()) {
                    typeList(t.typeArgs());
                } else if (context == null && !t.typeParams().isEmpty()) {
                    typeParamList(t.typeParams());
                }
            }
            case TypeParam t -> typeParam(t);
            case Alias t -> {
                if (context != null) {
                    type(t.actual());
                    return;
                }
                typeName(t.obj());
                if (!t.typeArgs.isEmpty()) {
                    typeList(t.typeArgs);
                } else if (!t.typeParams.isEmpty()) {
                    typeParamList(t.typeParams);
                }
            }
        }
    }

    private void struct(Struct t) {
        raw("struct{");
        for (int i = 0; i < t.fields.size(); i++) {
            Var f = t.fields.get(i);
            if (i > 0) {
                separator(';');
            }
            boolean annotate = qualifier == null && pkgInfo && !f.exported();
            if (annotate) {
                pkgInfo = false;
            }
            if (!f.embedded()) {
                raw(f.name());
                raw(" ");
            }
            type(f.typeOrNull());
            if (annotate && f.pkg() != null) {
                raw(" /* package " + f.pkg().path() + " */ ");
            }
            if (!t.tag(i).isEmpty()) {
                raw(" " + Literals.quote(t.tag(i)));
            }
        }
        raw("}");
    }

    private void iface(Interface t) {
        if (context == null) {
            if (t == Universe.ANY_TYPE) {
                raw("any");
                return;
            }
            if (t == Universe.COMPARABLE.underlyingOrNull()) {
                raw("interface{comparable}");
                return;
            }
        }
        if (t.implicit) {
            if (t.methods.isEmpty() && t.embeddeds.size() == 1) {
                type(t.embeddeds.getFirst());
                return;
            }
            raw("/* implicit */ ");
        }
        raw("interface{");
        if (context != null) {
            typeSet(t.typeSet());
        } else {
            boolean first = true;
            for (Func m : t.methods) {
                if (!first) {
                    separator(';');
                }
                first = false;
                raw(m.name());
                signature(m.signature());
            }
            for (Type e : t.embeddeds) {
                if (!first) {
                    separator(';');
                }
                first = false;
                type(e);
            }
        }
        raw("}");
    }

    private void typeSet(TypeSet set) {
        for (Func m : set.methods) {
            raw(m.name());
            signature(m.signature());
            raw(";");
        }
        if (set.comparable) {
            raw("comparable;");
        }
        if (!set.terms.isAll() && context != null) {
            Context c = context;
            raw(String.join(
                    "|",
                    set.terms.terms().stream()
                            .map(term -> {
                                TypeWriter w = hasher(c);
                                w.raw(term.tilde() ? "~" : "");
                                w.type(term.type());
                                return w.toString();
                            })
                            .sorted()
                            .toList()));
        }
    }

    private void typeParam(TypeParam t) {
        int i = numbered.indexOf(t);
        if (i >= 0) {
            raw("$" + i);
            return;
        }
        raw(t.obj().name());
        if (context != null) {
            raw("'" + context.id(t));
        } else if (Universe.SCOPE.lookup(t.obj().name()) != null) {
            raw(" /* with " + t.obj().name() + " declared at " + t.obj().pos() + " */");
        }
    }

    void typeList(List<Type> list) {
        raw("[");
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                separator(',');
            }
            type(list.get(i));
        }
        raw("]");
    }

    private void typeParamList(List<TypeParam> list) {
        raw("[");
        Type prev = null;
        for (TypeParam p : list) {
            if (prev != null || p != list.getFirst()) {
                if (p.bound != prev) {
                    raw(" ");
                    type(prev);
                }
                separator(',');
            }
            prev = p.bound;
            type(p);
        }
        if (prev != null) {
            raw(" ");
            type(prev);
        }
        raw("]");
    }

    private void typeName(TypeName obj) {
        raw(ObjWriter.prefix(obj.pkg(), qualifier));
        raw(obj.name());
    }

    private void tuple(Tuple t, boolean variadic) {
        raw("(");
        for (int i = 0; i < t.len(); i++) {
            Var v = t.at(i);
            if (i > 0) {
                separator(',');
            }
            if (paramNames && !v.name().isEmpty()) {
                raw(v.name());
                raw(" ");
            }
            Type typ = v.typeOrNull();
            if (variadic && i == t.len() - 1) {
                if (typ instanceof Slice s) {
                    raw("...");
                    type(s.elem);
                } else {
                    type(typ);
                    raw("...");
                }
            } else {
                type(typ);
            }
        }
        raw(")");
    }

    private void signature(Signature sig) {
        List<TypeParam> saved = numbered;
        if (!sig.typeParams.isEmpty()) {
            if (context != null) {
                numbered = sig.typeParams;
            }
            typeParamList(sig.typeParams);
        }
        tuple(sig.params, sig.variadic);
        int n = sig.results.len();
        if (n > 0) {
            raw(" ");
            if (n == 1 && (context != null || sig.results.at(0).name().isEmpty())) {
                type(sig.results.at(0).typeOrNull());
            } else {
                tuple(sig.results, false);
            }
        }
        numbered = saved;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
