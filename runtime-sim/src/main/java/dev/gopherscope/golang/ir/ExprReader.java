package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Builtin;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Instance;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Obj;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Selection;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Var;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions, with the conversions that the language makes silently. Follows {@code noder/writer.go} and {@code typecheck/expr.go}. */
abstract class ExprReader extends ReaderBase {
    ExprReader(
            Unit unit,
            Fn curfn,
            Fn.@Nullable Inlining inlining,
            List<TypeParam> typeParams,
            List<Type> typeArgs,
            @Nullable ReaderBase around) {
        super(unit, curfn, inlining, typeParams, typeArgs, around);
    }

    abstract Node call(Expr.Call x);

    abstract Node funcLit(Expr.FuncLit x);

    abstract Node methodValue(Expr.Selector x, Selection sel);

    abstract Node methodExpression(Expr.Selector x, Selection sel);

    abstract Node functionValue(XPos pos, Func func, List<Type> args);

    final Node expr(Expr given) {
        Expr x = Expr.unparen(given);
        Constant value = facts.value(x);
        if (value != null) {
            return literal(at(x.pos()), idealType(typeOf(x), value), value);
        }
        if (facts.isNil(x)) {
            return nil(at(x.pos()), typeOf(given));
        }
        Expr.Name name = facts.named(x);
        if (name != null && !facts.isBuiltin(x)) {
            return named(x, name);
        }
        Node n = switch (x) {
            case Expr.CompositeLit lit -> compositeLit(lit);
            case Expr.FuncLit lit -> funcLit(lit);
            case Expr.Selector sel -> selector(sel);
            case Expr.Index index -> index(index);
            case Expr.Slice slice -> slice(slice);
            case Expr.Assert a -> assertion(a);
            case Expr.Operation op -> op.y == null ? unary(op) : binary(op, op.y);
            case Expr.Call call -> call(call);
            default -> throw new IllegalStateException("no expression: " + x.getClass() + " at " + x.pos());
        };
        return n;
    }

    private static Type idealType(Type t, Constant value) {
        if (t instanceof Basic b && b.isUntyped()) {
            return b.kind() == Basic.Kind.UNTYPED_NIL ? t : Predicates.defaultType(t);
        }
        return t;
    }

    private Node named(Expr x, Expr.Name name) {
        Obj obj = facts.objectOf(name);
        switch (obj) {
            case Var v -> {
                return Unit.isGlobal(v) && !locals.containsKey(v) && v.kind() == Var.Kind.PACKAGE
                        ? unit.global(v)
                        : useLocal(v, x.pos());
            }
            case Func f -> {
                Instance inst = facts.instance(name);
                return functionValue(at(x.pos()), f, inst == null ? List.of() : inst.typeArgs());
            }
            case null, default -> throw new IllegalStateException(name.value + " at " + x.pos() + " is no value");
        }
    }

    // -- conversions

    /** An expression as a value of a type, by an implicit conversion where its own type is another one. */
    final Node convert(@Nullable Type dst, Expr x, boolean isImplicit) {
        Type src = typeOf(x);
        if (isImplicit && (dst == null || Predicates.identical(src, dst))) {
            return expr(x);
        }
        Type to = dst == null ? src : dst;
        return conversion(at(Expr.unparen(x).pos()), to, expr(x), isImplicit);
    }

    static Node conversion(XPos pos, Type dst, Node given, boolean isImplicit) {
        Node x = given;
        Op op = convertOp(x.type, dst);
        if (op == Op.CONVNOP && Predicates.identical(x.type.underlying(), dst.underlying())) {
            Basic.Kind kind = x.type.underlying() instanceof Basic b ? b.kind() : Basic.Kind.INVALID;
            switch (kind) {
                case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> op = Op.CONV;
                default -> {}
            }
        }
        if (op == Op.STR2RUNES && x.op == Op.LITERAL && x.aux instanceof Constant.Str s) {
            return runes(pos, dst, s);
        }
        if (op == Op.BYTES2STR || op == Op.RUNES2STR) {
            Type elem = Type.unalias(TypeShape.elem(x.type));
            if (!(elem instanceof Basic)) {
                Basic plain = op == Op.BYTES2STR ? Basic.BYTE : Basic.RUNE;
                x = Node.unary(Op.CONVNOP, x.pos, new Slice(plain), x);
            }
        }
        Node n = Node.unary(op, pos, dst, x);
        n.implicit = isImplicit;
        return n;
    }

