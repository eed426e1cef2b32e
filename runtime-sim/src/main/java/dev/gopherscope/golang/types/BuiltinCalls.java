package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls of built-in functions. Follows {@code types2/builtins.go}. */
final class BuiltinCalls {
    private static final Basic UINTPTR = Basic.of(Basic.Kind.UINTPTR);
    private static final Basic UNSAFE_POINTER = Basic.of(Basic.Kind.UNSAFE_POINTER);

    private final Checker c;

    BuiltinCalls(Checker check) {
        this.c = check;
    }

    /** @return whether there was no error; then the operand has the result */
    boolean call(Operand x, Expr.Call call, Builtin.Id id) {
        if (call.hasDots && id != Builtin.Id.APPEND) {
            c.error(call, "invalid operation: invalid use of ... with built-in %s", id.text);
            c.calls.use(call.args);
            return false;
        }
        boolean measures = id == Builtin.Id.LEN || id == Builtin.Id.CAP;
        boolean saved = c.env.hasCallOrRecv;
        if (measures) {
            c.env.hasCallOrRecv = false;
        }
        boolean ok = checked(x, call, id);
        if (measures) {
            c.env.hasCallOrRecv = saved;
        }
        return ok;
    }

    private boolean checked(Operand x, Expr.Call call, Builtin.Id id) {
        List<Operand> args = List.of();
        int n;
        if (id == Builtin.Id.MAKE || id == Builtin.Id.NEW || id == Builtin.Id.OFFSETOF) {
            n = call.args.size();
        } else {
            args = c.exprs.list(call.args);
            n = args.size();
            if (args.stream().anyMatch(Operand::isInvalid)) {
                return false;
            }
            if (n > 0) {
                x.set(args.getFirst());
            }
        }
        if (n < id.args || !id.variadic && n > id.args) {
            c.error(
                    call,
                    "invalid operation: %s arguments for %v (expected %d, found %d)",
                    n < id.args ? "not enough" : "too many",
                    call,
                    id.args,
                    n);
            return false;
        }
        return switch (id) {
            case APPEND -> append(x, call, args);
            case CAP, LEN -> length(x, call, id);
            case CLEAR -> clear(x, call);
            case CLOSE -> close(x, call);
            case COMPLEX -> complex(x, call, args.get(1));
            case COPY -> copy(x, call, args.get(1));
            case DELETE -> delete(x, call, args.get(1));
            case IMAG, REAL -> part(x, call, id);
            case MAKE -> make(x, call);
            case MAX, MIN -> extreme(x, call, id, args);
            case NEW -> makeNew(x, call);
            case PANIC -> panic(x, call);
            case PRINT, PRINTLN -> print(x, call, id, args);
            case RECOVER -> {
                x.mode = Mode.VALUE;
                x.type = Interface.emptyInterface();
                record(call, x.type);
                yield true;
            }
            case ADD -> {
                c.verifyVersion(call.fun, GoVersion.GO1_17, "unsafe.Add");
                yield assigned(x, UNSAFE_POINTER, "argument to unsafe.Add")
                        && c.indexes.isValid(args.get(1), "length", true)
                        && result(
                                x,
                                call,
                                UNSAFE_POINTER,
                                UNSAFE_POINTER,
                                args.get(1).type());
            }
            case ALIGNOF -> {
                if (!assigned(x, null, "argument to unsafe.Alignof")) {
                    yield false;
                }
                yield measured(x, call, x.type(), x.type(), () -> Sizes.alignOf(x.type()));
            }
            case OFFSETOF -> offsetof(x, call);
            case SIZEOF -> {
                if (!assigned(x, null, "argument to unsafe.Sizeof")) {
                    yield false;
                }
                yield measured(x, call, x.type(), x.type(), () -> Sizes.sizeOf(x.type()));
            }
            case SLICE -> {
                c.verifyVersion(call.fun, GoVersion.GO1_17, "unsafe.Slice");
                if (!(Predicates.commonUnder(x.type(), null).type() instanceof Pointer p)) {
                    c.error(x, "invalid argument: %s is not a pointer", x);
                    yield false;
                }
                yield c.indexes.isValid(args.get(1), "length", false)
                        && result(x, call, new Slice(p.base), p, args.get(1).type());
            }
            case SLICE_DATA -> {
                c.verifyVersion(call.fun, GoVersion.GO1_20, "unsafe.SliceData");
                if (!(Predicates.commonUnder(x.type(), null).type() instanceof Slice s)) {
                    c.error(x, "invalid argument: %s is not a slice", x);
                    yield false;
                }
                yield result(x, call, new Pointer(s.elem), s);
            }
            case STRING -> {
                c.verifyVersion(call.fun, GoVersion.GO1_20, "unsafe.String");
                Type bytes = new Pointer(Basic.BYTE);
                yield assigned(x, bytes, "argument to unsafe.String")
                        && c.indexes.isValid(args.get(1), "length", false)
                        && result(x, call, Basic.STRING, bytes, args.get(1).type());
            }
            case STRING_DATA -> {
                c.verifyVersion(call.fun, GoVersion.GO1_20, "unsafe.StringData");
                yield assigned(x, Basic.STRING, "argument to unsafe.StringData")
                        && result(x, call, new Pointer(Basic.BYTE), Basic.STRING);
            }
        };
    }

