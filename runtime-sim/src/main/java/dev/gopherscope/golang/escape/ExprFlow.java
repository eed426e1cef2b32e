package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Predicates;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flows of expressions in one function. Follows {@code escape/expr.go} and {@code escape/assign.go}. */
abstract class ExprFlow {
    /** A closure, and where its record's content flows. */
    record Closure(Hole k, Node n) {}

    final Graph g;
    final Fn curfn;
    final List<Closure> closures;
    int loopDepth = 1;

    ExprFlow(Graph g, Fn curfn, List<Closure> closures) {
        this.g = g;
        this.curfn = curfn;
        this.closures = closures;
    }

    abstract void stmts(List<Node> list);

    abstract void call(@Nullable List<Hole> ks, Node call);

    abstract void walkClosure(Fn fn);

    abstract Hole tagHole(@Nullable List<Hole> ks, @Nullable Fn fn, Fn.@Nullable Param param);

    // -- holes

    final Hole heap() {
        return Hole.of(g.heap);
    }

    final Hole discardHole() {
        return Hole.of(g.blank);
    }

    final Hole mutator() {
        return Hole.of(g.mutator);
    }

    final Hole callee() {
        return Hole.of(g.callee);
    }

    final Location newLocation(@Nullable Node n, boolean persists) {
        return g.add(n, curfn, loopDepth, persists);
    }

    final Hole tee(List<Hole> ks) {
        if (ks.isEmpty()) {
            return discardHole();
        }
        if (ks.size() == 1) {
            return ks.getFirst();
        }
        Location l = newLocation(null, false);
        for (Hole k : ks) {
            if (k.derefs() < 0) {
                throw new IllegalStateException("tee of an address");
            }
            g.flow(k, l);
        }
        return Hole.of(l);
    }

    /** A place that flows on, but later. */
    final Hole later(Hole k) {
        Location l = newLocation(null, true);
        g.flow(k, l);
        return Hole.of(l);
    }

    /** The storage of an allocating expression: its address flows on, values flow in. */
    final Hole spill(Hole k, Node n) {
        Location l = newLocation(n, false);
        g.flow(k.addr(n, "spill"), l);
        return Hole.of(l);
    }

    // -- expressions

    final void discard(@Nullable Node n) {
        expr(discardHole(), n);
    }

    final void discards(List<Node> list) {
        list.forEach(this::discard);
    }

    final void expr(Hole k, @Nullable Node n) {
        if (n != null) {
            stmts(n.init());
            value(k, n);
        }
    }

