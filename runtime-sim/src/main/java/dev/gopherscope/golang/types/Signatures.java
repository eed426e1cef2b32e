package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function types: receivers, type parameters, parameters, results. Follows {@code types2/signature.go}. */
final class Signatures {
    private final Checker c;

    Signatures(Checker check) {
        this.c = check;
    }

    void funcType(Signature sig, Expr.@Nullable Field recvField, List<Expr.Field> tparams, Expr.FuncType e) {
        Scope scope = c.openScope(e);
        scope.isFunc = true;
        sig.scope = scope;
        Var recv = null;
        List<TypeParam> recvTypeParams = new ArrayList<>();
        if (recvField != null) {
            recv = receiver(recvField, e.pos(), recvTypeParams);
        }
        if (!tparams.isEmpty()) {
            sig.typeParams = typeParams(tparams, list -> sig.typeParams = list);
        }
        Params params = params(Var.Kind.PARAM, e.params);
        Params results = params(Var.Kind.RESULT, e.results);
        Pos scopePos = Positions.end(e);
        if (recv != null && recvField != null && !recv.name().isEmpty()) {
            c.decls.declare(scope, recvField.name, recv, scopePos);
        }
        params.declare(c, scope, scopePos);
        results.declare(c, scope, scopePos);
        sig.recv = recv;
        sig.recvTypeParams = recvTypeParams;
        sig.params = Tuple.of(params.vars);
        sig.results = Tuple.of(results.vars);
        sig.variadic = params.variadic;
        c.closeScope();
    }

    /** Declares type parameters; their list is given out before their constraints are read. */
    List<TypeParam> typeParams(List<Expr.Field> fields, java.util.function.Consumer<List<TypeParam>> early) {
        List<TypeParam> list = new ArrayList<>();
        Pos scopePos = fields.getFirst().pos();
        for (Expr.Field f : fields) {
            list.add(typeParam(f.name == null ? new Expr.Name(f.pos(), "_") : f.name, scopePos));
        }
        early.accept(TypeParam.bind(list));
        c.env.inTypeParamList = true;
        Type bound = Basic.INVALID;
        for (int i = 0; i < fields.size(); i++) {
            Expr.Field f = fields.get(i);
            if (i == 0 || f.type != fields.get(i - 1).type) {
                bound = bound(f.type);
                if (Predicates.isTypeParam(bound)) {
                    c.error(f.type, "cannot use a type parameter as constraint");
                    bound = Basic.INVALID;
                }
            }
            list.get(i).bound = bound;
        }
        c.env.inTypeParamList = false;
        return list;
    }

    private Type bound(Expr x) {
        if (x instanceof Expr.Operation o && (o.op == Operator.TILDE || o.op == Operator.OR)) {
            Expr.Field f = new Expr.Field(x.pos(), null, x);
            Type t = c.typeExprs.type(new Expr.InterfaceType(x.pos(), List.of(f)));
            if (t instanceof Interface i) {
                i.implicit = true;
            }
            return t;
        }
        return c.typeExprs.type(x);
    }

    private TypeParam typeParam(Expr.Name name, Pos scopePos) {
        TypeName obj = new TypeName(name.pos(), c.pkg, name.value, null);
        TypeParam p = new TypeParam(c, obj, Basic.INVALID);
        c.decls.declare(c.env.scope, name, obj, scopePos);
        return p;
    }

    /** A receiver type taken apart: {@code (*base[params])}. */
    record Receiver(boolean pointer, Expr base, List<Expr.Name> params) {}

    Receiver unpack(Expr type, boolean withParams) {
        Expr base = Expr.unparen(type);
        boolean pointer = false;
        if (base instanceof Expr.Operation o && o.op == Operator.MUL && o.y == null) {
            pointer = true;
            base = Expr.unparen(o.x);
        }
        List<Expr.Name> params = new ArrayList<>();
        if (base instanceof Expr.Index i) {
            base = i.x;
            if (withParams) {
                for (Expr arg : Expr.unpackList(i.index)) {
                    if (arg instanceof Expr.Name n) {
                        params.add(n);
                    } else {
                        if (!(arg instanceof Expr.Bad)) {
                            c.error(arg, "receiver type parameter %s must be an identifier", arg);
                        }
                        params.add(new Expr.Name(arg.pos(), "_"));
                    }
                }
            }
        }
        return new Receiver(pointer, base, params);
    }

    private Var receiver(Expr.Field field, Pos scopePos, List<TypeParam> tparams) {
        Receiver r = unpack(field.type, true);
        Type recvType;
        if (r.params.isEmpty()) {
            recvType = c.typeExprs.varType(field.type);
            Alias a = unpointer(recvType) instanceof Alias alias ? alias : null;
            while (a != null) {
                Type base = unpointer(a.rhs);
                boolean generic = base instanceof Named n && !n.typeParams().isEmpty()
                        || base instanceof Alias b && !b.typeParams.isEmpty();
                if (generic) {
                    c.error(r.base, "cannot define new methods on instantiated type %s", base);
                    recvType = Basic.INVALID;
                    break;
                }
                a = base instanceof Alias b ? b : null;
            }
        } else {
            recvType = genericReceiver(field, r, scopePos, tparams);
        }
        Expr.Name name = field.name;
        Var recv;
        if (name != null && !name.value.isEmpty()) {
            recv = new Var(Var.Kind.RECV, name.pos(), c.pkg, name.value, recvType);
        } else {
            recv = new Var(Var.Kind.RECV, field.pos(), c.pkg, "", recvType);
            c.info.implicits.put(field, recv);
        }
        c.later(() -> validReceiver(Positions.start(r.base), recv));
        return recv;
    }

