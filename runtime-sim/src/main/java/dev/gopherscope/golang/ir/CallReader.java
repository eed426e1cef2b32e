package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Stmt;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Builtin;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Instance;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Selection;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Calls, method values and function literals. Follows {@code noder/writer.go}, {@code noder/reader.go}, {@code typecheck/func.go}. */
abstract class CallReader extends ExprReader {
    CallReader(
            Unit unit,
            Fn curfn,
            Fn.@Nullable Inlining inlining,
            List<TypeParam> typeParams,
            List<Type> typeArgs,
            @Nullable ReaderBase around) {
        super(unit, curfn, inlining, typeParams, typeArgs, around);
    }

    abstract void readClosure(Stmt.Block body, Signature sig);

    // -- methods

    /** Where a selected method is: the function to call, and what else it needs. */
    private record Target(
            @Nullable Node fun,
            @Nullable Node dictionary,
            @Nullable Fn wrapper) {}

    static Node methodExpr(XPos pos, Type recv, String name, @Nullable Fn fn) {
        Signature sig = fn == null ? null : fn.type;
        List<Var> params = new ArrayList<>();
        params.add(new Var(Var.Kind.PARAM, pos.pos(), null, "", recv));
        if (sig != null) {
            params.addAll(sig.params().vars());
        }
        Signature type = new Signature(
                null,
                List.of(),
                List.of(),
                Tuple.of(params),
                sig == null ? Tuple.EMPTY : sig.results(),
                sig != null && sig.variadic());
        Node n = Node.unary(Op.METHEXPR, pos, type, typeNode(pos, recv));
        n.aux = name;
        n.fn = fn;
        return n;
    }

    /** @param recv type of the receiver as it is passed, before type parameters are replaced */
    private Target target(XPos pos, Type recv, Selection sel) {
        Func f = (Func) sel.obj();
        Type actual = subst(recv);
        if (Type.unalias(recv) instanceof TypeParam) {
            Signature sig = withReceiver(actual, (Signature) subst(f.signature()));
            Node word = Node.unary(Op.ADDR, pos, sig, dictionaryWord(pos));
            return new Target(Node.unary(Op.CONVNOP, pos, sig, word), null, null);
        }
        Named named = namedBase(actual);
        if (TypeShape.isInterface(actual) || named == null) {
            return new Target(methodExpr(pos, actual, f.name(), null), null, null);
        }
        Func origin = f.origin();
        if (named.typeArgs().isEmpty()) {
            Fn fn = unit.function(origin);
            return new Target(methodExpr(pos, actual, f.name(), fn), null, fn);
        }
        Fn shaped = unit.instance(origin, named.typeArgs(), true);
        Type recvType = Objects.requireNonNull(shaped.recv).type;
        Node fun = methodExpr(pos, recvType, f.name(), shaped);
        if (isDerived(recv)) {
            return new Target(fun, Node.unary(Op.CONVNOP, pos, dictionaryType(shaped, 0), dictionaryWord(pos)), null);
        }
        Fn wrapper = unit.instance(origin, named.typeArgs(), false);
        return new Target(fun, unit.dictionary(pos, wrapper), wrapper);
    }

    private static Type dictionaryType(Fn shaped, int index) {
        return shaped.params.get(index).type;
    }

    private static Signature withReceiver(Type recv, Signature sig) {
        List<Var> params = new ArrayList<>();
        params.add(new Var(Var.Kind.PARAM, dev.gopherscope.golang.syntax.Pos.NONE, null, "", recv));
        params.addAll(sig.params().vars());
        return new Signature(null, List.of(), List.of(), Tuple.of(params), sig.results(), sig.variadic());
    }

