package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Positions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls, conversions, and instances of generic functions. Follows {@code types2/call.go}. */
final class Calls {
    private static final Set<Mode> NOT_VALUES = EnumSet.of(Mode.NO_VALUE, Mode.BUILTIN, Mode.TYPE);

    private final Checker c;

    Calls(Checker check) {
        this.c = check;
    }

    /**
     * Gives a generic function its type arguments: those of the index expression, and those that follow from the target.
     *
     * @return without {@code infer} the type arguments that were given if some are missing, otherwise null
     */
    @Nullable
    List<Type> funcInst(Exprs.@Nullable Target target, Pos pos, Operand x, Expr.@Nullable Index inst, boolean infer) {
        Pos errPos = inst != null ? inst.pos() : pos;
        if (inst != null) {
            x.expr = inst;
        }
        boolean versionOk = c.verifyVersion(errPos, GoVersion.GO1_18, "function instantiation");
        List<Type> targs = new ArrayList<>();
        List<Expr> xlist = List.of();
        if (inst != null) {
            xlist = Expr.unpackList(inst.index);
            List<Type> given = c.typeExprs.typeList(xlist);
            if (given == null) {
                x.invalidate();
                return null;
            }
            targs = given;
        }
        Signature sig = (Signature) x.type().underlying();
        int got = targs.size();
        int want = sig.typeParams.size();
        if (got > want) {
            c.error(xlist.get(got - 1), "got %d type arguments but want %d", got, want);
            x.invalidate();
            return null;
        }
        List<Type> all = targs;
        if (got < want) {
            if (!infer) {
                return targs;
            }
            List<Operand> args = new ArrayList<>();
            List<Var> params = new ArrayList<>();
            if (target != null) {
                if (versionOk && !c.allowVersion(GoVersion.GO1_21)) {
                    c.verifyVersion(
                            errPos,
                            GoVersion.GO1_21,
                            inst != null
                                    ? "partially instantiated function in assignment"
                                    : "implicitly instantiated function in assignment");
                }
                Signature plain = sig.copy();
                plain.typeParams = List.of();
                plain.recv = null;
                params.add(new Var(Var.Kind.PARAM, x.expr().pos(), c.pkg, "", plain));
                args.add(new Operand(Mode.VALUE, new Expr.Name(x.expr().pos(), target.description()), target.sig()));
            }
            Infer.Renamed renamed = c.infer.rename(pos, sig.typeParams, Tuple.of(params));
            ErrorReport err = c.newError();
            List<Type> inferred =
                    c.infer.infer(pos, renamed.params(), targs, (Tuple) renamed.type(), args, target != null, err);
            if (inferred == null) {
                if (!err.isEmpty()) {
                    err.report();
                }
                x.invalidate();
                return null;
            }
            all = inferred;
        }
        x.type = instantiate(x.expr().pos(), x.expr(), sig, all, xlist);
        x.mode = Mode.VALUE;
        return null;
    }

    private Signature instantiate(Pos pos, Expr at, Signature sig, List<Type> targs, List<Expr> xlist) {
        Signature inst = (Signature) Instantiate.instance(c, pos, sig, targs, null, c.context);
        recordInstance(at, targs, inst);
        c.later(() -> {
            Instantiate.Failure f = Instantiate.verify(c, pos, sig.typeParams, targs, c.context);
            if (f != null) {
                c.softError(f.index() < xlist.size() ? Positions.start(xlist.get(f.index())) : pos, "%s", f.cause());
            } else {
                c.mono.instance(pos, sig.typeParams, targs, xlist);
            }
        });
        return inst;
    }

    void recordInstance(Expr at, List<Type> targs, Type type) {
        Expr x = at instanceof Expr.Index i ? i.x : at;
        Expr.Name name = switch (x) {
            case Expr.Name n -> n;
            case Expr.Selector s -> s.sel;
            default -> null;
        };
        if (name != null) {
            c.info.instances.put(name, new Instance(List.copyOf(targs), type));
        }
    }

