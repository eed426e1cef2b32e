package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and type expressions. Follows {@code types2/typexpr.go}, {@code struct.go}, {@code interface.go} and {@code union.go}. */
final class TypeExprs {
    private final Checker c;

    TypeExprs(Checker check) {
        this.c = check;
    }

    void ident(Operand x, Expr.Name e, boolean wantType) {
        x.invalidate();
        x.expr = e;
        Scope scope = c.env.scope;
        Obj obj = null;
        for (Scope s = scope; s != null && obj == null; s = s.parent()) {
            obj = s.lookup(e.value);
            scope = s;
        }
        if (obj == null) {
            if (e.isBlank()) {
                c.error(e, "cannot use _ as value or type");
            } else {
                c.error(e, "undefined: %s", e.value);
            }
            return;
        }
        if ((obj == Universe.COMPARABLE.obj()
                        || obj.parent() == Universe.SCOPE && obj.name().equals("any"))
                && !c.verifyVersion(e, GoVersion.GO1_18, "predeclared %s", e.value)) {
            return;
        }
        c.info.uses.put(e, obj);
        boolean isType = obj instanceof TypeName;
        if (!isType && wantType) {
            c.error(e, "%s (%s) is not a type", obj.name(), ObjWriter.kind(obj));
            if (obj instanceof Var v && v.pkg() == c.pkg) {
                c.usedVars.add(v);
            }
            return;
        }
        if (obj.type == null || isType && wantType && obj.pkg() == c.pkg) {
            c.decls.objDecl(obj);
        }
        Type type = obj.type();
        PkgName dotImport = c.dotImport(scope, obj.name());
        if (dotImport != null) {
            c.usedPkgNames.add(dotImport);
        }
        switch (obj) {
            case PkgName p -> {
                c.error(e, "use of package %s not in selector", p.name());
                return;
            }
            case Const k -> {
                c.addDependency(k);
                if (!Predicates.isValid(type)) {
                    return;
                }
                if (k == Universe.IOTA) {
                    if (c.env.iota == null) {
                        c.error(e, "cannot use iota outside constant declaration");
                        return;
                    }
                    x.value = c.env.iota;
                } else {
                    x.value = k.value;
                }
                x.mode = Mode.CONSTANT;
            }
            case TypeName t -> x.mode = Mode.TYPE;
            case Var v -> {
                if (v.pkg() == c.pkg) {
                    c.usedVars.add(v);
                }
                c.addDependency(v);
                if (!Predicates.isValid(type)) {
                    return;
                }
                x.mode = Mode.VARIABLE;
            }
            case Func f -> {
                c.addDependency(f);
                x.mode = Mode.VALUE;
            }
            case Builtin b -> {
                x.builtin = b.builtinId();
                x.mode = Mode.BUILTIN;
            }
            case Nil n -> x.mode = Mode.NIL;
            case Label l -> throw new IllegalStateException("label in scope");
        }
        x.type = type;
    }

    Type type(Expr e) {
        return declared(e, null);
    }

    /** The type of a variable: no constraint interface. */
    Type varType(Expr e) {
        Type t = declared(e, null);
        validVarType(e, t);
        return t;
    }

    void validVarType(Expr e, Type t) {
        if (Predicates.isTypeParam(t)) {
            return;
        }
        c.later(() -> {
            if (t.underlying() instanceof Interface i) {
                Pos pos = Positions.start(e);
                TypeSet set = TypeSet.compute(c, pos, i);
                if (!set.isMethodSet()) {
                    c.softError(
                            pos,
                            set.comparable
                                    ? "cannot use type %s outside a type constraint: interface is (or embeds) comparable"
                                    : "cannot use type %s outside a type constraint: interface contains type constraints",
                            t);
                }
            }
        });
    }

    /** The type that a declaration gives to a name, if there is one. */
    Type declared(Expr e, @Nullable TypeName def) {
        Type t = internal(e, def);
        if (Predicates.isGeneric(t)) {
            c.error(e, "cannot use generic type %s without instantiation", t);
            t = Basic.INVALID;
        }
        c.record(e, Mode.TYPE, t, null);
        return t;
    }

    /** A generic type without type arguments; {@code cause} gets the reason if it is none. */
    Type generic(Expr e, StringBuilder cause) {
        Type t = internal(e, null);
        if (Predicates.isValid(t) && !Predicates.isGeneric(t)) {
            cause.append(c.sprintf("%s is not a generic type", t));
            t = Basic.INVALID;
        }
        c.record(e, Mode.TYPE, t, null);
        return t;
    }