    private Type genericReceiver(Expr.Field field, Receiver r, Pos scopePos, List<TypeParam> tparams) {
        StringBuilder cause = new StringBuilder();
        Type generic = c.typeExprs.generic(r.base, cause);
        Named base = null;
        if (Predicates.isValid(generic)) {
            if (generic instanceof Named n) {
                base = n;
            } else {
                c.error(r.base, "cannot define new methods on generic alias type %s", generic);
            }
        } else if (!cause.isEmpty()) {
            c.error(r.base, "%s", cause.toString());
        }
        for (Expr.Name n : r.params) {
            TypeParam p = typeParam(n, scopePos);
            tparams.add(p);
            c.info.uses.put(n, p.obj());
            c.record(n, Mode.TYPE, p, null);
        }
        TypeParam.bind(tparams);
        if (base == null) {
            return Basic.INVALID;
        }
        List<TypeParam> declared = base.typeParams();
        if (declared.size() == tparams.size()) {
            Subst subst = c.subst(declared, tparams);
            for (int i = 0; i < tparams.size(); i++) {
                TypeParam p = tparams.get(i);
                c.mono.canonical(p, declared.get(i));
                p.bound = subst.at(p.obj().pos()).type(declared.get(i).constraint());
            }
        } else {
            c.error(
                    r.base,
                    "receiver declares %s, but receiver base type declares %d",
                    Assignments.measure(tparams.size(), "type parameter"),
                    declared.size());
        }
        c.verifyVersion(r.base, GoVersion.GO1_18, "type instantiation");
        List<Type> targs = List.copyOf(tparams);
        Type recvType = Instantiate.instance(c, field.type.pos(), base, targs, null, c.context);
        c.calls.recordInstance(r.base, targs, recvType);
        if (r.pointer && Predicates.isValid(recvType)) {
            recvType = new Pointer(recvType);
        }
        recordParts(field.type, recvType);
        return recvType;
    }

    private void recordParts(Expr given, Type givenType) {
        Expr e = given;
        Type t = givenType;
        while (true) {
            c.record(e, Mode.TYPE, t, null);
            if (e instanceof Expr.Paren p) {
                e = p.x;
            } else if (e instanceof Expr.Operation o && o.op == Operator.MUL && o.y == null && t instanceof Pointer p) {
                e = o.x;
                t = p.base;
            } else {
                return;
            }
        }
    }

    private static Type unpointer(Type type) {
        Type t = type;
        while (t instanceof Pointer p) {
            t = p.base;
        }
        return t;
    }

    private void validReceiver(Pos pos, Var recv) {
        Type rtyp = Predicates.deref(recv.type()).type();
        Type atyp = Type.unalias(rtyp);
        if (!Predicates.isValid(atyp)) {
            return;
        }
        switch (atyp) {
            case Named n -> {
                if (n.obj().pkg() != c.pkg) {
                    c.error(pos, "cannot define new methods on non-local type %s", rtyp);
                    return;
                }
                String cause = switch (n.underlying()) {
                    case Basic b when b.kind() == Basic.Kind.UNSAFE_POINTER -> "unsafe.Pointer";
                    case Pointer p -> "pointer or interface type";
                    case Interface i -> "pointer or interface type";
                    default -> "";
                };
                if (!cause.isEmpty()) {
                    c.error(pos, "invalid receiver type %s (%s)", rtyp, cause);
                }
            }
            case Basic b -> c.error(pos, "cannot define new methods on non-local type %s", rtyp);
            default -> c.error(pos, "invalid receiver type %s", recv.type());
        }
    }

    private record Params(List<Expr.@Nullable Name> names, List<Var> vars, boolean variadic) {
        void declare(Checker c, Scope scope, Pos scopePos) {
            for (int i = 0; i < names.size(); i++) {
                Expr.Name name = names.get(i);
                if (name != null && !name.value.isEmpty()) {
                    c.decls.declare(scope, name, vars.get(i), scopePos);
                }
            }
        }
    }

    private Params params(Var.Kind kind, List<Expr.Field> list) {
        List<Expr.@Nullable Name> names = new ArrayList<>();
        List<Var> vars = new ArrayList<>();
        boolean variadic = false;
        Type type = Basic.INVALID;
        Expr prev = null;
        for (int i = 0; i < list.size(); i++) {
            Expr.Field f = list.get(i);
            if (f.type != prev) {
                prev = f.type;
                Expr t = f.type;
                if (t instanceof Expr.DotsType dots) {
                    t = dots.elem;
                    if (kind == Var.Kind.PARAM && i == list.size() - 1) {
                        variadic = true;
                    } else {
                        c.error(dots, "invalid syntax tree: invalid use of ...");
                    }
                }
                type = c.typeExprs.varType(t);
            }
            Type own = variadic && i == list.size() - 1 ? new Slice(type) : type;
            Var v;
            if (f.name != null) {
                v = new Var(kind, f.name.pos(), c.pkg, f.name.value, own);
            } else {
                v = new Var(kind, f.pos(), c.pkg, "", own);
                c.info.implicits.put(f, v);
            }
            names.add(f.name);
            vars.add(v);
        }
        if (variadic) {
            c.record(list.getLast().type, Mode.TYPE, vars.getLast().type(), null);
        }
        return new Params(names, vars, variadic);
    }
}
