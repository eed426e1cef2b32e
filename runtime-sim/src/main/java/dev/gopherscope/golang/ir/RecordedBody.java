package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.Var;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What flows where in a recorded function, read where it is inlined. Arithmetic is left out: a number stands for it. */
record RecordedBody(RecordedFunctions library, Unit unit, int start) implements Fn.Body {
    /** File name of positions in recorded functions. */
    static final String FILE = "std:";

    /** Kinds of names, as they are written. */
    enum Ref {
        LOCAL,
        CAPTURED,
        GLOBAL,
        FUNC,
        BLANK
    }

    /** Kinds of {@link Node#aux}. */
    enum Aux {
        NONE,
        STRING,
        OP,
        FIELD,
        BOOL,
        INT,
        STR,
        OTHER
    }

    static final int IMPLICIT = 1;
    static final int FLAG = 2;
    static final int KEEP = 4;
    static final int DISTINCT = 8;
    static final int INIT = 16;
    static final int X = 1;
    static final int Y = 2;
    static final int Z = 4;
    static final int W = 8;
    static final int LIST = 16;
    static final int LIST2 = 32;

    @Override
    public void read(Fn into, Fn.@Nullable Inlining inlining) {
        RecordedFunctions.Cursor c = library.cursor(start);
        into.declareParams(inlining == null);
        List<Name> captured = new ArrayList<>();
        if (inlining == null) {
            captured.addAll(into.closureVars);
        } else {
            inlining.callee().closureVars.forEach(v -> captured.add(Objects.requireNonNull(v.outer)));
        }
        new Reader(c, into, inlining, captured).body();
    }

    private final class Reader {
        private final RecordedFunctions.Cursor c;
        private final Fn into;
        private final Fn.@Nullable Inlining inlining;
        private final List<Name> captured;

        Reader(RecordedFunctions.Cursor c, Fn into, Fn.@Nullable Inlining inlining, List<Name> captured) {
            this.c = c;
            this.into = into;
            this.inlining = inlining;
            this.captured = captured;
        }

        void body() {
            String qualifier =
                    inlining == null ? into.qualifier() : inlining.callee().qualifier();
            int total = c.num();
            for (int i = 0; i < total; i++) {
                boolean addrTaken = c.flag();
                if (i >= into.dcl.size()) {
                    String name = c.str();
                    Type type = c.type();
                    Name n = new Name(pos(), name, Name.Kind.AUTO, type, into);
                    n.temp = c.flag();
                    n.qualifier = n.temp ? "" : qualifier;
                    into.dcl.add(n);
                }
                into.dcl.get(i).addrTaken = addrTaken;
            }
            into.body = nodes();
        }

        private XPos pos() {
            return new XPos(new Pos(FILE, 1, c.at()), inlining == null ? null : inlining.call());
        }

        private List<Node> nodes() {
            List<Node> list = new ArrayList<>();
            for (int n = c.num(); n > 0; n--) {
                list.add(Objects.requireNonNull(node()));
            }
            return list;
        }

        private @Nullable Node node() {
            XPos pos = pos();
            String opName = c.str();
            if (opName.isEmpty()) {
                return null;
            }
            Op op = Op.valueOf(opName);
            if (op == Op.NAME) {
                return name();
            }
            Type type = c.type();
            Node n = new Node(op, pos, type);
            int flags = c.num();
            n.implicit = (flags & IMPLICIT) != 0;
            n.flag = (flags & FLAG) != 0;
            n.keep = (flags & KEEP) != 0;
            n.distinct = (flags & DISTINCT) != 0;
            if ((flags & INIT) != 0) {
                n.setInit(nodes());
            }
            aux(n);
            if (op == Op.CLOSURE) {
                return closure(pos, n);
            }
            if (op == Op.METHEXPR || op == Op.METHVALUE) {
                int fn = c.num();
                n.fn = fn == 0 ? null : library.function(unit, fn - 1);
            }
            int children = c.num();
            n.x = (children & X) != 0 ? node() : null;
            n.y = (children & Y) != 0 ? node() : null;
            n.z = (children & Z) != 0 ? node() : null;
            n.w = (children & W) != 0 ? node() : null;
            if ((children & LIST) != 0) {
                n.list = nodes();
            }
            if ((children & LIST2) != 0) {
                n.list2 = nodes();
            }
            for (int k = c.num(); k > 0; k--) {
                into.dcl.get(c.num()).defn = n;
            }
            return n;
        }

        private Node name() {
            return switch (Ref.values()[c.num()]) {
                case LOCAL -> into.dcl.get(c.num());
                case CAPTURED -> captured.get(c.num());
                case BLANK -> ReaderBase.BLANK;
                case FUNC -> library.function(unit, c.num()).nname;
                case GLOBAL -> {
                    String qualifier = c.str();
                    Name g = new Name(pos(), c.str(), Name.Kind.GLOBAL, c.type(), null);
                    g.qualifier = qualifier;
                    yield g;
                }
            };
        }

        private void aux(Node n) {
            switch (Aux.values()[c.num()]) {
                case NONE -> {}
                case STRING -> {
                    String s = c.str();
                    boolean label = n.op == Op.LABEL || n.op == Op.GOTO || n.op == Op.BREAK || n.op == Op.CONTINUE;
                    n.aux = label && inlining != null
                            ? "~" + s + "·" + inlining.call().index()
                            : s;
                }
                case OP -> n.aux = Op.valueOf(c.str());
                case FIELD -> n.aux = Var.field(Pos.NONE, null, c.str(), Basic.INVALID, false);
                case BOOL -> n.aux = Constant.of(c.flag());
                case INT -> n.aux = Constant.of(new BigInteger(c.str()));
                case STR ->
                    n.aux = Constant.ofBytes(
                            new String(c.str().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
                case OTHER -> n.aux = Constant.UNKNOWN;
            }
        }

        private Node closure(XPos pos, Node n) {
            Fn.Reason why = Fn.Reason.values()[c.num()];
            boolean wrapper = c.flag();
            List<Fn.Param> in = library.params(c);
            List<Fn.Param> out = library.params(c);
            Signature type = RecordedFunctions.signature(in, out);
            Fn outer = inlining == null ? into : inlining.caller();
            Fn fn = CallReader.newClosure(unit, outer, XPos.of(pos.pos()), pos, why, type, false);
            fn.wrapper = wrapper;
            for (int k = c.num(); k > 0; k--) {
                Name v = (Name) Objects.requireNonNull(node());
                Name.capture(pos, fn, v);
            }
            int length = c.num();
            RecordedBody body = new RecordedBody(library, unit, c.at());
            fn.source = body;
            body.read(fn, null);
            c.skip(length);
            Node made = Objects.requireNonNull(fn.closureExpr);
            made.setInit(n.init());
            return made;
        }
    }
}