    private boolean assigned(Operand x, @Nullable Type t, String context) {
        c.assignments.assignment(x, t, context);
        return !x.isInvalid();
    }

    private boolean result(Operand x, Expr.Call call, Type type, Type... params) {
        x.mode = Mode.VALUE;
        x.type = type;
        record(call, type, params);
        return true;
    }

    /** Records the type that the function has in this call. */
    private void record(Expr.Call call, @Nullable Type result, Type... params) {
        record(call, signature(result, params));
    }

    private void record(Expr.Call call, Signature sig) {
        Expr f = call.fun;
        c.record(f, Mode.BUILTIN, sig, null);
        while (f instanceof Expr.Paren p) {
            f = p.x;
            c.record(f, Mode.BUILTIN, sig, null);
        }
    }

    private static Signature signature(@Nullable Type result, Type... params) {
        Signature sig = new Signature();
        List<Var> vars = new ArrayList<>();
        for (Type t : params) {
            vars.add(new Var(Var.Kind.PARAM, Pos.NONE, null, "", Predicates.defaultType(t)));
        }
        sig.params = Tuple.of(vars);
        if (result != null) {
            sig.results = Tuple.of(new Var(Var.Kind.RESULT, Pos.NONE, null, "", result));
        }
        return sig;
    }

    private static boolean allBytes(Type t, boolean[] hasString) {
        return Predicates.underIs(t, u -> {
            if (u instanceof Slice s && Predicates.identical(s.elem, Basic.BYTE)) {
                return true;
            }
            hasString[0] |= u != null && Predicates.isString(u);
            return u != null && Predicates.isString(u);
        });
    }

    private boolean append(Operand x, Expr.Call call, List<Operand> args) {
        SliceElem e = sliceElem(x);
        if (e.error != null) {
            c.error(x, "invalid append: %s", c.sprintf(e.error));
            return false;
        }
        Type xt = x.type();
        Signature sig = null;
        if (args.size() == 2 && call.hasDots && c.assignability.assignable(x, new Slice(Basic.BYTE), null)) {
            boolean[] hasString = {false};
            if (allBytes(args.get(1).type(), hasString) && hasString[0]) {
                sig = signature(xt, xt, args.get(1).type());
                sig.variadic = true;
            }
        }
        if (sig == null) {
            sig = signature(xt, xt, new Slice(e.type == null ? Basic.INVALID : e.type));
            sig.variadic = true;
            c.calls.arguments(call, sig, List.of(), List.of(), args, List.of());
        }
        record(call, sig);
        x.mode = Mode.VALUE;
        return true;
    }

    private static Type arrayPtrDeref(Type t) {
        return Type.unalias(t) instanceof Pointer p && p.base.underlying() instanceof Array a ? a : t;
    }

    static Type rangeable(Type under) {
        return arrayPtrDeref(under);
    }