    private static Node runes(XPos pos, Type dst, Constant.Str s) {
        List<Node> elems = new ArrayList<>();
        s.text().codePoints().forEach(r -> {
            Node key = intLiteral(pos, elems.size());
            elems.add(Node.binary(Op.KEY, pos, null, key, literal(pos, Basic.RUNE, Constant.of(r))));
        });
        return Node.ofList(Op.SLICELIT, pos, dst, elems);
    }

    /** Follows {@code typecheck/subr.go}: convertOp and assignOp. */
    static Op convertOp(Type src, Type dst) {
        if (Predicates.identical(src, dst)) {
            return Op.CONVNOP;
        }
        Type su = src.underlying();
        Type du = dst.underlying();
        boolean same = Predicates.identical(su, du);
        if (same) {
            boolean iface = TypeShape.isInterface(src);
            if (TypeShape.isEmptyInterface(src)
                    || !iface && (!TypeShape.isNamed(src) || !TypeShape.isNamed(dst))
                    || TypeShape.isShape(src)
                    || TypeShape.isShape(dst)) {
                return Op.CONVNOP;
            }
        }
        if (TypeShape.isInterface(dst)) {
            return src instanceof Basic b && b.kind() == Basic.Kind.UNTYPED_NIL ? Op.CONVNOP : Op.CONVIFACE;
        }
        if (same || src instanceof Basic b && b.kind() == Basic.Kind.UNTYPED_NIL) {
            return Op.CONVNOP;
        }
        if (su instanceof Basic s && du instanceof Basic d) {
            return basicConversion(s, d);
        }
        if (su instanceof Slice s && du instanceof Basic d && d.isString()) {
            return isKind(s.elem(), Basic.Kind.UINT8) ? Op.BYTES2STR : Op.RUNES2STR;
        }
        if (su instanceof Basic s && s.isString() && du instanceof Slice d) {
            return isKind(d.elem(), Basic.Kind.UINT8) ? Op.STR2BYTES : Op.STR2RUNES;
        }
        if (su instanceof Slice && TypeShape.isArray(dst)) {
            return Op.SLICE2ARR;
        }
        if (su instanceof Slice && TypeShape.isPointer(dst)) {
            return Op.SLICE2ARRPTR;
        }
        return Op.CONVNOP;
    }

    private static boolean isKind(Type t, Basic.Kind kind) {
        return t.underlying() instanceof Basic b && b.kind() == kind;
    }

    private static Op basicConversion(Basic s, Basic d) {
        if (d.isString()) {
            return s.isInteger() ? Op.RUNESTR : Op.CONVNOP;
        }
        boolean numbers = (s.isInteger() || s.isFloat()) && (d.isInteger() || d.isFloat());
        if (numbers || s.isComplex() && d.isComplex()) {
            return simple(s) == simple(d) ? Op.CONVNOP : Op.CONV;
        }
        return Op.CONVNOP;
    }

    private static Basic.Kind simple(Basic b) {
        return switch (b.kind()) {
            case INT -> Basic.Kind.INT64;
            case UINT, UINTPTR -> Basic.Kind.UINT64;
            default -> b.kind();
        };
    }

    // -- selectors

    private Node selector(Expr.Selector x) {
        Selection sel = facts.selection(x);
        if (sel == null) {
            throw new IllegalStateException("selector at " + x.pos());
        }
        return switch (sel.kind()) {
            case FIELD_VAL -> {
                Node n = expr(x.x);
                for (int i : sel.index()) {
                    n = field(at(x.pos()), n, i);
                }
                yield n;
            }
            case METHOD_VAL -> methodValue(x, sel);
            case METHOD_EXPR -> methodExpression(x, sel);
        };
    }

    /** What a method is called on: fields, address or dereference that the selector leaves out are added. */
    final Node receiver(Expr.Selector x, Selection sel) {
        XPos pos = at(x.pos());
        Node n = expr(x.x);
        for (int i = 0; i < sel.index().size() - 1; i++) {
            n = implicit(field(pos, n, sel.index().get(i)));
        }
        if (sel.obj() instanceof Func f && !TypeShape.isInterface(n.type) && !isInterfacePointerless(f)) {
            boolean pointer = Type.unalias(n.type) instanceof Pointer;
            if (pointer && !f.hasPtrRecv()) {
                n = implicit(deref(pos, n));
            } else if (!pointer && f.hasPtrRecv()) {
                n = implicit(addressOf(pos, n));
            }
        }
        return n;
    }

