package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flows of statements and calls in one function. Follows {@code escape/stmt.go} and {@code escape/call.go}. */
final class StmtFlow extends ExprFlow {
    /** Labels of the function, and whether a goto jumps back to them. */
    private final Map<String, Boolean> labels = new HashMap<>();

    StmtFlow(Graph g, Fn curfn, List<Closure> closures) {
        super(g, curfn, closures);
    }

    /** Reads a function's body; its variables have locations already. */
    void walkFunc() {
        curfn.state = Fn.State.STARTED;
        for (Node n : curfn.body) {
            findLabels(n);
        }
        block(curfn.body);
    }

    private void findLabels(Node n) {
        if (n.op == Op.LABEL && !n.sel().equals("_")) {
            labels.put(n.sel(), false);
        } else if (n.op == Op.GOTO && labels.containsKey(n.sel())) {
            labels.put(n.sel(), true);
        }
        n.anyChild(c -> {
            findLabels(c);
            return false;
        });
    }

    @Override
    void walkClosure(Fn fn) {
        new StmtFlow(g, fn, closures).walkFunc();
    }

    @Override
    void stmts(List<Node> list) {
        for (Node n : list) {
            stmt(n);
        }
    }

    private void block(List<Node> list) {
        int old = loopDepth;
        stmts(list);
        loopDepth = old;
    }

    private Hole declare(Name n) {
        Location l = g.of(n);
        l.loopDepth = loopDepth;
        return Hole.of(l);
    }

    private void stmt(@Nullable Node n) {
        if (n == null) {
            return;
        }
        stmts(n.init());
        switch (n.op) {
            case FALL, INLMARK, BREAK, CONTINUE, GOTO -> {}
            case BLOCK -> stmts(n.list);
            case DCL -> {
                if (!n.operand().isBlank()) {
                    declare((Name) n.operand());
                }
            }
            case LABEL -> {
                if (labels.getOrDefault(n.sel(), false)) {
                    loopDepth++;
                }
            }
            case IF -> {
                discard(n.x);
                block(n.list);
                block(n.list2);
            }
            case CHECKNIL -> discard(n.x);
            case FOR -> {
                loopDepth++;
                discard(n.x);
                stmt(n.y);
                block(n.list);
                loopDepth--;
            }
            case RANGE -> range(n);
            case SWITCH -> switchStmt(n);
            case SELECT -> {
                for (Node c : n.list) {
                    stmt(c.x);
                    block(c.list);
                }
            }
            case RECV -> value(discardHole(), n);
            case SEND -> {
                discard(n.x);
                assignHeap(n.y, "send", n);
            }
            case AS, ASOP -> assignList(List.of(n.operand()), Arrays.asList(n.y), "assign", n);
            case AS2 -> assignList(n.list, n.list2, "assign-pair", n);
            case AS2DOTTYPE -> assignList(n.list, n.list2, "assign-pair-dot-type", n);
            case AS2MAPR -> assignList(n.list, n.list2, "assign-pair-mapr", n);
            case AS2RECV, SELRECV2 -> assignList(n.list, n.list2, "assign-pair-receive", n);
            case AS2FUNC -> {
                Node call = n.list2.getFirst();
                stmts(call.init());
                List<Hole> ks = addrs(n.list);
                call(ks, call);
                reassigned(ks, n);
            }
            case RETURN -> {
                List<Node> dsts = new ArrayList<>();
                for (Fn.Param r : curfn.results) {
                    dsts.add(Objects.requireNonNull(r.var));
                }
                assignList(dsts, n.list, "return", n);
            }
            case CALLFUNC, CALLINTER, INLCALL, CLEAR, CLOSE, COPY, DELETE, PANIC, PRINT, PRINTLN, RECOVER ->
                call(null, n);
            case GO, DEFER -> goDefer(n);
            default -> throw new IllegalStateException("no statement: " + n.op + " at " + n.pos);
        }
    }

    private void range(Node n) {
        Location tmp = newLocation(null, true);
        expr(Hole.of(tmp), n.x);
        loopDepth++;
        List<Hole> ks = addrs(Arrays.asList(n.y, n.z));
        if (TypeShape.isArray(n.operand().type)) {
            g.flow(ks.get(1).note(n, "range"), tmp);
        } else {
            g.flow(ks.get(1).deref(n, "range-deref"), tmp);
        }
        reassigned(ks, n);
        block(n.list);
        loopDepth--;
    }

    private void switchStmt(Node n) {
        Node tag = n.x;
        if (tag != null && tag.op == Op.TYPESW) {
            List<Hole> ks = new ArrayList<>();
            if (tag.x != null) {
                for (Node c : n.list) {
                    Name v = (Name) Objects.requireNonNull(c.x);
                    Hole k = declare(v);
                    if (TypeShape.hasPointers(v.type)) {
                        ks.add(k.dotType(v.type, c, "switch case"));
                    }
                }
            }
            expr(tee(ks), tag.y);
        } else {
            discard(tag);
        }
        for (Node c : n.list) {
            discards(c.list);
            block(c.list2);
        }
    }

    private void goDefer(Node n) {
        Hole k = heap();
        if (n.op == Op.DEFER && loopDepth == 1 && n.y == null) {
            k = later(discardHole());
        }
        expr(k, n.operand().x);
    }

    // -- calls