    private boolean length(Operand x, Expr.Call call, Builtin.Id id) {
        boolean isLen = id == Builtin.Id.LEN;
        Mode mode = Mode.INVALID;
        Constant value = null;
        switch (arrayPtrDeref(x.type().underlying())) {
            case Basic b
            when b.isString() && isLen -> {
                mode = Mode.VALUE;
                if (x.isConstant()) {
                    mode = Mode.CONSTANT;
                    value = x.value instanceof Constant.Str s
                            ? Constant.of(s.bytes().length())
                            : Constant.UNKNOWN;
                }
            }
            case Array a -> {
                mode = Mode.VALUE;
                if (!c.env.hasCallOrRecv) {
                    mode = Mode.CONSTANT;
                    value = a.len >= 0 ? Constant.of(a.len) : Constant.UNKNOWN;
                }
            }
            case Slice s -> mode = Mode.VALUE;
            case Chan ch -> mode = Mode.VALUE;
            case MapType m when isLen -> mode = Mode.VALUE;
            case Interface i
            when Predicates.isTypeParam(x.type()) -> {
                boolean all = Predicates.underIs(
                        x.type(),
                        u -> u != null
                                && switch (arrayPtrDeref(u)) {
                                    case Basic b -> b.isString() && isLen;
                                    case Array a -> true;
                                    case Slice s -> true;
                                    case Chan ch -> true;
                                    case MapType m -> isLen;
                                    default -> false;
                                });
                mode = all ? Mode.VALUE : Mode.INVALID;
            }
            default -> {}
        }
        if (mode == Mode.INVALID) {
            if (Predicates.isValid(x.type().underlying())) {
                c.error(x, "invalid argument: %s for built-in %s", x, id.text);
            }
            return false;
        }
        if (mode != Mode.CONSTANT) {
            record(call, Basic.INT, x.type());
        }
        x.mode = mode;
        x.type = Basic.INT;
        x.value = value;
        return true;
    }

    private boolean noResult(Operand x, Expr.Call call, Type... params) {
        x.mode = Mode.NO_VALUE;
        record(call, (Type) null, params);
        return true;
    }

    private boolean clear(Operand x, Expr.Call call) {
        c.verifyVersion(call.fun, GoVersion.GO1_21, "clear");
        boolean ok = Predicates.underIs(x.type(), u -> {
            if (u instanceof MapType || u instanceof Slice) {
                return true;
            }
            c.error(x, "invalid argument: cannot clear %s: argument must be (or constrained by) map or slice", x);
            return false;
        });
        return ok && noResult(x, call, x.type());
    }

    private boolean close(Operand x, Expr.Call call) {
        boolean ok = Predicates.underIs(x.type(), u -> {
            if (!(u instanceof Chan ch)) {
                c.error(x, "invalid operation: cannot close non-channel %s", x);
                return false;
            }
            if (ch.dir == Chan.Dir.RECV_ONLY) {
                c.error(x, "invalid operation: cannot close receive-only channel %s", x);
                return false;
            }
            return true;
        });
        return ok && noResult(x, call, x.type());
    }

    private boolean complex(Operand x, Expr.Call call, Operand y) {
        boolean ux = Predicates.isUntyped(x.type());
        boolean uy = Predicates.isUntyped(y.type());
        if (ux && uy) {
            if (x.isConstant() && y.isConstant()) {
                for (Operand o : List.of(x, y)) {
                    if (Predicates.isNumeric(o.type()) && o.value().imag().sign() == 0) {
                        o.type = Basic.of(Basic.Kind.UNTYPED_FLOAT);
                    }
                }
            } else {
                c.consts.convertUntyped(x, Basic.of(Basic.Kind.FLOAT64));
                c.consts.convertUntyped(y, Basic.of(Basic.Kind.FLOAT64));
            }
        } else if (ux) {
            c.consts.convertUntyped(x, y.type());
        } else if (uy) {
            c.consts.convertUntyped(y, x.type());
        }
        if (x.isInvalid() || y.isInvalid()) {
            return false;
        }
        if (!Predicates.identical(x.type(), y.type())) {
            c.error(x, "invalid operation: %v (mismatched types %s and %s)", call, x.type(), y.type());
            return false;
        }
        Type result = apply(x, Builtin.Id.COMPLEX, kind -> switch (kind) {
            case FLOAT32 -> Basic.Kind.COMPLEX64;
            case FLOAT64 -> Basic.Kind.COMPLEX128;
            case UNTYPED_FLOAT -> Basic.Kind.UNTYPED_COMPLEX;
            default -> null;
        });
        if (result == null) {
            c.error(x, "invalid argument: arguments have type %s, expected floating-point", x.type());
            return false;
        }
        if (x.isConstant() && y.isConstant()) {
            x.value = Constants.complex(x.value().toFloat(), y.value().toFloat());
        } else {
            x.mode = Mode.VALUE;
            record(call, result, x.type(), x.type());
        }
        x.type = result;
        return true;
    }