    private static boolean isInterfacePointerless(Func f) {
        Var recv = f.signature().recv();
        return recv == null || Predicates.isInterface(recv.type());
    }

    // -- operands

    private Node index(Expr.Index x) {
        XPos pos = at(x.pos());
        Node n = expr(x.x);
        if (TypeShape.isPointer(n.type)) {
            n = implicit(deref(pos, n));
        }
        if (n.type.underlying() instanceof MapType m) {
            return Node.binary(Op.INDEXMAP, pos, m.elem(), n, convert(m.key(), x.index, true));
        }
        Type elem = n.type.underlying() instanceof Basic ? Basic.BYTE : elemOf(n.type, x);
        return Node.binary(Op.INDEX, pos, elem, n, expr(x.index));
    }

    private Type elemOf(Type t, Expr x) {
        return TypeShape.isSlice(t) || TypeShape.isArray(t) ? TypeShape.elem(t) : typeOf(x);
    }

    private Node slice(Expr.Slice x) {
        XPos pos = at(x.pos());
        Node n = expr(x.x);
        Type type = n.type;
        boolean three = x.full && x.max != null;
        Op op = three ? Op.SLICE3 : Op.SLICE;
        if (TypeShape.isArray(type)) {
            n = implicit(addressOf(n.pos, n));
            type = new Slice(TypeShape.elem(type));
            op = three ? Op.SLICE3ARR : Op.SLICEARR;
        } else if (TypeShape.isPointer(type)) {
            type = new Slice(TypeShape.elem(TypeShape.elem(type)));
            op = three ? Op.SLICE3ARR : Op.SLICEARR;
        } else if (type.underlying() instanceof Basic) {
            op = Op.SLICESTR;
        }
        Node s = Node.unary(op, pos, type, n);
        s.y = x.lo == null ? null : expr(x.lo);
        s.z = x.hi == null ? null : expr(x.hi);
        s.w = x.max == null ? null : expr(x.max);
        return s;
    }

    private Node assertion(Expr.Assert x) {
        XPos pos = at(x.pos());
        Node n = expr(x.x);
        Type original = facts.typeOf(x.type);
        Type type = subst(original);
        if (isDerived(original)) {
            Node d = Node.unary(Op.DYNAMICDOTTYPE, pos, type, n);
            d.y = runtimeType(pos, facts.typeOf(x.x));
            d.z = runtimeType(pos, original);
            if (!TypeShape.isInterface(type) && !TypeShape.isEmptyInterface(n.type)) {
                d.w = runtimeType(pos, original);
                d.z = null;
            }
            return d;
        }
        return Node.unary(Op.DOTTYPE, pos, type, n);
    }

    private Node unary(Expr.Operation x) {
        XPos pos = at(x.pos());
        Node n = expr(x.x);
        return switch (x.op) {
            case AND -> addressOf(pos, n);
            case MUL -> deref(pos, n);
            case RECV -> Node.unary(Op.RECV, pos, n.type.underlying() instanceof Chan c ? c.elem() : typeOf(x), n);
            case NOT -> Node.unary(Op.NOT, pos, n.type, n);
            case ADD -> Node.unary(Op.PLUS, pos, n.type, n);
            case SUB -> Node.unary(Op.NEG, pos, n.type, n);
            case XOR -> Node.unary(Op.BITNOT, pos, n.type, n);
            default -> throw new IllegalStateException(x.op + " at " + x.pos());
        };
    }

    static Op binaryOp(Operator op) {
        return switch (op) {
            case OR_OR -> Op.OROR;
            case AND_AND -> Op.ANDAND;
            case EQL -> Op.EQ;
            case NEQ -> Op.NE;
            case LSS -> Op.LT;
            case LEQ -> Op.LE;
            case GTR -> Op.GT;
            case GEQ -> Op.GE;
            case ADD -> Op.ADD;
            case SUB -> Op.SUB;
            case OR -> Op.OR;
            case XOR -> Op.XOR;
            case MUL -> Op.MUL;
            case DIV -> Op.DIV;
            case REM -> Op.MOD;
            case AND -> Op.AND;
            case AND_NOT -> Op.ANDNOT;
            case SHL -> Op.LSH;
            case SHR -> Op.RSH;
            default -> throw new IllegalStateException(op.toString());
        };
    }