    final void value(Hole given, Node n) {
        Hole k = given;
        if (k.derefs() >= 0 && !Predicates.isUntyped(n.type) && !TypeShape.hasPointers(n.type)) {
            k = k.to(g.blank);
        }
        switch (n.op) {
            case LITERAL, NIL, TYPE, METHEXPR, DYNAMICTYPE -> {}
            case NAME -> {
                Name name = (Name) n;
                if (name.kind != Name.Kind.FUNC && name.kind != Name.Kind.GLOBAL && !name.isBlank()) {
                    g.flow(k, g.of(name));
                }
            }
            case PLUS, NEG, BITNOT, NOT, RECV -> discard(n.x);
            case ADD, SUB, OR, XOR, MUL, DIV, MOD, LSH, RSH, AND, ANDNOT, EQ, NE, LT, LE, GT, GE, ANDAND, OROR -> {
                discard(n.x);
                discard(n.y);
            }
            case ADDR -> expr(k.addr(n, "address-of"), n.x);
            case DEREF -> expr(k.deref(n, "indirection"), n.x);
            case DOT, DOTINTER -> expr(k.note(n, "dot"), n.x);
            case DOTPTR -> expr(k.deref(n, "dot of pointer"), n.x);
            case DOTTYPE, DOTTYPE2, DYNAMICDOTTYPE, DYNAMICDOTTYPE2 -> expr(k.dotType(n.type, n, "dot"), n.x);
            case INDEX -> {
                if (TypeShape.isArray(n.operand().type)) {
                    expr(k.note(n, "fixed-array-index-of"), n.x);
                } else {
                    expr(k.deref(n, "dot of pointer"), n.x);
                }
                discard(n.y);
            }
            case INDEXMAP -> {
                discard(n.x);
                discard(n.y);
            }
            case SLICE, SLICEARR, SLICE3, SLICE3ARR, SLICESTR -> {
                expr(k.note(n, "slice"), n.x);
                discard(n.y);
                discard(n.z);
                discard(n.w);
            }
            case CONV, CONVNOP -> {
                if (TypeShape.isUnsafePointer(n.type) && TypeShape.isUintptr(n.operand().type)) {
                    unsafeValue(k, n.operand());
                } else {
                    expr(k, n.x);
                }
            }
            case CONVIFACE -> {
                if (!TypeShape.isInterface(n.operand().type) && !TypeShape.isDirect(n.operand().type)) {
                    k = spill(k, n);
                }
                expr(k.note(n, "interface-converted"), n.x);
            }
            case ITAB -> expr(k, n.x);
            case SLICE2ARR -> expr(k.deref(n, "slice-to-array"), n.x);
            case SLICE2ARRPTR -> expr(k, n.x);
            case CALLFUNC,
                    CALLINTER,
                    INLCALL,
                    LEN,
                    CAP,
                    MIN,
                    MAX,
                    COMPLEX,
                    REAL,
                    IMAG,
                    APPEND,
                    COPY,
                    RECOVER,
                    UNSAFEADD,
                    UNSAFESLICE,
                    UNSAFESTRING,
                    UNSAFESTRINGDATA,
                    UNSAFESLICEDATA -> call(List.of(k), n);
            case NEW -> spill(k, n);
            case MAKESLICE, MAKEMAP -> {
                spill(k, n);
                discard(n.x);
                discard(n.y);
            }
            case MAKECHAN -> discard(n.x);
            case METHVALUE -> methodValue(k, n);
            case PTRLIT -> expr(spill(k, n), n.x);
            case ARRAYLIT -> {
                for (Node e : n.list) {
                    expr(k.note(n, "array literal element"), e.op == Op.KEY ? e.y : e);
                }
            }
            case SLICELIT -> {
                k = spill(k, n);
                for (Node e : n.list) {
                    expr(k.note(n, "slice-literal-element"), e.op == Op.KEY ? e.y : e);
                }
            }
            case STRUCTLIT -> {
                for (Node e : n.list) {
                    expr(k.note(n, "struct literal element"), e.x);
                }
            }
            case MAPLIT -> {
                spill(k, n);
                for (Node e : n.list) {
                    assignHeap(e.x, "map literal key", n);
                    assignHeap(e.y, "map literal value", n);
                }
            }
            case CLOSURE -> closure(k, n);
            case RUNES2STR, BYTES2STR, STR2RUNES, STR2BYTES, RUNESTR -> {
                spill(k, n);
                discard(n.x);
            }
            case ADDSTR -> {
                spill(k, n);
                discards(n.list);
            }
            default -> throw new IllegalStateException("no expression: " + n.op + " at " + n.pos);
        }
    }

    private void methodValue(Hole k, Node n) {
        Hole closureK = spill(k, n);
        Fn fn = n.fn;
        List<Hole> ks = new ArrayList<>();
        int results = ((dev.gopherscope.golang.types.Signature) n.type.underlying())
                .results()
                .len();
        for (int i = 0; i < results; i++) {
            ks.add(heap());
        }
        Hole paramK = tagHole(ks, fn, fn == null ? null : fn.recv);
        expr(tee(List.of(paramK, closureK)), n.x);
    }

    private void closure(Hole k, Node n) {
        Hole record = spill(k, n);
        closures.add(new Closure(record, n));
        Fn fn = n.closure();
        if (!fn.isClosure()) {
            return;
        }
        for (Name cv : fn.closureVars) {
            Location l = g.of(cv);
            if (!l.captured) {
                l.captured = true;
                if (l.loopDepth == loopDepth) {
                    l.reassigned = false;
                }
            }
        }
        walkClosure(fn);
    }