    private Type named(Operand x) {
        switch (x.mode) {
            case TYPE -> {
                return x.type();
            }
            case INVALID -> {}
            case NO_VALUE -> c.error(x, "%s used as type", x);
            default -> c.error(x, "%s is not a type", x);
        }
        return Basic.INVALID;
    }

    private Type internal(Expr node, @Nullable TypeName def) {
        switch (node) {
            case Expr.Bad e -> {
                return Basic.INVALID;
            }
            case Expr.Name e -> {
                Operand x = new Operand();
                ident(x, e, true);
                return named(x);
            }
            case Expr.Selector e -> {
                Operand x = new Operand();
                c.selectors.selector(x, e, true);
                return named(x);
            }
            case Expr.Index e -> {
                c.verifyVersion(e, GoVersion.GO1_18, "type instantiation");
                return instantiated(e.x, Expr.unpackList(e.index));
            }
            case Expr.Paren e -> {
                return declared(e.x, def);
            }
            case Expr.ArrayType e -> {
                long len = -1;
                if (e.len != null) {
                    len = arrayLength(e.len);
                } else {
                    c.error(e, "invalid use of [...] array (outside a composite literal)");
                }
                Array t = new Array(Basic.INVALID, len);
                t.elem = varType(e.elem);
                return len >= 0 ? t : Basic.INVALID;
            }
            case Expr.SliceType e -> {
                return new Slice(varType(e.elem));
            }
            case Expr.DotsType e -> {
                c.error(e, "invalid syntax tree: invalid use of ...");
                return Basic.INVALID;
            }
            case Expr.StructType e -> {
                return struct(e);
            }
            case Expr.Operation e
            when e.op == Operator.MUL && e.y == null -> {
                Type base = varType(e.x);
                return Predicates.isValid(base) ? new Pointer(base) : Basic.INVALID;
            }
            case Expr.FuncType e -> {
                Signature sig = new Signature();
                c.signatures.funcType(sig, null, List.of(), e);
                return sig;
            }
            case Expr.InterfaceType e -> {
                return iface(e, def);
            }
            case Expr.MapType e -> {
                MapType t = new MapType(varType(e.key), Basic.INVALID);
                t.elem = varType(e.value);
                c.later(() -> {
                    if (!Predicates.comparable(t.key)) {
                        c.error(
                                e.key,
                                "invalid map key type %s%s",
                                t.key,
                                Predicates.isTypeParam(t.key) ? " (missing comparable constraint)" : "");
                    }
                });
                return t;
            }
            case Expr.ChanType e -> {
                Chan.Dir dir = switch (e.dir) {
                    case BOTH -> Chan.Dir.SEND_RECV;
                    case SEND_ONLY -> Chan.Dir.SEND_ONLY;
                    case RECV_ONLY -> Chan.Dir.RECV_ONLY;
                };
                return new Chan(dir, varType(e.elem));
            }
            default -> {
                c.error(node, "%s is not a type", node);
                c.calls.use(node);
                return Basic.INVALID;
            }
        }
    }

    private Type instantiated(Expr x, List<Expr> xlist) {
        StringBuilder cause = new StringBuilder();
        Type generic = generic(x, cause);
        if (!cause.isEmpty()) {
            c.error(x, "invalid operation: %s%s (%s)", x, xlist, cause.toString());
        }
        if (!Predicates.isValid(generic)) {
            return generic;
        }
        List<Type> targs = typeList(xlist);
        if (targs == null) {
            return Basic.INVALID;
        }
        Type inst = Instantiate.instance(c, x.pos(), generic, targs, null, c.context);
        if (!(inst instanceof Named) && !(inst instanceof Alias)) {
            return Basic.INVALID;
        }
        c.later(() -> {
            c.calls.recordInstance(x, targs, inst);
            TypeName obj = inst instanceof Named n ? n.obj() : ((Alias) inst).obj();
            List<TypeParam> tparams = inst instanceof Named n ? n.typeParams() : ((Alias) inst).typeParams;
            if (Instantiate.validateLength(c, x.pos(), obj.name(), tparams.size(), targs.size())) {
                Instantiate.Failure f = Instantiate.verify(c, x.pos(), tparams, targs, c.context);
                if (f != null) {
                    Pos pos = f.index() < xlist.size() ? Positions.start(xlist.get(f.index())) : x.pos();
                    c.softError(pos, "%s", f.cause());
                } else {
                    c.mono.instance(x.pos(), tparams, targs, xlist);
                }
            }
        });
        return inst;
    }