    Exprs.Kind call(Operand x, Expr.Call call) {
        Expr.Index inst = null;
        if (call.fun instanceof Expr.Index i) {
            if (c.indexes.index(x, i)) {
                inst = i;
            }
            x.expr = i;
            c.exprs.record(x);
        } else {
            c.exprs.exprOrType(x, call.fun, true);
        }
        switch (x.mode) {
            case INVALID -> {
                use(call.args);
                x.expr = call;
                return Exprs.Kind.STATEMENT;
            }
            case TYPE -> {
                conversion(x, call);
                x.expr = call;
                return Exprs.Kind.CONVERSION;
            }
            case BUILTIN -> {
                Builtin.Id id = java.util.Objects.requireNonNull(x.builtin);
                if (!c.builtins.call(x, call, id)) {
                    x.invalidate();
                }
                x.expr = call;
                if (!x.isInvalid() && !x.isConstant()) {
                    c.env.hasCallOrRecv = true;
                }
                return id.statement ? Exprs.Kind.STATEMENT : Exprs.Kind.EXPRESSION;
            }
            default -> function(x, call, inst);
        }
        x.expr = call;
        return Exprs.Kind.STATEMENT;
    }

    private void conversion(Operand x, Expr.Call call) {
        c.exprs.nonGeneric(null, x);
        if (x.isInvalid()) {
            return;
        }
        Type t = x.type();
        x.invalidate();
        switch (call.args.size()) {
            case 0 -> c.error(call, "missing argument in conversion to %s", t);
            case 1 -> {
                c.exprs.expr(x, call.args.getFirst());
                if (x.isInvalid()) {
                    return;
                }
                if (t.underlying() instanceof Interface i && !Predicates.isTypeParam(t) && !i.isMethodSet()) {
                    c.error(
                            call,
                            "cannot use interface %s in conversion (contains specific type constraints or is comparable)",
                            t);
                } else if (call.hasDots) {
                    c.error(call.args.getFirst(), "invalid use of ... in conversion to %s", t);
                } else {
                    c.assignability.conversion(x, t);
                }
            }
            default -> {
                use(call.args);
                c.error(call.args.getLast(), "too many arguments in conversion to %s", t);
            }
        }
    }

    private void function(Operand x, Expr.Call call, Expr.@Nullable Index inst) {
        Predicates.CommonUnder u = Predicates.commonUnder(
                x.type(),
                (t, under) -> under != null && !(under instanceof Signature)
                        ? new TypeError("%s is not a function", t)
                        : null);
        if (!(u.type() instanceof Signature generic)) {
            c.error(x, "invalid operation: cannot call %s: %s", x, u.error() == null ? "" : c.sprintf(u.error()));
            x.invalidate();
            return;
        }
        Signature sig = generic;
        List<Expr> xlist = List.of();
        List<Type> targs = new ArrayList<>();
        if (inst != null) {
            xlist = Expr.unpackList(inst.index);
            List<Type> given = c.typeExprs.typeList(xlist);
            if (given == null) {
                use(call.args);
                x.invalidate();
                return;
            }
            targs = given;
            int want = sig.typeParams.size();
            if (targs.size() > want) {
                c.error(xlist.get(want), "got %d type arguments but want %d", targs.size(), want);
                use(call.args);
                x.invalidate();
                return;
            }
            if (targs.size() == want && want > 0) {
                c.verifyVersion(inst, GoVersion.GO1_18, "function instantiation");
                sig = instantiate(inst.pos(), inst, sig, targs, xlist);
                targs = new ArrayList<>();
                xlist = List.of();
            }
        }
        List<List<Type>> partial = new ArrayList<>();
        List<Operand> args = genericArguments(call.args, partial);
        sig = arguments(call, sig, targs, xlist, args, partial);
        if (!generic.typeParams.isEmpty() && sig.typeParams.isEmpty()) {
            c.record(call.fun, Mode.VALUE, sig, null);
        }
        switch (sig.results.len()) {
            case 0 -> {
                // The type stays that of the function, which messages about the missing value show.
                x.mode = Mode.NO_VALUE;
            }
            case 1 -> {
                x.mode = Mode.VALUE;
                x.type = sig.results.at(0).type();
            }
            default -> {
                x.mode = Mode.VALUE;
                x.type = sig.results;
            }
        }
        c.env.hasCallOrRecv = true;
        if (x.mode == Mode.VALUE && !sig.typeParams.isEmpty() && Infer.isParameterized(sig.typeParams, x.type())) {
            x.invalidate();
        }
    }

