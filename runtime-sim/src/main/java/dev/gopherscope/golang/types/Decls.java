package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Declarations, at package level and in functions. Follows {@code types2/decl.go}. */
final class Decls {
    private final Checker c;

    Decls(Checker check) {
        this.c = check;
    }

    /** Puts an object into a scope; visible from {@code from} on. */
    void declare(Scope scope, Expr.@Nullable Name name, Obj obj, Pos from) {
        if (!obj.name().equals("_")) {
            Obj alt = scope.insert(obj);
            if (alt != null) {
                c.newError()
                        .add(obj.pos(), "%s redeclared in this block", obj.name())
                        .otherDeclaration(alt)
                        .report();
                return;
            }
            obj.scopePos = from;
        }
        if (name != null) {
            c.info.defs.put(name, obj);
        }
    }

    /** Makes the type of an object known, unless it is. */
    void objDecl(Obj obj) {
        if (c.cycles.isOnPath(obj)) {
            switch (obj) {
                case Func f -> c.cycles.isValid(f);
                case TypeName t -> {
                    if (!c.cycles.isValid(t)) {
                        t.type = Basic.INVALID;
                    }
                }
                default -> {
                    if (!c.cycles.isValid(obj) || obj.type == null) {
                        obj.type = Basic.INVALID;
                    }
                }
            }
            return;
        }
        if (obj.type != null) {
            return;
        }
        DeclInfo d = Objects.requireNonNull(c.objMap.get(obj), obj.name());
        c.cycles.push(obj);
        Environment saved = c.env;
        c.env = new Environment(d.file);
        c.env.version = d.version;
        switch (obj) {
            case Const k -> {
                c.env.decl = d;
                constDecl(k, d.typeExpr, d.init, d.inherited);
            }
            case Var v -> {
                c.env.decl = d;
                varDecl(v, d.lhs, d.typeExpr, d.init);
            }
            case TypeName t -> {
                typeDecl(t, Objects.requireNonNull(d.typeDecl));
                collectMethods(t);
            }
            case Func f -> funcDecl(f, d);
            default -> throw new IllegalStateException(obj.name());
        }
        c.env = saved;
        c.cycles.pop();
    }

    void constDecl(Const obj, @Nullable Expr type, @Nullable Expr init, boolean inherited) {
        Constant iota = c.env.iota;
        Pos errpos = c.env.errpos;
        c.env.iota = obj.value;
        c.env.errpos = Pos.NONE;
        obj.value = Constant.UNKNOWN;
        initConst(obj, type, init, inherited);
        c.env.iota = iota;
        c.env.errpos = errpos;
    }

    private void initConst(Const obj, @Nullable Expr type, @Nullable Expr init, boolean inherited) {
        if (type != null) {
            Type t = c.typeExprs.type(type);
            if (!Predicates.isConstType(t)) {
                if (Predicates.isValid(t.underlying())) {
                    c.error(type, "invalid constant type %s", t);
                }
                obj.type = Basic.INVALID;
                return;
            }
            obj.type = t;
        }
        Operand x = new Operand();
        if (init != null) {
            if (inherited) {
                c.env.errpos = obj.pos();
            }
            c.exprs.expr(x, init);
        }
        c.assignments.initConst(obj, x);
    }

    void varDecl(Var obj, @Nullable List<Var> lhs, @Nullable Expr type, @Nullable Expr init) {
        if (type != null) {
            obj.type = c.typeExprs.varType(type);
        }
        if (init == null) {
            if (type == null) {
                obj.type = Basic.INVALID;
            }
            return;
        }
        if (lhs == null || lhs.size() == 1) {
            Operand x = new Operand();
            c.exprs.expr(Exprs.Target.of(obj.type, obj.name()), x, init);
            c.assignments.initVar(obj, x, "variable declaration");
            return;
        }
        if (type != null) {
            for (Var v : lhs) {
                v.type = obj.type;
            }
        }
        c.assignments.initVars(lhs, List.of(init), null);
    }