    /** The type of a function on numbers; for a type parameter a new one with the results as constraint. */
    private @Nullable Type apply(Operand x, Builtin.Id id, Function<Basic.Kind, Basic.@Nullable Kind> f) {
        if (Type.unalias(x.type()) instanceof TypeParam p) {
            List<Term> terms = new ArrayList<>();
            boolean ok = p.is(t -> {
                Basic.Kind r = t != null && t.mustType().underlying() instanceof Basic b ? f.apply(b.kind()) : null;
                if (t == null || r == null) {
                    return false;
                }
                return terms.add(new Term(t.tilde(), Basic.of(r)));
            });
            if (!ok) {
                return null;
            }
            c.softError(
                    x.start(),
                    "%s not supported as argument to built-in %s for go1.18 (see go.dev/issue/50937)",
                    x,
                    id.text);
            return new TypeParam(
                    c,
                    new TypeName(Pos.NONE, c.pkg, p.obj().name(), null),
                    new Interface(null, List.of(), List.of(new Union(terms))));
        }
        Basic.Kind r = x.type().underlying() instanceof Basic b ? f.apply(b.kind()) : null;
        return r == null ? null : Basic.of(r);
    }

    private boolean copy(Operand x, Expr.Call call, Operand y) {
        boolean special =
                c.assignability.assignable(x, new Slice(Basic.BYTE), null) && allBytes(y.type(), new boolean[1]);
        if (!special) {
            SliceElem to = sliceElem(x);
            if (to.error != null) {
                c.error(x, "invalid copy: %s", c.sprintf(to.error));
                return false;
            }
            SliceElem from = sliceElem(y);
            if (from.error != null) {
                if (!Predicates.allBasic(y.type(), Basic.STRING_INFO)) {
                    c.error(y, "invalid copy: %s", c.sprintf(from.error));
                    return false;
                }
                from = new SliceElem(Basic.BYTE, null);
            }
            if (to.type != null && from.type != null && !Predicates.identical(to.type, from.type)) {
                c.error(
                        x,
                        "invalid copy: arguments %s and %s have different element types %s and %s",
                        x,
                        y,
                        to.type,
                        from.type);
                return false;
            }
        }
        return result(x, call, Basic.INT, x.type(), y.type());
    }

    private boolean delete(Operand x, Expr.Call call, Operand keyArg) {
        Type mapType = x.type();
        @Nullable Type[] key = new @Nullable Type[1];
        boolean ok = Predicates.underIs(mapType, u -> {
            if (!(u instanceof MapType m)) {
                c.error(x, "invalid argument: %s is not a map", x);
                return false;
            }
            if (key[0] != null && !Predicates.identical(m.key, key[0])) {
                c.error(x, "invalid argument: maps of %s must have identical key types", x);
                return false;
            }
            key[0] = m.key;
            return true;
        });
        Type k = key[0];
        if (!ok || k == null) {
            return false;
        }
        x.set(keyArg);
        return assigned(x, k, "argument to delete") && noResult(x, call, mapType, k);
    }

    private boolean part(Operand x, Expr.Call call, Builtin.Id id) {
        if (Predicates.isUntyped(x.type())) {
            if (x.isConstant()) {
                if (Predicates.isNumeric(x.type())) {
                    x.type = Basic.of(Basic.Kind.UNTYPED_COMPLEX);
                }
            } else {
                c.consts.convertUntyped(x, Basic.of(Basic.Kind.COMPLEX128));
                if (x.isInvalid()) {
                    return false;
                }
            }
        }
        Type result = apply(x, id, kind -> switch (kind) {
            case COMPLEX64 -> Basic.Kind.FLOAT32;
            case COMPLEX128 -> Basic.Kind.FLOAT64;
            case UNTYPED_COMPLEX -> Basic.Kind.UNTYPED_FLOAT;
            default -> null;
        });
        if (result == null) {
            c.error(x, "invalid argument: argument has type %s, expected complex type", x.type());
            return false;
        }
        if (x.isConstant()) {
            x.value = id == Builtin.Id.REAL ? x.value().real() : x.value().imag();
        } else {
            x.mode = Mode.VALUE;
            record(call, result, x.type());
        }
        x.type = result;
        return true;
    }