    private long arrayLength(Expr e) {
        if (e instanceof Expr.Name name) {
            Obj obj = c.env.lookup(name.value);
            if (obj == null) {
                c.error(name, "undefined array length %s or missing type constraint", name.value);
                return -1;
            }
            if (!(obj instanceof Const)) {
                c.error(name, "invalid array length %s", name.value);
                return -1;
            }
        }
        Operand x = new Operand();
        c.exprs.expr(x, e);
        if (!x.isConstant()) {
            if (!x.isInvalid()) {
                c.error(x, "array length %s must be constant", x);
            }
            return -1;
        }
        if (Predicates.isUntyped(x.type()) || Predicates.isInteger(x.type())) {
            Constant v = ConstRules.represent(x.value(), Basic.INT);
            Long n = v == null ? null : v.asLong();
            if (n != null && n >= 0) {
                return n;
            }
        }
        c.error(x, Predicates.isInteger(x.type()) ? "invalid array length %s" : "array length %s must be integer", x);
        return -1;
    }

    /** The types, null if one is in error. */
    @Nullable
    List<Type> typeList(List<Expr> list) {
        List<Type> out = new ArrayList<>();
        boolean ok = true;
        for (Expr e : list) {
            Type t = varType(e);
            ok &= Predicates.isValid(t);
            out.add(t);
        }
        return ok ? out : null;
    }

    // -- structs

    private Type struct(Expr.StructType e) {
        List<Var> fields = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        Map<String, Obj> seen = new HashMap<>();
        Type type = Basic.INVALID;
        Expr prev = null;
        for (int i = 0; i < e.fields.size(); i++) {
            Expr.Field f = e.fields.get(i);
            if (f.type != prev) {
                type = varType(f.type);
                prev = f.type;
            }
            String tag = tag(i < e.tags.size() ? e.tags.get(i) : null);
            Expr.Name name = f.name;
            Type fieldType = type;
            if (name == null) {
                Pos pos = Positions.start(f.type);
                name = embeddedName(f.type);
                if (name == null) {
                    c.error(pos, "invalid syntax tree: invalid embedded field type %s", f.type);
                    name = new Expr.Name(pos, "_");
                    fieldType = Basic.INVALID;
                    tag = "";
                } else {
                    embeddedType(pos, type);
                }
            }
            Var field = Var.field(name.pos(), c.pkg, name.value, fieldType, f.name == null);
            tags.add(tag);
            if (name.isBlank() || declareInSet(seen, name.pos(), field)) {
                fields.add(field);
                c.info.defs.put(name, field);
            }
        }
        boolean tagged = tags.stream().anyMatch(t -> !t.isEmpty());
        return new Struct(fields, tagged ? tags : List.of());
    }

    private void embeddedType(Pos pos, Type type) {
        c.later(() -> {
            Predicates.Deref d = Predicates.deref(type);
            switch (d.type().underlying()) {
                case Basic b
                when b.kind() == Basic.Kind.UNSAFE_POINTER ->
                    c.error(pos, "embedded field type cannot be unsafe.Pointer");
                case Pointer p -> c.error(pos, "embedded field type cannot be a pointer");
                case Interface i
                when Predicates.isTypeParam(d.type()) ->
                    c.error(pos, "embedded field type cannot be a (pointer to a) type parameter");
                case Interface i
                when d.isPointer() -> c.error(pos, "embedded field type cannot be a pointer to an interface");
                default -> {}
            }
        });
    }

    private static Expr.@Nullable Name embeddedName(Expr e) {
        return switch (e) {
            case Expr.Name n -> n;
            case Expr.Operation o
            when o.op == Operator.MUL && o.y == null ->
                o.x instanceof Expr.Operation p && p.op == Operator.MUL && p.y == null ? null : embeddedName(o.x);
            case Expr.Selector s -> s.sel;
            case Expr.Index i -> embeddedName(i.x);
            default -> null;
        };
    }

    private boolean declareInSet(Map<String, Obj> seen, Pos pos, Obj obj) {
        Obj alt = seen.putIfAbsent(obj.id(), obj);
        if (alt == null) {
            return true;
        }
        c.newError().add(pos, "%s redeclared", obj.name()).otherDeclaration(alt).report();
        return false;
    }

    private String tag(Expr.@Nullable BasicLit t) {
        if (t == null || t.bad) {
            return "";
        }
        String bytes = t.kind == Expr.LitKind.STRING ? Literals.unquote(t.value) : null;
        if (bytes == null) {
            c.error(t, "invalid syntax tree: incorrect tag syntax: %q", t.value);
            return "";
        }
        return bytes;
    }

    // -- interfaces and unions