    void typeDecl(TypeName obj, Decl.Type decl) {
        boolean[] versionError = {false};
        @Nullable Type[] rhs = new @Nullable Type[1];
        c.later(() -> {
            Named n = Predicates.asNamed(obj.type);
            if (n != null) {
                c.cycles.validType(n);
            }
            if (!versionError[0] && rhs[0] != null && c.isImportedConstraint(rhs[0])) {
                c.verifyVersion(decl.type, GoVersion.GO1_18, "using type constraint %s", rhs[0]);
            }
        });
        boolean generic = !decl.typeParams.isEmpty();
        if (decl.alias) {
            versionError[0] =
                    generic && !c.verifyVersion(decl.typeParams.getFirst(), GoVersion.GO1_23, "generic type alias");
            versionError[0] |= !versionError[0] && !c.verifyVersion(decl, GoVersion.GO1_9, "type alias");
            Alias alias = new Alias(obj, Basic.INVALID);
            alias.pending = true;
            if (generic) {
                c.openScope(decl);
                alias.typeParams = c.signatures.typeParams(decl.typeParams, list -> alias.typeParams = list);
            }
            Type t = c.typeExprs.declared(decl.type, obj);
            rhs[0] = t;
            alias.pending = false;
            alias.setRhs(t);
            if (t instanceof TypeParam p && alias.typeParams.contains(p)) {
                c.error(decl.type, "cannot use type parameter declared in alias declaration as RHS");
                alias.setRhs(Basic.INVALID);
            }
            if (generic) {
                c.closeScope();
            }
            return;
        }
        versionError[0] = generic && !c.verifyVersion(decl.typeParams.getFirst(), GoVersion.GO1_18, "type parameter");
        Named named = new Named(c, obj);
        if (generic) {
            c.openScope(decl);
            named.setTypeParams(c.signatures.typeParams(decl.typeParams, named::setTypeParams));
        }
        Type t = c.typeExprs.declared(decl.type, obj);
        rhs[0] = t;
        named.rhs = t;
        if (Predicates.isTypeParam(t)) {
            c.error(decl.type, "cannot use a type parameter as RHS in type declaration");
            named.rhs = Basic.INVALID;
        }
        if (generic) {
            c.closeScope();
        }
    }

    void collectMethods(TypeName obj) {
        List<Func> methods = c.methods.remove(obj);
        if (methods == null) {
            return;
        }
        Map<String, Obj> seen = new HashMap<>();
        Named base = Predicates.asNamed(obj.type);
        if (base != null) {
            c.later(() -> fieldUniqueness(base));
            for (int i = 0; i < base.numMethods(); i++) {
                seen.put(base.method(i).id(), base.method(i));
            }
        }
        for (Func m : methods) {
            Obj alt = seen.putIfAbsent(m.id(), m);
            if (alt != null) {
                c.error(m.pos(), "method %s.%s already declared at %s", obj.name(), m.name(), alt.pos());
            } else if (base != null) {
                base.addMethod(m);
            }
        }
    }

    private void fieldUniqueness(Named base) {
        if (!(base.underlying() instanceof Struct s)) {
            return;
        }
        Map<String, Obj> seen = new HashMap<>();
        for (int i = 0; i < base.numMethods(); i++) {
            seen.put(base.method(i).id(), base.method(i));
        }
        for (Var f : s.fields) {
            Obj alt = f.name().equals("_") ? null : seen.putIfAbsent(f.id(), f);
            if (alt != null) {
                c.newError()
                        .add(alt.pos(), "field and method with the same name %s", f.name())
                        .otherDeclaration(f)
                        .report();
            }
        }
    }

    private void funcDecl(Func obj, DeclInfo d) {
        Decl.Func decl = Objects.requireNonNull(d.funcDecl);
        Signature sig = new Signature();
        obj.type = sig;
        c.signatures.funcType(sig, decl.recv, decl.typeParams, decl.type);
        if (!decl.typeParams.isEmpty() && decl.body == null) {
            c.softError(decl, "generic function is missing function body");
        }
        if (decl.body != null) {
            c.later(() -> c.stmts.funcBody(d, sig, decl.body, null));
        }
    }