    /** The receiver's type after the path through embedded fields, address and dereference, type parameters kept. */
    private Type receiverType(Expr.Selector x, Selection sel) {
        Type t = facts.typeOf(x.x);
        for (int i = 0; i < sel.index().size() - 1; i++) {
            dev.gopherscope.golang.types.Struct s = (dev.gopherscope.golang.types.Struct)
                    Predicates.deref(t).type().underlying();
            t = s.fields().get(sel.index().get(i)).type();
        }
        Func f = (Func) sel.obj();
        Var recv = f.signature().recv();
        if (recv == null || Predicates.isInterface(recv.type()) || Predicates.isInterface(t)) {
            return t;
        }
        boolean pointer = Type.unalias(t) instanceof Pointer;
        if (pointer && !f.hasPtrRecv()) {
            return Predicates.deref(t).type();
        }
        return !pointer && f.hasPtrRecv() ? new Pointer(t) : t;
    }

    @Override
    Node methodValue(Expr.Selector x, Selection sel) {
        XPos pos = at(x.pos());
        Node recv = receiver(x, sel);
        Target t = target(pos, receiverType(x, sel), sel);
        Signature sig = (Signature) subst(((Func) sel.obj()).signature());
        Signature type = new Signature(null, List.of(), List.of(), sig.params(), sig.results(), sig.variadic());
        Node fun = t.fun;
        if (t.wrapper == null && fun != null && (fun.op != Op.METHEXPR || t.dictionary != null)) {
            return curry(pos, type, fun, recv, t.dictionary);
        }
        Node n = Node.unary(Op.METHVALUE, pos, type, recv);
        n.aux = sel.obj().name();
        n.fn = t.wrapper;
        return n;
    }

    @Override
    Node methodExpression(Expr.Selector x, Selection sel) {
        XPos pos = at(x.pos());
        Type recv = facts.typeOf(x.x);
        Type type = recv;
        for (int i = 0; i < sel.index().size() - 1; i++) {
            dev.gopherscope.golang.types.Struct s = (dev.gopherscope.golang.types.Struct)
                    Predicates.deref(type).type().underlying();
            type = s.fields().get(sel.index().get(i)).type();
        }
        Func f = (Func) sel.obj();
        boolean same = sel.index().size() == 1 && isPointer(recv) == f.hasPtrRecv();
        if (!same && !TypeShape.isInterface(subst(type)) && isPointer(type) != f.hasPtrRecv()) {
            type = isPointer(type) ? Predicates.deref(type).type() : new Pointer(type);
        }
        Target t = target(pos, type, sel);
        if (t.fun != null && t.fun.op != Op.METHEXPR) {
            return t.fun;
        }
        Node n = methodExpr(pos, subst(recv), f.name(), same || TypeShape.isInterface(subst(type)) ? t.wrapper : null);
        n.type = withReceiver(subst(recv), (Signature) subst(f.signature()));
        return n;
    }

    private static boolean isPointer(Type t) {
        return Type.unalias(t) instanceof Pointer;
    }

    /** A closure that calls a function with one or two arguments that are known already. */
    private Node curry(XPos pos, Signature type, Node fun, Node first, @Nullable Node second) {
        List<Node> given = new ArrayList<>(List.of(fun, first));
        if (second != null) {
            given.add(second);
        }
        Fn fn = newClosure(XPos.of(pos.pos()), pos, Fn.Reason.LITERAL, type, false);
        fn.wrapper = true;
        List<Node> init = new ArrayList<>();
        List<@Nullable Node> kept = new ArrayList<>();
        for (Node g : given) {
            if (g.op == Op.METHEXPR || g instanceof Name n && n.kind == Name.Kind.FUNC) {
                kept.add(g);
            } else {
                Name.capture(XPos.of(pos.pos()), fn, tempCopy(pos, g, init));
                kept.add(null);
            }
        }
        Curried body = new Curried(XPos.of(pos.pos()), kept);
        fn.source = body;
        body.read(fn, null);
        return Node.withInit(init, Objects.requireNonNull(fn.closureExpr));
    }

