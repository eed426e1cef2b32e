package dev.gopherscope.golang.escape;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.TypeShape;
import dev.gopherscope.golang.types.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Analyses functions that call each other: builds the graph, solves it, says what came out. Follows {@code escape/escape.go}. */
final class Batch {
    /** Larger variables are captured by reference. Source: {@code escape/escape.go}. */
    private static final int MAX_BY_VALUE = 128;

    private final Graph g;
    private final Diagnostics out;
    private final boolean mutations;
    private final List<ExprFlow.Closure> closures = new ArrayList<>();
    private final List<Decision> decisions;

    /** @param mutations whether writes and calls through parameters are told too: {@code -d=escapemutationscalls} */
    Batch(Diagnostics out, Rules rules, boolean mutations, List<Decision> decisions) {
        this.out = out;
        this.mutations = mutations;
        this.g = new Graph(out, rules);
        this.decisions = decisions;
    }

    void run(List<Fn> fns) {
        for (Fn fn : fns) {
            fn.state = Fn.State.PLANNED;
            for (Name n : fn.dcl) {
                g.add(n, fn, 1, true);
            }
            int i = 0;
            for (Fn.Param r : fn.results) {
                g.of(Objects.requireNonNull(r.var)).resultIndex = ++i;
            }
        }
        for (Fn fn : fns) {
            if (!fn.isClosure()) {
                new StmtFlow(g, fn, closures).walkFunc();
            }
        }
        for (ExprFlow.Closure c : closures) {
            capture(c);
        }
        for (Location l : List.copyOf(g.all)) {
            if (l.n == null || l.curfn == null) {
                continue;
            }
            Known.rewrite(g, l.n, l.curfn);
            String why = HeapReason.of(l.n, g.rules);
            if (!why.isEmpty()) {
                g.flow(Hole.of(g.heap).addr(l.n, why), l);
            }
        }
        new Solver(g).walkAll();
        finish(fns);
    }

    private void capture(ExprFlow.Closure c) {
        for (Name cv : c.n().closure().closureVars) {
            Name n = cv.canonical();
            Location l = g.of(cv);
            long size = Sizes.sizeOf(n.type);
            n.byValue = !l.addrTaken && !l.reassigned && size <= MAX_BY_VALUE && size >= 0;
            if (!n.byValue) {
                n.addrTaken = true;
            }
            if (out.at(2)) {
                out.add(
                        n.pos,
                        n.curfn + " capturing by " + (n.byValue ? "value" : "ref") + ": " + out.text(n) + " (addr="
                                + l.addrTaken + " assign=" + l.reassigned + " width=" + size + ")");
            }
            Hole k = c.k();
            if (!n.byValue) {
                k = k.addr(cv, "reference");
            }
            g.flow(k.note(cv, "captured by a closure"), l);
        }
    }

    private void finish(List<Fn> fns) {
        for (Fn fn : fns) {
            fn.state = Fn.State.TAGGED;
            int i = 0;
            for (Fn.Param p : fn.recvParams()) {
                p.tag = tag(fn, ++i, p);
            }
        }
        for (Location l : g.all) {
            Node n = l.n;
            if (n == null) {
                continue;
            }
            if (n instanceof Name name) {
                name.location = null;
            }
            boolean goDefer = n.op == Op.CLOSURE && n.closure().wrapper;
            boolean isName = n.op == Op.NAME;
            if (!goDefer) {
                decisions.add(Decision.of(l, out));
            }
            if (out.at(1) && !goDefer) {
                String what = n.op == Op.APPEND ? "append" : out.text(n);
                if (l.escapes()) {
                    out.add(n.pos, isName ? "moved to heap: " + what : what + " escapes to heap");
                } else if (!isName) {
                    out.add(n.pos, what + " does not escape");
                }
            }
            if (n.op == Op.STR2BYTES && !l.has(Location.MUTATES) && g.rules.zeroCopy() && out.at(1)) {
                out.add(n.pos, "zero-copy string->[]byte conversion");
            }
        }
    }

    private Leaks tag(Fn fn, int number, Fn.Param p) {
        boolean diagnose = out.at(1) && !fn.wrapper && !fn.instance;
        String name = p.var != null ? p.var.name : "arg#" + number;
        if (fn.body.isEmpty()) {
            fn.pragmas.add(Fn.Pragma.UINTPTR_KEEP_ALIVE);
            if (TypeShape.isUintptr(p.type)) {
                if (diagnose) {
                    out.add(p.pos, "assuming " + name + " is unsafe uintptr");
                }
                return Leaks.toHeap();
            }
            if (!TypeShape.hasPointers(p.type)) {
                return Leaks.toHeap();
            }
            boolean named = !p.name.isEmpty();
            if (fn.pragmas.contains(Fn.Pragma.NOESCAPE)) {
                if (diagnose && named) {
                    out.add(p.pos, name + " does not escape");
                }
                Leaks l = new Leaks();
                l.addMutator(0);
                l.addCallee(0);
                return l;
            }
            if (diagnose && named) {
                out.add(p.pos, "leaking param: " + name);
            }
            return Leaks.toHeap();
        }
        if (fn.pragmas.contains(Fn.Pragma.UINTPTR_ESCAPES)) {
            boolean dots = p.dots && TypeShape.isUintptr(TypeShape.elem(p.type));
            if (TypeShape.isUintptr(p.type) || dots) {
                if (diagnose) {
                    out.add(p.pos, "marking " + name + " as escaping " + (dots ? "...uintptr" : "uintptr"));
                }
                return Leaks.toHeap();
            }
        }
        if (!TypeShape.hasPointers(p.type)) {
            return Leaks.toHeap();
        }
        if (p.isUnnamed()) {
            return new Leaks();
        }
        Location l = g.of(Objects.requireNonNull(p.var));
        l.paramLeaks.optimize();
        if (!l.escapes()) {
            decisions.add(Decision.parameter(l, fn, l.paramLeaks, p));
            if (diagnose) {
                report(p, name, l.paramLeaks, fn);
            }
        }
        return l.paramLeaks;
    }

    private void report(Fn.Param p, String name, Leaks leaks, Fn fn) {
        boolean said = false;
        if (leaks.heap() >= 0) {
            out.add(p.pos, (leaks.heap() == 0 ? "leaking param: " : "leaking param content: ") + name);
            said = true;
        }
        for (int i = 0; i < Leaks.RESULTS; i++) {
            int level = leaks.result(i);
            if (level >= 0) {
                String result = Objects.requireNonNull(fn.results.get(i).var).name;
                out.add(p.pos, "leaking param: " + name + " to result " + result + " level=" + level);
                said = true;
            }
        }
        if (!mutations) {
            if (!said) {
                out.add(p.pos, name + " does not escape");
            }
            return;
        }
        if (leaks.mutator() >= 0) {
            out.add(p.pos, "mutates param: " + name + " derefs=" + leaks.mutator());
            said = true;
        }
        if (leaks.callee() >= 0) {
            out.add(p.pos, "calls param: " + name + " derefs=" + leaks.callee());
            said = true;
        }
        if (!said) {
            out.add(p.pos, name + " does not escape, mutate, or call");
        }
    }
}