    /** Arguments of a call; generic functions among them may wait for the parameter to tell their type arguments. */
    private List<Operand> genericArguments(List<Expr> elems, List<List<Type>> partial) {
        boolean infer = elems.isEmpty() || !c.allowVersion(GoVersion.GO1_21);
        List<Operand> out = new ArrayList<>();
        for (Expr e : elems) {
            Operand x = new Operand();
            List<Type> targs = null;
            if (e instanceof Expr.Index inst && c.indexes.index(x, inst)) {
                targs = funcInst(null, x.expr == null ? inst.pos() : x.expr.pos(), x, inst, infer);
                if (targs != null) {
                    x.expr = inst;
                } else {
                    c.exprs.record(x);
                }
            } else if (e instanceof Expr.Index inst) {
                x.expr = inst;
                finishIndex(x, inst);
            } else if (elems.size() == 1) {
                c.exprs.raw(null, x, e, null, true);
                c.exprs.exclude(x, NOT_VALUES);
                if (!x.isInvalid() && x.type instanceof Tuple t) {
                    return Exprs.unpack(t, e);
                }
            } else {
                c.exprs.genericExpr(x, e);
            }
            partial.add(targs == null ? List.of() : targs);
            out.add(x);
        }
        return out;
    }

    /** What {@link Exprs#raw} does after an index expression that is no instance. */
    private void finishIndex(Operand x, Expr.Index e) {
        if (x.isInvalid()) {
            x.type = x.type == null ? Basic.INVALID : x.type;
        }
        x.expr = e;
        c.exprs.record(x);
        c.exprs.exclude(x, NOT_VALUES);
        c.exprs.singleValue(x);
    }

    /**
     * Checks arguments against parameters, and infers missing type arguments.
     *
     * @return the signature, instantiated if it was generic and there was no error
     */
    Signature arguments(
            Expr.Call call,
            Signature sig,
            List<Type> givenTargs,
            List<Expr> xlist,
            List<Operand> args,
            List<List<Type>> partial) {
        int nargs = args.size();
        int npars = sig.params.len();
        Tuple sigParams = sig.params;
        boolean adjusted = false;
        if (sig.variadic) {
            if (call.hasDots) {
                if (call.args.size() == 1 && nargs > 1) {
                    c.error(call, "cannot use ... with %d-valued %s", nargs, call.args.getFirst());
                    return sig;
                }
            } else if (nargs >= npars - 1) {
                List<Var> vars = new ArrayList<>(sig.params.vars().subList(0, npars - 1));
                Var last = sig.params.at(npars - 1);
                Type elem = last.type() instanceof Slice s ? s.elem : Basic.INVALID;
                while (vars.size() < nargs) {
                    vars.add(new Var(Var.Kind.PARAM, last.pos(), last.pkg(), last.name(), elem));
                }
                sigParams = Tuple.of(vars);
                adjusted = true;
                npars = nargs;
            } else {
                npars--;
            }
        } else if (call.hasDots) {
            c.error(call, "cannot use ... in call to non-variadic %s", call.fun);
            return sig;
        }
        if (nargs != npars) {
            countError(call, sig, args, npars);
            return sig;
        }
        int n = sig.typeParams.size();
        List<TypeParam> tparams = new ArrayList<>();
        List<@Nullable Type> targs = new ArrayList<>(givenTargs);
        if (n > 0) {
            if (!c.allowVersion(GoVersion.GO1_18)) {
                c.verifyVersion(
                        call.fun instanceof Expr.Index i ? i : call,
                        GoVersion.GO1_18,
                        call.fun instanceof Expr.Index ? "function instantiation" : "implicit function instantiation");
            }
            Infer.Renamed renamed = c.infer.rename(call.pos(), sig.typeParams, sigParams);
            tparams.addAll(renamed.params());
            sigParams = (Tuple) renamed.type();
            fill(targs, tparams.size());
        }
        List<Integer> genericArgs = new ArrayList<>();
        for (int i = 0; i < nargs; i++) {
            Operand arg = args.get(i);
            if (arg.type instanceof Signature as && !as.typeParams.isEmpty() && !arg.isInvalid()) {
                Infer.Renamed renamed = c.infer.rename(call.pos(), as.typeParams, as);
                Signature copy = ((Signature) renamed.type()).copy();
                copy.typeParams = renamed.params();
                arg.type = copy;
                tparams.addAll(renamed.params());
                if (i < partial.size()) {
                    targs.addAll(partial.get(i));
                }
                fill(targs, tparams.size());
                genericArgs.add(i);
            }
        }
        if (!genericArgs.isEmpty()) {
            c.verifyVersion(
                    args.get(genericArgs.getFirst()).start(),
                    GoVersion.GO1_21,
                    "implicitly instantiated function as argument");
        }
        Signature result = sig;
        if (!tparams.isEmpty()) {
            ErrorReport err = c.newError();
            List<Type> inferred = c.infer.infer(call.pos(), tparams, targs, sigParams, args, false, err);
            if (inferred == null) {
                if (!err.isEmpty()) {
                    c.error(err.pos(), "in call to %s, %s", call.fun, err.message());
                }
                return sig;
            }
            if (n > 0) {
                List<Type> own = List.copyOf(inferred.subList(0, n));
                result = instantiate(call.pos(), call.fun, sig, own, xlist);
                sigParams = adjusted
                        ? (Tuple) c.subst(tparams.subList(0, n), own)
                                .at(call.pos())
                                .type(sigParams)
                        : result.params;
            }
            int j = n;
            for (int i : genericArgs) {
                Operand arg = args.get(i);
                Signature as = (Signature) arg.type();
                int k = j + as.typeParams.size();
                arg.type = instantiate(call.pos(), arg.expr(), as, List.copyOf(inferred.subList(j, k)), List.of());
                c.exprs.record(arg);
                j = k;
            }
        }
        if (nargs > 0) {
            String context = c.sprintf("argument to %s", call.fun);
            for (int i = 0; i < nargs; i++) {
                c.assignments.assignment(args.get(i), sigParams.at(i).type(), context);
            }
        }
        return result;
    }