    /** The body of such a closure: what is not kept comes from its variables. */
    private record Curried(XPos pos, List<@Nullable Node> kept) implements Fn.Body {
        @Override
        public void read(Fn into, Fn.@Nullable Inlining inlining) {
            into.declareParams(inlining == null);
            into.wrapper = true;
            List<Name> vars = new ArrayList<>();
            if (inlining == null) {
                vars.addAll(into.closureVars);
            } else {
                inlining.callee().closureVars.forEach(v -> vars.add(Objects.requireNonNull(v.outer)));
            }
            List<Node> all = new ArrayList<>();
            int next = 0;
            for (Node k : kept) {
                all.add(k != null ? k : vars.get(next++));
            }
            Node fun = all.removeFirst();
            all.addAll(into.dcl.subList(0, into.params.size()));
            Signature sig = (Signature) fun.type.underlying();
            Node call = Node.ofList(Op.CALLFUNC, pos, resultType(sig), all);
            call.x = fun;
            call.flag = sig.variadic();
            if (sig.results().len() == 0) {
                into.body.add(call);
                return;
            }
            Node ret = Node.ofList(Op.RETURN, pos, null, List.of(call));
            if (sig.results().len() > 1) {
                spread(ret, call, into, sig.results());
            }
            into.body.add(ret);
        }
    }

    @Override
    Node functionValue(XPos pos, Func func, List<Type> given) {
        if (given.isEmpty()) {
            return unit.function(func).nname;
        }
        List<Type> args = given.stream().map(this::subst).toList();
        if (given.stream().anyMatch(this::isDerived)) {
            Fn shaped = unit.instance(func, args, true);
            Node d = Node.unary(Op.CONVNOP, pos, dictionaryType(shaped, 0), dictionaryWord(pos));
            Signature s = shaped.type;
            List<Var> params = s.params().vars().subList(1, s.params().len());
            Signature type = new Signature(null, List.of(), List.of(), Tuple.of(params), s.results(), s.variadic());
            return curry(pos, type, shaped.nname, d, null);
        }
        Fn fn = unit.instance(func, args, false);
        unit.instance(func, args, true);
        return fn.nname;
    }

    // -- function literals

    private Fn newClosure(XPos fpos, XPos cpos, Fn.Reason why, Signature type, boolean nameResults) {
        return newClosure(unit, inlining == null ? curfn : inlining.caller(), fpos, cpos, why, type, nameResults);
    }

    static Fn newClosure(
            Unit unit, Fn outer, XPos fpos, XPos cpos, Fn.Reason why, Signature type, boolean nameResults) {
        String name = closureName(outer, cpos, why);
        Fn fn = new Fn(name, outer.qualifier() + name, outer.pkgPath, fpos, type, null);
        Node n = new Node(Op.CLOSURE, cpos, type);
        n.fn = fn;
        fn.closureExpr = n;
        fn.closureParent = outer;
        Unit.addParams(fn, type, nameResults);
        if (why == Fn.Reason.RANGE) {
            fn.rangeParent = outer.rangeParent != null ? outer.rangeParent : outer;
        }
        unit.funcs.add(fn);
        return fn;
    }

    private static String closureName(Fn given, XPos pos, Fn.Reason why) {
        Fn outer = given.rangeParent != null ? given.rangeParent : given;
        String suffix = switch (why) {
            case LITERAL -> outer.closureExpr != null ? "." : ".func";
            case RANGE -> "-range";
            case GO -> ".gowrap";
            case DEFER -> ".deferwrap";
        };
        StringBuilder name = new StringBuilder(outer.packageInit ? "init" : outer.isBlank() ? "glob." : outer.name);
        List<String> inlined = new ArrayList<>();
        for (XPos.InlCall c = pos.inl(); c != null; c = c.parent()) {
            inlined.addFirst(c.callee().name);
        }
        inlined.forEach(s -> name.append('.').append(s));
        return name + suffix + outer.nextClosure(why);
    }