    /** Reports a number of initial values that does not fit the names. */
    void arity(Pos pos, List<Expr.Name> names, List<Expr> inits, boolean constDecl, boolean inherited) {
        int l = names.size();
        int r = inits.size();
        if (l < r) {
            Expr extra = inits.get(l);
            if (inherited) {
                c.error(pos, "extra init expr at %s", extra.pos());
            } else {
                c.error(extra, "extra init expr %s", extra);
            }
        } else if (l > r && (constDecl || r != 1)) {
            c.error(names.get(r), "missing init expr for %s", names.get(r).value);
        }
    }

    /** Which constant declaration of a group gives type and values, and the value of iota. */
    static final class ConstGroup {
        private int first = -1;
        private Decl.@Nullable Const last;
        private Decl.@Nullable Const prev;
        private long iota;
        private boolean inherited;

        void next(Decl d, int index) {
            if (!(d instanceof Decl.Const k)) {
                first = -1;
                prev = null;
                return;
            }
            if (first < 0 || k.group == null || prev == null || prev.group != k.group) {
                first = index;
                last = null;
            }
            prev = k;
            iota = index - first;
            inherited = true;
            if (k.type != null || k.values != null) {
                last = k;
                inherited = false;
            } else if (last == null) {
                inherited = false;
            }
        }

        Constant iota() {
            return Constant.of(iota);
        }

        boolean inherited() {
            return inherited;
        }

        @Nullable
        Expr type() {
            return last == null ? null : last.type;
        }

        List<Expr> values() {
            return last == null ? List.of() : Expr.unpackList(last.values);
        }
    }

    void declStmt(List<Decl> list) {
        ConstGroup group = new ConstGroup();
        for (int index = 0; index < list.size(); index++) {
            Decl decl = list.get(index);
            group.next(decl, index);
            switch (decl) {
                case Decl.Const d -> localConsts(d, group);
                case Decl.Var d -> localVars(d);
                case Decl.Type d -> {
                    TypeName obj = new TypeName(d.name.pos(), c.pkg, d.name.value, null);
                    declare(c.env.scope, d.name, obj, d.name.pos());
                    c.cycles.push(obj);
                    typeDecl(obj, d);
                    c.cycles.pop();
                }
                default -> c.error(decl, "invalid syntax tree: unknown declaration");
            }
        }
    }

    private void localConsts(Decl.Const d, ConstGroup group) {
        int top = c.delayedCount();
        List<Const> lhs = new ArrayList<>();
        List<Expr> values = group.values();
        for (int i = 0; i < d.names.size(); i++) {
            Expr.Name name = d.names.get(i);
            Const obj = new Const(name.pos(), c.pkg, name.value, null, group.iota());
            lhs.add(obj);
            constDecl(obj, group.type(), i < values.size() ? values.get(i) : null, group.inherited());
        }
        arity(d.pos(), d.names, values, true, group.inherited());
        c.processDelayed(top);
        Pos from = Positions.end(d);
        for (int i = 0; i < lhs.size(); i++) {
            declare(c.env.scope, d.names.get(i), lhs.get(i), from);
        }
    }

    private void localVars(Decl.Var d) {
        int top = c.delayedCount();
        List<Var> vars = new ArrayList<>();
        for (Expr.Name name : d.names) {
            vars.add(new Var(Var.Kind.LOCAL, name.pos(), c.pkg, name.value, null));
        }
        List<Expr> values = Expr.unpackList(d.values);
        for (int i = 0; i < vars.size(); i++) {
            List<Var> lhs = null;
            Expr init = null;
            if (values.size() == vars.size()) {
                init = values.get(i);
            } else if (values.size() == 1) {
                lhs = vars;
                init = values.getFirst();
            } else if (i < values.size()) {
                init = values.get(i);
            }
            varDecl(vars.get(i), lhs, d.type, init);
            if (values.size() == 1) {
                break;
            }
        }
        if (d.type == null || !values.isEmpty()) {
            arity(d.pos(), d.names, values, false, false);
        }
        c.processDelayed(top);
        Pos from = Positions.end(d);
        for (int i = 0; i < vars.size(); i++) {
            declare(c.env.scope, d.names.get(i), vars.get(i), from);
        }
    }
}