    private static void fill(List<@Nullable Type> targs, int size) {
        while (targs.size() < size) {
            targs.add(null);
        }
    }

    private void countError(Expr.Call call, Signature sig, List<Operand> args, int npars) {
        int nargs = args.size();
        Pos at = Positions.start(call);
        if (nargs > npars) {
            at = args.get(npars).start();
        } else if (nargs > 0) {
            at = args.get(nargs - 1).start();
        }
        c.newError()
                .add(at, "%s arguments in call to %s", nargs > npars ? "too many" : "not enough", call.fun)
                .add(
                        Pos.NONE,
                        "have %s",
                        c.assignments.typesSummary(Assignments.operandTypes(args), false, call.hasDots))
                .add(
                        Pos.NONE,
                        "want %s",
                        c.assignments.typesSummary(Assignments.varTypes(sig.params.vars()), sig.variadic, false))
                .report();
    }

    // -- uses after errors

    /** Checks expressions only so that what they name counts as used. @return whether they are without error */
    boolean use(List<Expr> list) {
        return useAll(list, false);
    }

    boolean use(Expr e) {
        return useOne(e, false);
    }

    /** As {@link #use}, for left sides, where a plain variable does not count as used. */
    boolean useLhs(List<Expr> list) {
        return useAll(list, true);
    }

    private boolean useAll(List<Expr> list, boolean lhs) {
        boolean ok = true;
        for (Expr e : list) {
            ok &= useOne(e, lhs);
        }
        return ok;
    }

    private boolean useOne(Expr e, boolean lhs) {
        Operand x = new Operand();
        x.mode = Mode.VALUE;
        switch (Expr.unparen(e)) {
            case Expr.Name n -> {
                if (n.isBlank()) {
                    return true;
                }
                Var v = lhs && c.env.lookup(n.value) instanceof Var w && w.pkg() == c.pkg ? w : null;
                boolean used = v != null && c.usedVars.contains(v);
                c.exprs.exprOrType(x, n, true);
                if (v != null && !used) {
                    c.usedVars.remove(v);
                }
            }
            case Expr.ListExpr l -> {
                return useAll(l.elems, lhs);
            }
            default -> c.exprs.raw(null, x, e, null, true);
        }
        return !x.isInvalid();
    }
}