    @Override
    Node funcLit(Expr.FuncLit x) {
        Signature sig = (Signature) facts.typeOf(x);
        Fn.Reason why = facts.isRangeBody(x) ? Fn.Reason.RANGE : Fn.Reason.LITERAL;
        Stmt.Block block = unit.bodyOf(x, sig);
        Fn fn = newClosure(XPos.of(x.pos()), at(x.pos()), why, (Signature) subst(sig), facts.namesResults(x.body));
        StmtReader r = new StmtReader(unit, fn, null, typeParams, typeArgs, this);
        Name dict = dictionary;
        Name captured = null;
        if (dict != null) {
            captured = new Name(dict.pos, dict.name, Name.Kind.CAPTURED, dict.type, fn);
            captured.outer = dict;
            r.dictionary = captured;
        }
        fn.source = new LiteralBody(unit, block, sig, typeParams, typeArgs, r.capturedOrder);
        r.readClosure(block, sig);
        if (captured != null) {
            fn.closureVars.add(captured);
        }
        return Objects.requireNonNull(fn.closureExpr);
    }

    /** The body of a function literal; the variables are those of {@link Fn#closureVars}, in that order. */
    private record LiteralBody(
            Unit unit, Stmt.Block block, Signature sig, List<TypeParam> params, List<Type> args, List<Var> captured)
            implements Fn.Body {
        @Override
        public void read(Fn into, Fn.@Nullable Inlining inlining) {
            StmtReader r = new StmtReader(unit, into, inlining, params, args);
            List<Name> vars = inlining == null ? into.closureVars : inlining.callee().closureVars;
            for (int i = 0; i < captured.size(); i++) {
                r.captured.put(captured.get(i), Objects.requireNonNull(vars.get(i).outer));
            }
            if (vars.size() > captured.size()) {
                r.dictionary = vars.getLast().outer;
            }
            r.readClosure(block, sig);
        }
    }

    // -- calls

    static Type resultType(Signature sig) {
        return switch (sig.results().len()) {
            case 0 -> Tuple.EMPTY;
            case 1 -> sig.results().at(0).type();
            default -> sig.results();
        };
    }

    /** Puts the results of a call into temporaries, which become the operands of the statement. */
    static void spread(Node stmt, Node call, Fn fn, Tuple results) {
        Node as = Node.assignList(call.pos, new ArrayList<>(), List.of(call));
        as.op = Op.AS2FUNC;
        for (Var v : results.vars()) {
            Name tmp = temp(fn, call.pos, v.type());
            as.addInit(Node.dcl(call.pos, tmp));
            as.list.add(tmp);
        }
        stmt.addInit(as);
        stmt.list = new ArrayList<>(as.list);
    }

    /** Expressions as values of given types (null: as they are), or the values of a single expression with several. */
    final List<Node> multi(XPos pos, IntFunction<@Nullable Type> dst, List<Expr> exprs) {
        List<Node> out = new ArrayList<>();
        if (exprs.size() == 1 && facts.typeOf(exprs.getFirst()) instanceof Tuple tuple && tuple.len() > 1) {
            Node x = expr(exprs.getFirst());
            Node as = Node.assignList(pos, new ArrayList<>(), List.of(x));
            as.flag = true;
            as.op = assignListOp(x);
            for (int i = 0; i < tuple.len(); i++) {
                Type src = subst(Predicates.defaultType(tuple.at(i).type()));
                Name tmp = temp(pos, src);
                tmp.defn = as;
                as.addInit(Node.dcl(pos, tmp));
                as.list.add(tmp);
                Type to = dst.apply(i);
                out.add(to != null && !Predicates.identical(src, to) ? conversion(pos, to, tmp, true) : tmp);
            }
            out.set(0, Node.withInit(List.of(as), out.getFirst()));
            return out;
        }
        for (int i = 0; i < exprs.size(); i++) {
            out.add(convert(dst.apply(i), exprs.get(i), true));
        }
        return out;
    }

    /** The operation that assigns two results; the operand is told that it gives two. */
    static Op assignListOp(Node x) {
        return switch (x.op) {
            case INDEXMAP -> Op.AS2MAPR;
            case RECV -> Op.AS2RECV;
            case DOTTYPE -> {
                x.op = Op.DOTTYPE2;
                yield Op.AS2DOTTYPE;
            }
            case DYNAMICDOTTYPE -> {
                x.op = Op.DYNAMICDOTTYPE2;
                yield Op.AS2DOTTYPE;
            }
            default -> Op.AS2FUNC;
        };
    }

