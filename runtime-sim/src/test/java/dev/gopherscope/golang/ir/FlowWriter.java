package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Alias;
import dev.gopherscope.golang.types.Array;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Func;
import dev.gopherscope.golang.types.Interface;
import dev.gopherscope.golang.types.MapType;
import dev.gopherscope.golang.types.Named;
import dev.gopherscope.golang.types.Package;
import dev.gopherscope.golang.types.Pointer;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Slice;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Union;
import dev.gopherscope.golang.types.Universe;
import dev.gopherscope.golang.types.Var;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what {@link RecordedFunctions} reads. Arithmetic without effects is replaced by a number: only flows are kept. */
final class FlowWriter {
    /** Bytes with the numbers of the format. */
    static final class Buffer {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void num(long value) {
            long v = value;
            while (v >>> 7 != 0) {
                out.write((int) (v & 0x7F | 0x80));
                v >>>= 7;
            }
            out.write((int) v);
        }

        void flag(boolean b) {
            num(b ? 1 : 0);
        }

        void bytes(Buffer b) {
            num(b.out.size());
            out.writeBytes(b.out.toByteArray());
        }
    }

    /** A function that is recorded: the body as it was before the passes changed it, if it is inlined. */
    static final class Entry {
        final Fn fn;

        @Nullable
        Buffer body;

        Entry(Fn fn) {
            this.fn = fn;
        }
    }

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> typeNumbers = new LinkedHashMap<>();
    private final List<Buffer> types = new ArrayList<>();
    private final Map<String, Integer> fnNumbers = new LinkedHashMap<>();
    private final List<Entry> fns = new ArrayList<>();

    int fn(Fn fn) {
        Integer known = fnNumbers.get(fn.key());
        if (known != null) {
            return known;
        }
        int i = fns.size();
        fnNumbers.put(fn.key(), i);
        fns.add(new Entry(fn));
        return i;
    }

    private int str(String s) {
        return strings.computeIfAbsent(s, k -> strings.size());
    }

    byte[] finish() {
        Buffer records = new Buffer();
        for (int i = 0; i < fns.size(); i++) {
            records.bytes(record(fns.get(i)));
        }
        Buffer all = new Buffer();
        all.out.writeBytes(RecordedFunctions.MAGIC.getBytes(StandardCharsets.US_ASCII));
        all.num(strings.size());
        for (String s : strings.keySet()) {
            byte[] b = s.getBytes(StandardCharsets.UTF_8);
            all.num(b.length);
            all.out.writeBytes(b);
        }
        all.num(types.size());
        types.forEach(all::bytes);
        all.num(fns.size());
        all.out.writeBytes(records.out.toByteArray());
        return all.out.toByteArray();
    }

    void body(Fn fn, Buffer body) {
        fns.get(fn(fn)).body = body;
    }

    private Buffer record(Entry e) {
        Fn fn = e.fn;
        Buffer b = new Buffer();
        b.num(str(fn.pkgPath));
        b.num(str(
                fn.qualifier().isEmpty()
                        ? lastPart(fn)
                        : fn.qualifier().substring(0, fn.qualifier().length() - 1)));
        b.num(str(fn.name));
        b.flag(fn.recv != null);
        if (fn.recv != null) {
            param(b, fn.recv);
        }
        params(b, fn.params);
        params(b, fn.results);
        for (Fn.Param p : fn.recvParams()) {
            for (int n : FlowRecorder.tag(p)) {
                b.num(n);
            }
        }
        Fn.Inline inline = fn.inline;
        if (inline == null || e.body == null) {
            b.num(0);
        } else {
            b.num(inline.cost() + 1L);
            b.flag(inline.canDelayResults());
            b.out.writeBytes(e.body.out.toByteArray());
        }
        return b;
    }

    private static String lastPart(Fn fn) {
        return fn.pkgPath.substring(fn.pkgPath.lastIndexOf('/') + 1);
    }

    private void params(Buffer b, List<Fn.Param> list) {
        b.num(list.size());
        list.forEach(p -> param(b, p));
    }

    private void param(Buffer b, Fn.Param p) {
        b.num(str(p.name));
        b.num(type(p.type));
        b.flag(p.dots);
    }

    // -- bodies