    /** Looks for a pointer in the arithmetic that makes an address of a number. */
    private void unsafeValue(Hole k, Node n) {
        stmts(n.init());
        switch (n.op) {
            case CONV, CONVNOP -> {
                if (TypeShape.isUnsafePointer(n.operand().type)) {
                    expr(k, n.x);
                } else {
                    discard(n.x);
                }
            }
            case DOTPTR -> {
                if (isHeaderData(n)) {
                    expr(k.deref(n, "reflect.Header.Data"), n.x);
                } else {
                    discard(n.x);
                }
            }
            case PLUS, NEG, BITNOT -> unsafeValue(k, n.operand());
            case ADD, SUB, OR, XOR, MUL, DIV, MOD, AND, ANDNOT -> {
                unsafeValue(k, n.operand());
                unsafeValue(k, n.right());
            }
            case LSH, RSH -> {
                unsafeValue(k, n.operand());
                discard(n.y);
            }
            default -> value(discardHole(), n);
        }
    }

    static boolean isHeaderData(Node n) {
        if (n.op != Op.DOT && n.op != Op.DOTPTR || !n.sel().equals("Data")) {
            return false;
        }
        dev.gopherscope.golang.types.Type t = n.operand().type;
        if (n.op == Op.DOTPTR) {
            t = TypeShape.elem(t);
        }
        dev.gopherscope.golang.types.Named named = Predicates.asNamed(t);
        if (named == null || named.obj().pkg() == null) {
            return false;
        }
        String name = named.obj().name();
        return Objects.requireNonNull(named.obj().pkg()).path().equals("reflect")
                && (name.equals("SliceHeader") || name.equals("StringHeader"));
    }

    // -- assignment

    /** The place that an expression denotes on the left of an assignment. */
    final Hole addr(@Nullable Node n) {
        if (n == null || n.isBlank()) {
            return discardHole();
        }
        Hole k = heap();
        switch (n.op) {
            case NAME -> {
                if (((Name) n).kind != Name.Kind.GLOBAL) {
                    k = Hole.of(g.of((Name) n));
                }
            }
            case DOT, CONVNOP -> k = addr(n.x);
            case INDEX -> {
                discard(n.y);
                if (TypeShape.isArray(n.operand().type)) {
                    k = addr(n.x);
                } else {
                    mutate(n.x);
                }
            }
            case DEREF, DOTPTR -> mutate(n.x);
            case INDEXMAP -> {
                discard(n.x);
                assignHeap(n.y, "key of map put", n);
            }
            default -> throw new IllegalStateException("no place: " + n.op + " at " + n.pos);
        }
        return k;
    }

    final void mutate(@Nullable Node n) {
        expr(mutator(), n);
    }

    final List<Hole> addrs(List<? extends @Nullable Node> list) {
        List<Hole> ks = new ArrayList<>();
        for (Node n : list) {
            ks.add(addr(n));
        }
        return ks;
    }

    final void assignHeap(@Nullable Node src, String why, Node where) {
        expr(heap().note(where, why), src);
    }

    final void assignList(List<Node> dsts, List<? extends @Nullable Node> srcs, String why, Node where) {
        List<Hole> ks = addrs(dsts);
        for (int i = 0; i < ks.size(); i++) {
            Hole k = ks.get(i);
            Node src = i < srcs.size() ? srcs.get(i) : null;
            Node dst = dsts.get(i);
            if (dst.op == Op.DOTPTR && isHeaderData(dst) && src != null) {
                unsafeValue(heap().note(where, why), src);
                continue;
            }
            if (src != null && SelfAssign.is(dst, src)) {
                if (g.out.at(1)) {
                    g.out.add(where.pos, curfn + " ignoring self-assignment in " + g.out.text(where));
                }
                k = discardHole();
            }
            expr(k.note(where, why), src);
        }
        reassigned(ks, where);
    }

    final void reassigned(List<Hole> ks, Node where) {
        if (where.op == Op.AS && where.y == null && where.x instanceof Name dst && dst.defn == null) {
            return;
        }
        for (Hole k : ks) {
            Location l = k.dst();
            if (l.n instanceof Name n && n.defn == where && where.op != Op.RANGE) {
                continue;
            }
            l.reassigned = true;
        }
    }
}