    @Override
    Node call(Expr.Call x) {
        if (facts.isType(x.fun)) {
            return convert(typeOf(x.fun), x.args.getFirst(), false);
        }
        Expr fun = Expr.unparen(x.fun);
        if (facts.isBuiltin(fun)) {
            return builtin(x, fun);
        }
        if (typeOf(x.fun) == Basic.INVALID) {
            return runtimeCall(x);
        }
        XPos pos = at(x.pos());
        List<Node> args = new ArrayList<>();
        Node callee = callee(fun, args);
        Signature sig = (Signature) typeOf(x.fun).underlying();
        int n = sig.params().len();
        args.addAll(multi(
                pos,
                i -> sig.variadic() && !x.hasDots && i >= n - 1
                        ? TypeShape.elem(sig.params().at(n - 1).type())
                        : sig.params().at(i).type(),
                x.args));
        return finish(pos, callee, args, x.hasDots);
    }

    /** The function that is called; a receiver and a dictionary become the first arguments. */
    private Node callee(Expr fun, List<Node> args) {
        if (fun instanceof Expr.Selector s) {
            Selection sel = facts.selection(s);
            if (sel != null && sel.kind() == Selection.Kind.METHOD_VAL) {
                return method(s, sel, args);
            }
        }
        Expr.Name name = facts.named(fun);
        Instance inst = name == null ? null : facts.instance(name);
        if (name != null && inst != null && facts.use(name) instanceof Func f) {
            XPos pos = at(fun.pos());
            List<Type> targs = inst.typeArgs().stream().map(this::subst).toList();
            if (inst.typeArgs().stream().anyMatch(this::isDerived)) {
                Fn shaped = unit.instance(f, targs, true);
                args.add(Node.unary(Op.CONVNOP, pos, dictionaryType(shaped, 0), dictionaryWord(pos)));
                return shaped.nname;
            }
            args.add(unit.dictionary(pos, unit.instance(f, targs, false)));
            return unit.instance(f, targs, true).nname;
        }
        return expr(fun);
    }

    private Node method(Expr.Selector s, Selection sel, List<Node> args) {
        XPos pos = at(s.pos());
        Node recv = receiver(s, sel);
        Target t = target(pos, receiverType(s, sel), sel);
        Node fun = Objects.requireNonNull(t.fun);
        if (TypeShape.isInterface(recv.type) && fun.op == Op.METHEXPR) {
            Node dot = Node.unary(Op.DOTINTER, pos, subst(((Func) sel.obj()).signature()), recv);
            dot.aux = sel.obj().name();
            return dot;
        }
        args.add(recv);
        if (t.dictionary != null) {
            args.add(t.dictionary);
        }
        return fun;
    }

    private Node finish(XPos pos, Node callee, List<Node> args, boolean dots) {
        Node call = Node.ofList(
                callee.op == Op.DOTINTER ? Op.CALLINTER : Op.CALLFUNC,
                pos,
                resultType((Signature) callee.type.underlying()),
                args);
        call.x = callee;
        nameCallee(call);
        fixVariadic(call, dots);
        return call;
    }

    /** A callee that has to be computed is computed before the arguments. */
    private void nameCallee(Node call) {
        Node fun = call.operand();
        boolean dot = fun.op == Op.DOTINTER || fun.op == Op.METHVALUE;
        Node operand = dot ? fun.operand() : fun;
        if (!operand.any(n -> n.op != Op.NEW && isCallOrChan(n))) {
            return;
        }
        Name tmp = temp(call.pos, operand.type);
        Node as = Node.assign(call.pos, tmp, operand);
        as.addInit(Node.dcl(call.pos, tmp));
        tmp.defn = as;
        if (dot) {
            fun.x = tmp;
        } else {
            call.x = tmp;
        }
        call.addInit(as);
    }