    private static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unsupported(String why) {
            super(why);
        }
    }

    /** Null if something in the body cannot be recorded. */
    @Nullable
    Buffer write(Fn fn) {
        try {
            Buffer b = new Buffer();
            new Body(b, fn).write();
            return b;
        } catch (Unsupported e) {
            return null;
        }
    }

    private final class Body {
        private final Buffer b;
        private final Fn fn;
        private final Map<Name, Integer> locals = new IdentityHashMap<>();
        private final Map<Node, List<Integer>> defines = new IdentityHashMap<>();

        Body(Buffer b, Fn fn) {
            this.b = b;
            this.fn = fn;
        }

        void write() {
            int params = fn.recvParams().size() + fn.results.size();
            b.num(fn.dcl.size());
            for (int i = 0; i < fn.dcl.size(); i++) {
                Name n = fn.dcl.get(i);
                locals.put(n, i);
                b.flag(n.addrTaken);
                if (i >= params) {
                    b.num(str(n.name));
                    b.num(type(n.type));
                    b.flag(n.temp);
                }
                if (n.defn != null) {
                    defines.computeIfAbsent(n.defn, k -> new ArrayList<>()).add(i);
                }
            }
            nodes(fn.body, false);
        }

        private void nodes(List<Node> list, boolean shown) {
            b.num(list.size());
            list.forEach(n -> node(n, shown));
        }

        private void node(Node n, boolean shown) {
            if (n instanceof Name name) {
                b.num(str(Op.NAME.name()));
                name(name);
                return;
            }
            if (!shown && isNumber(n)) {
                b.num(str(Op.LITERAL.name()));
                b.num(type(n.type));
                b.num(0);
                b.num(RecordedBody.Aux.OTHER.ordinal());
                b.num(0);
                b.num(0);
                return;
            }
            b.num(str(n.op.name()));
            b.num(type(n.type));
            b.num((n.implicit ? RecordedBody.IMPLICIT : 0)
                    | (n.flag ? RecordedBody.FLAG : 0)
                    | (n.keep ? RecordedBody.KEEP : 0)
                    | (n.distinct ? RecordedBody.DISTINCT : 0)
                    | (n.init().isEmpty() ? 0 : RecordedBody.INIT));
            if (!n.init().isEmpty()) {
                nodes(n.init(), false);
            }
            aux(n);
            if (n.op == Op.CLOSURE) {
                closure(n.closure());
                return;
            }
            if (n.op == Op.METHEXPR || n.op == Op.METHVALUE) {
                b.num(n.fn == null ? 0 : fn(n.fn) + 1L);
            }
            b.num((n.x == null ? 0 : RecordedBody.X)
                    | (n.y == null ? 0 : RecordedBody.Y)
                    | (n.z == null ? 0 : RecordedBody.Z)
                    | (n.w == null ? 0 : RecordedBody.W)
                    | (n.list.isEmpty() ? 0 : RecordedBody.LIST)
                    | (n.list2.isEmpty() ? 0 : RecordedBody.LIST2));
            boolean inner = shown || isShown(n);
            // Places that are written to or whose address is taken have to stay.
            boolean place = n.op == Op.AS || n.op == Op.ASOP || n.op == Op.ADDR;
            boolean places = n.op == Op.RANGE;
            if (n.x != null) {
                node(n.x, inner || place);
            }
            for (Node c : new Node[] {n.y, n.z, n.w}) {
                if (c != null) {
                    node(c, inner || places);
                }
            }
            if (!n.list.isEmpty()) {
                nodes(n.list, inner || n.op.isAssignList());
            }
            if (!n.list2.isEmpty()) {
                nodes(n.list2, inner);
            }
            List<Integer> defs = defines.getOrDefault(n, List.of());
            b.num(defs.size());
            defs.forEach(b::num);
        }

        private void name(Name n) {
            if (n.isBlank()) {
                b.num(RecordedBody.Ref.BLANK.ordinal());
            } else if (n.kind == Name.Kind.FUNC) {
                b.num(RecordedBody.Ref.FUNC.ordinal());
                Fn f = Objects.requireNonNull(n.func);
                if (f.pkgPath.isEmpty()) {
                    throw new Unsupported("function " + f);
                }
                b.num(fn(f));
            } else if (n.kind == Name.Kind.GLOBAL) {
                b.num(RecordedBody.Ref.GLOBAL.ordinal());
                b.num(str(n.qualifier.isEmpty() ? lastPart(fn) + "." : n.qualifier));
                b.num(str(n.name));
                b.num(type(n.type));
            } else {
                Integer i = locals.get(n);
                int k = fn.closureVars.indexOf(n);
                if (i == null && k < 0) {
                    throw new Unsupported("name " + n.name);
                }
                b.num((i != null ? RecordedBody.Ref.LOCAL : RecordedBody.Ref.CAPTURED).ordinal());
                b.num(i != null ? i : k);
            }
        }

        private void aux(Node n) {
            switch (n.aux) {
                case null -> b.num(RecordedBody.Aux.NONE.ordinal());
                case String s -> {
                    b.num(RecordedBody.Aux.STRING.ordinal());
                    b.num(str(s));
                }
                case Op op -> {
                    b.num(RecordedBody.Aux.OP.ordinal());
                    b.num(str(op.name()));
                }
                case Var v -> {
                    b.num(RecordedBody.Aux.FIELD.ordinal());
                    b.num(str(v.name()));
                }
                case Constant.Bool v -> {
                    b.num(RecordedBody.Aux.BOOL.ordinal());
                    b.flag(v.value());
                }
                case Constant.Int v -> {
                    b.num(RecordedBody.Aux.INT.ordinal());
                    b.num(str(v.value().toString()));
                }
                case Constant.Str v -> {
                    b.num(RecordedBody.Aux.STR.ordinal());
                    b.num(str(v.text()));
                }
                default -> b.num(RecordedBody.Aux.OTHER.ordinal());
            }
        }

        private void closure(Fn f) {
            Fn.Reason why = f.rangeParent != null
                    ? Fn.Reason.RANGE
                    : f.name.contains(".gowrap")
                            ? Fn.Reason.GO
                            : f.name.contains(".deferwrap") ? Fn.Reason.DEFER : Fn.Reason.LITERAL;
            b.num(why.ordinal());
            b.flag(f.wrapper);
            params(b, f.params);
            params(b, f.results);
            b.num(f.closureVars.size());
            for (Name v : f.closureVars) {
                node(Objects.requireNonNull(v.outer), false);
            }
            Buffer inner = new Buffer();
            new Body(inner, f).write();
            b.bytes(inner);
        }
    }

    /** Whether diagnostics print the operands. */
    private static boolean isShown(Node n) {
        return switch (n.op) {
            case MAKESLICE,
                    MAKEMAP,
                    NEW,
                    CONVIFACE,
                    BYTES2STR,
                    RUNES2STR,
                    STR2BYTES,
                    STR2RUNES,
                    RUNESTR,
                    ADDSTR,
                    METHVALUE -> true;
            default -> false;
        };
    }

    private static final Set<Op> PLAIN = Set.of(
            Op.ADD,
            Op.SUB,
            Op.OR,
            Op.XOR,
            Op.MUL,
            Op.DIV,
            Op.MOD,
            Op.LSH,
            Op.RSH,
            Op.AND,
            Op.ANDNOT,
            Op.EQ,
            Op.NE,
            Op.LT,
            Op.LE,
            Op.GT,
            Op.GE,
            Op.ANDAND,
            Op.OROR,
            Op.PLUS,
            Op.NEG,
            Op.BITNOT,
            Op.NOT,
            Op.LEN,
            Op.CAP,
            Op.CONV,
            Op.CONVNOP,
            Op.DOT,
            Op.DOTPTR,
            Op.DEREF,
            Op.INDEX,
            Op.NAME,
            Op.LITERAL,
            Op.NIL,
            Op.REAL,
            Op.IMAG,
            Op.COMPLEX);

    private static boolean isNumber(Node n) {
        return n.op != Op.LITERAL
                && n.op != Op.NIL
                && PLAIN.contains(n.op)
                && !TypeShape.hasPointers(n.type)
                && n.type != Basic.INVALID
                && !TypeShape.isUintptr(n.type)
                && (n.type.underlying() instanceof Basic)
                && !n.any(c -> !PLAIN.contains(c.op) || !c.init().isEmpty());
    }

    // -- types

    private int type(Type t) {
        String key = key(t);
        Integer known = typeNumbers.get(key);
        if (known != null) {
            return known;
        }
        int i = types.size();
        typeNumbers.put(key, i);
        Buffer b = new Buffer();
        types.add(b);
        write(b, t);
        return i;
    }

    private static String key(Type t) {
        if (t == Universe.ANY || t == Basic.BYTE || t == Basic.RUNE) {
            return "universe " + t;
        }
        return switch (Type.unalias(t)) {
            case Tuple u -> "tuple " + u;
            // Names of parameters are part of what is recorded.
            case Signature s -> "sig " + s;
            case Basic b -> "basic " + b.kind();
            default -> (t instanceof Alias ? "" : "") + TypeText.link(t) + (mentionsAlias(t) ? " " + t : "");
        };
    }

    private static boolean mentionsAlias(Type t) {
        String s = t.toString();
        return s.contains("any") || s.contains("byte") || s.contains("rune");
    }

    private void write(Buffer b, Type t) {
        if (t == Universe.ANY
                || t instanceof Alias a
                        && a.obj().pkg() == null
                        && a.obj().name().equals("any")) {
            b.num(str("basic"));
            b.num(str("any"));
            return;
        }
        switch (Type.unalias(t)) {
            case Basic x -> {
                b.num(str("basic"));
                b.num(str(
                        x == Basic.BYTE
                                ? "byte"
                                : x == Basic.RUNE ? "rune" : x.kind().name()));
            }
            case Named n -> named(b, n);
            case Pointer p -> one(b, "*", p.elem());
            case Slice s -> one(b, "[]", s.elem());
            case Array a -> {
                one(b, "[n]", a.elem());
                b.num(a.len());
            }
            case MapType m -> {
                one(b, "map", m.key());
                b.num(type(m.elem()));
            }
            case Chan c -> {
                b.num(str("chan"));
                b.num(c.dir().ordinal());
                b.num(type(c.elem()));
            }
            case Struct s -> {
                b.num(str("struct"));
                b.num(s.fields().size());
                for (Var f : s.fields()) {
                    b.num(str(f.name()));
                    pkg(b, f.exported() ? null : f.pkg());
                    b.num(type(f.type()));
                    b.flag(f.embedded());
                }
            }
            case Signature s -> {
                b.num(str("func"));
                signature(b, s);
            }
            case Interface i -> {
                b.num(str("interface"));
                b.num(i.allMethods().size());
                for (Func m : i.allMethods()) {
                    b.num(str(m.name()));
                    pkg(b, m.exported() ? null : m.pkg());
                    signature(b, m.signature());
                }
            }
            case Tuple u -> {
                b.num(str("tuple"));
                tuple(b, u, false);
            }
            case TypeParam p -> throw new Unsupported("type parameter " + p);
            case Union u -> throw new Unsupported("union " + u);
            case Alias a -> throw new Unsupported("alias " + a);
        }
    }

    private void one(Buffer b, String kind, Type elem) {
        b.num(str(kind));
        b.num(type(elem));
    }

    private void pkg(Buffer b, @Nullable Package p) {
        b.num(str(p == null ? "" : p.path()));
        b.num(str(p == null ? "" : p.name()));
    }

    private void named(Buffer b, Named n) {
        if (n == Universe.ERROR) {
            b.num(str("basic"));
            b.num(str("error"));
            return;
        }
        b.num(str("named"));
        pkg(b, n.obj().pkg());
        b.num(str(n.obj().name()));
        b.num(n.typeArgs().size());
        n.typeArgs().forEach(a -> b.num(type(a)));
        b.num(type(n.underlying()));
    }

    private void signature(Buffer b, Signature s) {
        tuple(b, s.params(), s.variadic());
        tuple(b, s.results(), false);
    }

    private void tuple(Buffer b, Tuple t, boolean variadic) {
        b.num(t.len());
        for (int i = 0; i < t.len(); i++) {
            Var v = t.at(i);
            b.num(str(v.name()));
            b.num(type(v.type()));
            b.flag(variadic && i == t.len() - 1);
        }
    }

    static boolean same(Type a, Type b) {
        return Predicates.identical(a, b);
    }
}