    private Node binary(Expr.Operation x, Expr right) {
        Type common = null;
        if (!x.op.isShift()) {
            Type xt = typeOf(x.x);
            Type yt = typeOf(right);
            common = assignable(xt, yt, x.x) ? yt : xt;
        }
        Op op = binaryOp(x.op);
        Node l = convert(common, x.x, true);
        XPos pos = at(x.pos());
        Node r = convert(common, right, true);
        if (op == Op.ADD && isString(l.type)) {
            List<Node> all = new ArrayList<>();
            if (l.op == Op.ADDSTR) {
                all.addAll(l.list);
            } else {
                all.add(l);
            }
            if (r.op == Op.ADDSTR) {
                all.addAll(r.list);
            } else {
                all.add(r);
            }
            return Node.ofList(Op.ADDSTR, pos, l.type, all);
        }
        Type type = op.isCompare() ? Basic.BOOL : l.type;
        return Node.binary(op, pos, type, l, r);
    }

    private static boolean isString(Type t) {
        return t.underlying() instanceof Basic b && b.isString();
    }

    /** Whether a value of one type may be assigned to the other; the checker has seen to it that one way or the other works. */
    private boolean assignable(Type from, Type to, Expr x) {
        if (facts.isNil(x) || Predicates.identical(from, to)) {
            return true;
        }
        if (from instanceof Basic b && b.isUntyped()) {
            return true;
        }
        if (to instanceof Basic b && b.isUntyped()) {
            return false;
        }
        if (TypeShape.isInterface(to)) {
            return !TypeShape.isInterface(from)
                    || dev.gopherscope.golang.types.Instantiate.implementsInterface(from, to);
        }
        return !TypeShape.isInterface(from);
    }

    // -- literals

    private Node compositeLit(Expr.CompositeLit x) {
        XPos pos = at(x.pos());
        Type given = typeOf(x);
        boolean pointer = given.underlying() instanceof Pointer;
        Type type = pointer ? TypeShape.elem(given) : given;
        List<Node> elems = new ArrayList<>();
        Node lit;
        if (type.underlying() instanceof Struct s) {
            for (int i = 0; i < x.elems.size(); i++) {
                Expr e = x.elems.get(i);
                XPos p = at(e.pos());
                int f = i;
                if (e instanceof Expr.KeyValue kv) {
                    p = at(kv.key.pos());
                    f = fieldIndex(s, ((Expr.Name) kv.key).value);
                    e = kv.value;
                }
                Var v = s.fields().get(f);
                Node k = Node.unary(Op.STRUCTKEY, p, v.type(), convert(v.type(), e, true));
                k.aux = v;
                elems.add(k);
            }
            lit = Node.ofList(Op.STRUCTLIT, pos, type, elems);
        } else {
            Type key = type.underlying() instanceof MapType m ? m.key() : null;
            Type elem = TypeShape.elem(type);
            for (Expr e : x.elems) {
                if (e instanceof Expr.KeyValue kv) {
                    Node k = convert(key, kv.key, true);
                    elems.add(Node.binary(Op.KEY, at(kv.key.pos()), null, k, convert(elem, kv.value, true)));
                } else {
                    elems.add(convert(elem, e, true));
                }
            }
            Op op = key != null ? Op.MAPLIT : TypeShape.isSlice(type) ? Op.SLICELIT : Op.ARRAYLIT;
            lit = Node.ofList(op, pos, type, elems);
        }
        if (pointer) {
            Node addr = addressOf(pos, lit);
            addr.type = given;
            return addr;
        }
        return lit;
    }

    private static int fieldIndex(Struct s, String name) {
        for (int i = 0; i < s.fields().size(); i++) {
            if (s.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no field " + name);
    }

    final boolean isBuiltin(Expr x, Builtin.Id id) {
        return Expr.unparen(x) instanceof Expr.Name n && facts.use(n) instanceof Builtin b && b.builtinId() == id;
    }
}