    private static boolean isCallOrChan(Node n) {
        return switch (n.op) {
            case APPEND,
                    CALLFUNC,
                    CALLINTER,
                    CAP,
                    CLEAR,
                    CLOSE,
                    COMPLEX,
                    COPY,
                    DELETE,
                    IMAG,
                    LEN,
                    MAKESLICE,
                    MAKEMAP,
                    MAKECHAN,
                    MAX,
                    MIN,
                    NEW,
                    PANIC,
                    PRINT,
                    PRINTLN,
                    REAL,
                    RECOVER,
                    RECV,
                    UNSAFEADD,
                    UNSAFESLICE,
                    UNSAFESLICEDATA,
                    UNSAFESTRING,
                    UNSAFESTRINGDATA -> true;
            default -> false;
        };
    }

    private static void fixVariadic(Node call, boolean dots) {
        Signature sig = (Signature) call.operand().type.underlying();
        call.flag = dots;
        if (!sig.variadic() || dots) {
            return;
        }
        int fixed = sig.params().len() - 1;
        List<Node> extra = new ArrayList<>(call.list.subList(fixed, call.list.size()));
        Type t = sig.params().at(fixed).type();
        Node slice = nil(call.pos, t);
        if (!extra.isEmpty()) {
            slice = implicit(Node.ofList(Op.SLICELIT, call.pos, t, extra));
        }
        List<Node> args = new ArrayList<>(call.list.subList(0, fixed));
        args.add(slice);
        call.list = args;
        call.flag = true;
    }

    /** A call of the runtime that the rewriting of a loop put in. */
    private Node runtimeCall(Expr.Call x) {
        Expr.Name name = (Expr.Name) x.fun;
        XPos pos = at(x.pos());
        List<Node> args = new ArrayList<>();
        x.args.forEach(a -> args.add(expr(a)));
        return finish(pos, RangeFunc.runtime(name.value).nname, args, false);
    }

    // -- built-in functions

    private Node builtin(Expr.Call x, Expr fun) {
        Builtin b =
                (Builtin) Objects.requireNonNull(facts.use(fun instanceof Expr.Selector s ? s.sel : (Expr.Name) fun));
        XPos pos = at(x.pos());
        switch (b.builtinId()) {
            case MAKE -> {
                return make(x, pos);
            }
            case NEW -> {
                return makeNew(x, pos);
            }
            case SIZEOF, ALIGNOF, OFFSETOF -> {
                return literal(pos, Basic.of(Basic.Kind.UINTPTR), dev.gopherscope.golang.types.Constant.of(WORD));
            }
            default -> {}
        }
        Signature sig = (Signature) typeOf(x.fun).underlying();
        int n = sig.params().len();
        List<Node> args = multi(
                pos,
                i -> {
                    if (n == 0 || i >= n && !sig.variadic()) {
                        return null;
                    }
                    return sig.variadic() && !x.hasDots && i >= n - 1
                            ? TypeShape.elem(sig.params().at(n - 1).type())
                            : sig.params().at(Math.min(i, n - 1)).type();
                },
                x.args);
        Type result = resultType(sig);
        return switch (b.builtinId()) {
            case APPEND -> append(x, pos, args);
            case COPY -> binaryBuiltin(Op.COPY, pos, result, args);
            case COMPLEX -> binaryBuiltin(Op.COMPLEX, pos, result, args);
            case ADD -> binaryBuiltin(Op.UNSAFEADD, pos, result, args);
            case SLICE -> binaryBuiltin(Op.UNSAFESLICE, pos, result, args);
            case STRING -> binaryBuiltin(Op.UNSAFESTRING, pos, result, args);
            case CAP -> unaryBuiltin(Op.CAP, pos, Basic.INT, args);
            case LEN -> unaryBuiltin(Op.LEN, pos, Basic.INT, args);
            case CLEAR -> unaryBuiltin(Op.CLEAR, pos, result, args);
            case CLOSE -> unaryBuiltin(Op.CLOSE, pos, result, args);
            case IMAG -> unaryBuiltin(Op.IMAG, pos, result, args);
            case REAL -> unaryBuiltin(Op.REAL, pos, result, args);
            case PANIC -> unaryBuiltin(Op.PANIC, pos, result, args);
            case SLICE_DATA -> unaryBuiltin(Op.UNSAFESLICEDATA, pos, result, args);
            case STRING_DATA -> unaryBuiltin(Op.UNSAFESTRINGDATA, pos, result, args);
            case DELETE -> Node.ofList(Op.DELETE, pos, result, deleteArgs(x, args));
            case MAX -> Node.ofList(Op.MAX, pos, typeOf(x), args);
            case MIN -> Node.ofList(Op.MIN, pos, typeOf(x), args);
            case PRINT -> Node.ofList(Op.PRINT, pos, result, args);
            case PRINTLN -> Node.ofList(Op.PRINTLN, pos, result, args);
            case RECOVER -> Node.ofList(Op.RECOVER, pos, dev.gopherscope.golang.types.Universe.ANY, args);
            default -> throw new IllegalStateException(b.name() + " at " + x.pos());
        };
    }