    @Override
    void call(@Nullable List<Hole> ks, Node call) {
        switch (call.op) {
            case CALLFUNC, CALLINTER -> function(ks, call);
            case INLCALL -> {
                stmts(call.list);
                for (int i = 0; i < call.list2.size(); i++) {
                    expr(ks == null ? discardHole() : ks.get(i), call.list2.get(i));
                }
            }
            case APPEND -> append(hole(ks), call);
            case COPY -> {
                argument(mutator(), call.x, call);
                Hole k = discardHole();
                if (TypeShape.isSlice(call.right().type) && TypeShape.hasPointers(TypeShape.elem(call.right().type))) {
                    k = heap().deref(call, "copied slice");
                }
                argument(k, call.y, call);
            }
            case PANIC -> argument(heap(), call.x, call);
            case COMPLEX -> {
                discard(call.x);
                discard(call.y);
            }
            case DELETE, PRINT, PRINTLN, RECOVER -> discards(call.list);
            case MIN, MAX -> {
                for (Node a : call.list) {
                    argument(hole(ks), a, call);
                }
            }
            case LEN, CAP, REAL, IMAG, CLOSE -> discard(call.x);
            case CLEAR -> argument(mutator(), call.x, call);
            case UNSAFESTRINGDATA, UNSAFESLICEDATA -> argument(hole(ks), call.x, call);
            case UNSAFEADD, UNSAFESLICE, UNSAFESTRING -> {
                argument(hole(ks), call.x, call);
                discard(call.y);
            }
            default -> throw new IllegalStateException("no call: " + call.op + " at " + call.pos);
        }
    }

    private Hole hole(@Nullable List<Hole> ks) {
        return ks == null ? discardHole() : ks.getFirst();
    }

    private void argument(Hole k, @Nullable Node arg, Node call) {
        expr(k.note(call, "call parameter"), arg);
    }

    private void append(Hole k, Node call) {
        List<Node> args = call.list;
        Hole appendee = tee(List.of(k, mutator()));
        if (TypeShape.hasPointers(TypeShape.elem(args.getFirst().type))) {
            appendee = tee(List.of(appendee, heap().deref(call, "appendee slice")));
        }
        argument(appendee, args.getFirst(), call);
        if (call.flag) {
            Hole appended = discardHole();
            if (TypeShape.isSlice(args.get(1).type) && TypeShape.hasPointers(TypeShape.elem(args.get(1).type))) {
                appended = heap().deref(call, "appended slice...");
            }
            argument(appended, args.get(1), call);
        } else {
            for (Node a : args.subList(1, args.size())) {
                argument(heap(), a, call);
            }
        }
        if (g.rules.appendStore()) {
            spill(k, call).dst().loopDepth = 0;
        }
    }

    private void function(@Nullable List<Hole> ks, Node call) {
        Node fun = call.operand();
        Fn fn = call.op == Op.CALLFUNC ? Static.callee(Static.value(fun)) : null;
        if (ks != null && fn != null && inBatch(fn)) {
            for (int i = 0; i < fn.results.size(); i++) {
                expr(ks.get(i), fn.results.get(i).var);
            }
        }
        Node recv = null;
        if (call.op == Op.CALLFUNC) {
            Hole calleeK = discardHole();
            if (fn == null && ks != null && ks.stream().anyMatch(k -> k.dst() != g.blank)) {
                calleeK = callee().note(call, "callee operand");
            }
            expr(calleeK, fun);
        } else {
            recv = fun.operand();
        }
        List<Node> args = call.list;
        int first = 0;
        if (recv != null) {
            parameter(ks, call, null, null, recv);
        } else if (fn != null && fn.recv != null) {
            parameter(ks, call, fn, fn.recv, args.getFirst());
            first = 1;
        }
        int n = fn != null
                ? fn.params.size()
                : ((Signature) fun.type.underlying()).params().len();
        for (int i = 0; i < n; i++) {
            parameter(ks, call, fn, fn == null ? null : fn.params.get(i), args.get(first + i));
        }
    }

    private void parameter(@Nullable List<Hole> ks, Node call, @Nullable Fn fn, Fn.@Nullable Param p, Node arg) {
        if (call.keepAlive) {
            argument(discardHole(), arg, call);
            return;
        }
        if (fn != null && fn.pkgPath.equals("internal/abi") && fn.name.startsWith("EscapeNonString[") && p != null) {
            if (p == fn.params.getLast()) {
                argument(TypeShape.hasNonStringPointers(p.type) ? heap() : discardHole(), arg, call);
            } else {
                argument(discardHole(), arg, call);
            }
            return;
        }
        UnsafeArguments.rewrite(this, arg, call, fn);
        argument(tagHole(ks, fn, p), arg, call);
    }

    /** Whether the function is analysed together with this one, so that there are no tags yet. */
    static boolean inBatch(Fn fn) {
        return fn.state != Fn.State.TAGGED && (fn.state != Fn.State.UNKNOWN || !fn.body.isEmpty());
    }

    @Override
    Hole tagHole(@Nullable List<Hole> ks, @Nullable Fn fn, Fn.@Nullable Param param) {
        if (fn == null || param == null) {
            return heap();
        }
        if (inBatch(fn)) {
            return param.var == null ? discardHole() : addr(param.var);
        }
        List<Hole> tags = new ArrayList<>();
        Leaks leaks = Leaks.of(param.tag);
        if (leaks.heap() >= 0) {
            tags.add(heap().shift(leaks.heap()));
        }
        if (leaks.mutator() >= 0) {
            tags.add(mutator().shift(leaks.mutator()));
        }
        if (leaks.callee() >= 0) {
            tags.add(callee().shift(leaks.callee()));
        }
        if (ks != null) {
            for (int i = 0; i < Leaks.RESULTS && i < ks.size(); i++) {
                if (leaks.result(i) >= 0) {
                    tags.add(ks.get(i).shift(leaks.result(i)));
                }
            }
        }
        return tee(tags);
    }
}