    private Type iface(Expr.InterfaceType e, @Nullable TypeName def) {
        Interface t = new Interface(c);
        List<Pos> positions = new ArrayList<>();
        t.embedPos = positions;
        for (Expr.Field f : e.methods) {
            Expr.Name name = f.name;
            if (name == null) {
                t.embeddeds.add(union(f.type));
                positions.add(Positions.start(f.type));
                continue;
            }
            if (name.isBlank()) {
                c.error(name, "methods must have a unique non-blank name");
                continue;
            }
            if (!(type(f.type) instanceof Signature sig)) {
                continue;
            }
            Named own = def == null ? null : Predicates.asNamed(def.type);
            sig.recv = new Var(Var.Kind.RECV, name.pos(), c.pkg, "", own != null ? own : t);
            Func m = new Func(name.pos(), c.pkg, name.value, sig);
            c.info.defs.put(name, m);
            t.methods.add(m);
        }
        t.complete = true;
        if (t.methods.isEmpty() && t.embeddeds.isEmpty()) {
            t.tset = TypeSet.TOP;
            return t;
        }
        t.methods = TypeSet.sorted(t.methods);
        c.later(() -> TypeSet.compute(c, e.pos(), t));
        return t;
    }

    private Type union(Expr e) {
        List<Expr> bars = new ArrayList<>();
        List<Expr> parts = new ArrayList<>();
        Expr rest = e;
        while (rest instanceof Expr.Operation o && o.op == Operator.OR && o.y != null) {
            bars.add(o);
            parts.add(o.y);
            rest = o.x;
        }
        parts.add(rest);
        Collections.reverse(bars);
        Collections.reverse(parts);
        List<Term> terms = new ArrayList<>();
        Type u = Basic.INVALID;
        for (int i = 0; i < parts.size(); i++) {
            Term term = term(parts.get(i));
            if (parts.size() == 1 && !term.tilde()) {
                return term.mustType();
            }
            if (terms.size() >= TypeSet.MAX_TERMS) {
                if (Predicates.isValid(u)) {
                    c.error(
                            parts.get(i),
                            "cannot handle more than %d union terms (implementation limitation)",
                            TypeSet.MAX_TERMS);
                    u = Basic.INVALID;
                }
            } else {
                terms.add(term);
                u = new Union(List.copyOf(terms));
            }
            if (i > 0) {
                c.record(bars.get(i - 1), Mode.TYPE, u, null);
            }
        }
        if (Predicates.isValid(u)) {
            c.later(() -> validTerms(terms, parts));
        }
        return u;
    }

    private Term term(Expr e) {
        boolean tilde = false;
        Expr x = e;
        if (e instanceof Expr.Operation o && o.op == Operator.TILDE) {
            x = o.x;
            tilde = true;
        }
        Type t = type(x);
        if (Predicates.isTypeParam(t)) {
            if (tilde) {
                c.error(x, "type in term %s cannot be a type parameter", e);
            } else {
                c.error(x, "term cannot be a type parameter");
            }
            t = Basic.INVALID;
        }
        Term term = new Term(tilde, t);
        if (tilde) {
            c.record(e, Mode.TYPE, new Union(List.of(term)), null);
        }
        return term;
    }

    private void validTerms(List<Term> terms, List<Expr> exprs) {
        for (int i = 0; i < terms.size(); i++) {
            Term t = terms.get(i);
            Expr at = exprs.get(i);
            Type type = t.mustType();
            if (!Predicates.isValid(type)) {
                continue;
            }
            Type u = type.underlying();
            if (t.tilde()) {
                if (u instanceof Interface) {
                    c.error(at, "invalid use of ~ (%s is an interface)", type);
                    continue;
                }
                if (!Predicates.identical(u, type)) {
                    c.error(at, "invalid use of ~ (underlying type of %s is %s)", type, u);
                    continue;
                }
            }
            if (u instanceof Interface f) {
                TypeSet set = f.typeSet();
                if (!set.methods.isEmpty()) {
                    c.error(at, "cannot use %s in union (%s contains methods)", t, t);
                } else if (type == Universe.COMPARABLE) {
                    c.error(at, "cannot use comparable in union");
                } else if (set.comparable) {
                    c.error(at, "cannot use %s in union (%s embeds comparable)", t, t);
                }
                continue;
            }
            for (Term other : terms.subList(0, i)) {
                if (Predicates.isValid(other.mustType())
                        && !Predicates.isInterface(other.mustType())
                        && !other.disjoint(t)) {
                    c.softError(at, "overlapping terms %s and %s", t, other);
                    break;
                }
            }
        }
    }
}