    private static final long WORD = 8;

    private List<Node> deleteArgs(Expr.Call x, List<Node> args) {
        Type m = typeOf(x.args.getFirst());
        if (m.underlying() instanceof MapType map && !Predicates.identical(args.get(1).type, map.key())) {
            args.set(1, conversion(args.get(1).pos, map.key(), args.get(1), true));
        }
        return args;
    }

    private static Node unaryBuiltin(Op op, XPos pos, Type type, List<Node> args) {
        Node n = Node.unary(op, pos, type, args.getFirst());
        liftInit(n, args);
        return n;
    }

    private static Node binaryBuiltin(Op op, XPos pos, Type type, List<Node> args) {
        return Node.binary(op, pos, type, args.getFirst(), args.get(1));
    }

    private static void liftInit(Node n, List<Node> args) {
        if (args.size() > 1) {
            n.setInit(args.getFirst().takeInit());
        }
    }

    private Node append(Expr.Call x, XPos pos, List<Node> args) {
        Type t = typeOf(x);
        if (!x.hasDots) {
            Type elem = TypeShape.elem(t);
            for (int i = 1; i < args.size(); i++) {
                if (!Predicates.identical(args.get(i).type, elem)) {
                    args.set(i, conversion(args.get(i).pos, elem, args.get(i), true));
                }
            }
        } else if (args.size() > 1 && args.get(1).op == Op.CONVNOP && args.get(1).implicit) {
            args.set(1, args.get(1).operand());
        }
        Node n = Node.ofList(Op.APPEND, pos, args.getFirst().type, args);
        n.flag = x.hasDots;
        return n;
    }

    private Node make(Expr.Call x, XPos pos) {
        Type t = typeOf(x);
        List<Node> sizes = new ArrayList<>();
        for (Expr e : x.args.subList(1, x.args.size())) {
            sizes.add(expr(e));
        }
        Op op = switch (t.underlying()) {
            case Slice s -> Op.MAKESLICE;
            case MapType m -> Op.MAKEMAP;
            default -> Op.MAKECHAN;
        };
        if (sizes.isEmpty()) {
            sizes.add(literal(pos, Basic.of(Basic.Kind.UNTYPED_INT), dev.gopherscope.golang.types.Constant.of(0)));
        }
        Node n = Node.unary(op, pos, t, sizes.getFirst());
        n.y = sizes.size() > 1 ? sizes.get(1) : null;
        return n;
    }

    private Node makeNew(Expr.Call x, XPos pos) {
        Expr arg = x.args.getFirst();
        if (facts.isType(arg)) {
            Type t = typeOf(arg);
            return Node.unary(Op.NEW, pos, new Pointer(t), typeNode(at(arg.pos()), t));
        }
        List<Node> init = new ArrayList<>();
        Node addr = addressOf(pos, tempCopy(pos, expr(arg), init));
        return Node.withInit(init, addr);
    }
}