    private boolean make(Operand x, Expr.Call call) {
        Expr first = call.args.getFirst();
        Type t = c.typeExprs.varType(first);
        if (!Predicates.isValid(t)) {
            return false;
        }
        Predicates.CommonUnder u = Predicates.commonUnder(t, (tt, uu) -> switch (uu) {
            case Slice s -> null;
            case MapType m -> null;
            case Chan ch -> null;
            case null -> new TypeError("no specific type");
            default -> new TypeError("type must be slice, map, or channel");
        });
        if (u.error() != null) {
            c.error(first, "invalid argument: cannot make %s: %s", first, c.sprintf(u.error()));
            return false;
        }
        int min = u.type() instanceof Slice ? 2 : 1;
        int n = call.args.size();
        if (n < min || min + 1 < n) {
            c.error(call, "invalid operation: %v expects %d or %d arguments; found %d", call, min, min + 1, n);
            return false;
        }
        List<Type> types = new ArrayList<>(List.of(t));
        List<Long> sizes = new ArrayList<>();
        for (Expr arg : call.args.subList(1, n)) {
            Indexes.IndexValue i = c.indexes.check(arg, -1);
            types.add(i.type());
            if (i.value() >= 0) {
                sizes.add(i.value());
            }
        }
        if (sizes.size() == 2 && sizes.get(0) > sizes.get(1)) {
            c.error(call.args.get(1), "invalid argument: length and capacity swapped");
        }
        return result(x, call, t, types.toArray(Type[]::new));
    }

    private boolean extreme(Operand x, Expr.Call call, Builtin.Id id, List<Operand> args) {
        c.verifyVersion(call.fun, GoVersion.GO1_21, "built-in %s", id.text);
        Operator op = id == Builtin.Id.MAX ? Operator.GTR : Operator.LSS;
        for (int i = 0; i < args.size(); i++) {
            Operand a = args.get(i);
            if (a.isInvalid()) {
                return false;
            }
            if (!Predicates.allBasic(a.type(), Basic.ORDERED)) {
                c.error(a, "invalid argument: %s cannot be ordered", a);
                return false;
            }
            if (i == 0) {
                continue;
            }
            c.exprs.matchTypes(x, a);
            if (x.isInvalid()) {
                return false;
            }
            if (!Predicates.identical(x.type(), a.type())) {
                c.error(
                        a,
                        "invalid argument: mismatched types %s (previous argument) and %s (type of %s)",
                        x.type(),
                        a.type(),
                        a.expr);
                return false;
            }
            if (x.isConstant() && a.isConstant()) {
                if (Constant.compare(a.value(), op, x.value())) {
                    x.set(a);
                }
            } else {
                x.mode = Mode.VALUE;
            }
        }
        if (!x.isConstant()) {
            x.mode = Mode.VALUE;
            x.value = null;
            if (!assigned(x, Interface.emptyInterface(), "argument to built-in " + id.text)) {
                return false;
            }
        }
        for (Operand a : args) {
            c.exprs.updateType(a.expr(), x.type(), true);
        }
        if (!x.isConstant()) {
            Type[] types = new Type[args.size()];
            java.util.Arrays.fill(types, x.type());
            record(call, x.type, types);
        }
        return true;
    }

    private boolean makeNew(Operand x, Expr.Call call) {
        Expr arg = call.args.getFirst();
        c.exprs.exprOrType(x, arg, false);
        c.exprs.exclude(x, EnumSet.of(Mode.NO_VALUE, Mode.BUILTIN));
        if (x.isInvalid()) {
            return false;
        }
        if (x.mode == Mode.TYPE) {
            c.typeExprs.validVarType(arg, x.type());
        } else {
            if (Predicates.isUntyped(x.type()) && !assigned(x, null, "argument to new")) {
                return false;
            }
            c.verifyVersion(call.fun, GoVersion.GO1_26, "new(%s)", arg);
        }
        Type t = x.type();
        return result(x, call, new Pointer(t), t);
    }

    private boolean panic(Operand x, Expr.Call call) {
        if (c.env.sig != null && c.env.sig.results.len() > 0) {
            c.env.panics.add(call);
        }
        return assigned(x, Interface.emptyInterface(), "argument to panic")
                && noResult(x, call, Interface.emptyInterface());
    }

    private boolean print(Operand x, Expr.Call call, Builtin.Id id, List<Operand> args) {
        Type[] params = new Type[args.size()];
        for (int i = 0; i < params.length; i++) {
            if (!assigned(args.get(i), null, "argument to built-in " + id.text)) {
                return false;
            }
            params[i] = args.get(i).type();
        }
        return noResult(x, call, params);
    }

    /** A size: constant unless it depends on a type parameter. */
    private boolean measured(
            Operand x, Expr.Call call, Type measured, Type param, java.util.function.LongSupplier size) {
        if (hasVarSize(measured, new IdentityHashMap<>())) {
            x.mode = Mode.VALUE;
            record(call, UINTPTR, param);
        } else {
            long n = size.getAsLong();
            if (n < 0) {
                c.error(x, "%s is too large", x);
                return false;
            }
            x.mode = Mode.CONSTANT;
            x.value = Constant.of(n);
        }
        x.type = UINTPTR;
        return true;
    }

    private boolean offsetof(Operand x, Expr.Call call) {
        Expr arg = call.args.getFirst();
        if (!(Expr.unparen(arg) instanceof Expr.Selector sel)) {
            c.error(arg, "invalid argument: %s is not a selector expression", arg);
            c.calls.use(arg);
            return false;
        }
        c.exprs.expr(x, sel.x);
        if (x.isInvalid()) {
            return false;
        }
        Type base =
                x.type().underlying() instanceof Pointer p && p.base.underlying() instanceof Struct ? p.base : x.type();
        Lookup.Result r = Lookup.fieldOrMethod(base, false, c.pkg, sel.sel.value);
        Obj obj = r.obj();
        List<Integer> index = r.index();
        if (obj == null || index == null) {
            c.error(x, "invalid argument: %s has no single field %s", base, sel.sel.value);
            return false;
        }
        if (obj instanceof Func) {
            c.error(arg, "invalid argument: %s is a method value", arg);
            return false;
        }
        if (r.indirect()) {
            c.error(x, "invalid argument: field %s is embedded via a pointer in %s", sel.sel.value, base);
            return false;
        }
        c.selectors.recordSelection(sel, Selection.Kind.FIELD_VAL, base, obj, index, false);
        c.record(sel, x.mode == Mode.VARIABLE ? Mode.VARIABLE : Mode.VALUE, obj.type(), null);
        return measured(x, call, base, obj.type(), () -> Sizes.offsetOf(base, index));
    }

    private static boolean hasVarSize(Type t, Map<Named, Boolean> seen) {
        Named n = Predicates.asNamed(t);
        if (n != null) {
            Boolean known = seen.putIfAbsent(n, true);
            if (known != null) {
                return known;
            }
        }
        boolean variable = switch (t.underlying()) {
            case Array a -> hasVarSize(a.elem, seen);
            case Struct s -> s.fields.stream().anyMatch(f -> hasVarSize(f.type(), seen));
            case Interface i -> Predicates.isTypeParam(t);
            default -> false;
        };
        if (n != null) {
            seen.put(n, variable);
        }
        return variable;
    }

    private record SliceElem(@Nullable Type type, @Nullable TypeError error) {}

    private static SliceElem sliceElem(Operand x) {
        @Nullable Type[] elem = new @Nullable Type[1];
        @Nullable TypeError[] error = new @Nullable TypeError[1];
        Predicates.underIs(x.type(), u -> {
            if (!(u instanceof Slice s)) {
                error[0] = x.isNil()
                        ? new TypeError("argument must be a slice; have untyped nil")
                        : new TypeError("argument must be a slice; have %s", x);
            } else if (elem[0] == null) {
                elem[0] = s.elem;
            } else if (!Predicates.identical(elem[0], s.elem)) {
                error[0] = new TypeError("mismatched slice element types %s and %s in %s", elem[0], s.elem, x);
            }
            return error[0] == null;
        });
        return new SliceElem(elem[0], error[0]);
    }
}
