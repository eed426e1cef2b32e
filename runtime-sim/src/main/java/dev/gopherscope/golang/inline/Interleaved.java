package dev.gopherscope.golang.inline;

import dev.gopherscope.golang.ir.BottomUp;
import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Devirtualises and inlines calls in turn until nothing changes, callees first. Calls stand in parentheses meanwhile, so that each can be
 * replaced where it is. Follows {@code inline/interleaved}.
 */
public final class Interleaved {
    private final Inliner inliner;
    private final Devirtualize devirtualize;
    private final boolean inlining;
    private final Diagnostics out;
    private final Map<Fn, Integer> uses = new IdentityHashMap<>();

    private Interleaved(Unit unit, Diagnostics out, boolean inlining, int minor) {
        this.out = out;
        this.inlining = inlining;
        inliner = new Inliner(out, new Inliner.Features(minor >= CALLED_ONCE, minor >= CALLED_ONCE));
        devirtualize = new Devirtualize(unit, out, minor >= FOLLOW_VARIABLES);
    }

    private static final int CALLED_ONCE = 24;
    private static final int FOLLOW_VARIABLES = 26;

    /**
     * @param inlining whether calls are inlined: not with {@code -l}
     * @param minor N of Go 1.N
     */
    public static void run(Unit unit, Diagnostics out, boolean inlining, int minor) {
        new Interleaved(unit, out, inlining, minor).all(unit.funcs);
    }

    private final class Site {
        final Fn fn;
        final boolean big;
        final Set<Node> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        final List<Node> parens = new ArrayList<>();
        final List<@Nullable Fn> resolved = new ArrayList<>();

        Site(Fn fn) {
            this.fn = fn;
            this.big = inlining && Inliner.isBig(fn);
            if (big && out.at(2)) {
                out.add(fn.pos, "function " + fn + " considered 'big'; reducing max cost of inlinees");
            }
            Node.edit(fn.body, this::mark);
        }

        /** Puts calls into parentheses and lists them, inner ones first. */
        private Node mark(Node given) {
            Node n = given;
            Node paren = n.op == Op.PAREN ? n : null;
            if (paren != null) {
                if (marked.contains(paren)) {
                    return n;
                }
                n = paren.operand();
            }
            n.editChildren(this::mark);
            if (isCall(n)) {
                if (paren == null) {
                    paren = Node.unary(Op.PAREN, n.pos, n.type, n);
                    marked.add(paren);
                }
                parens.add(paren);
                return paren;
            }
            return paren != null ? paren : n;
        }

        private static boolean isCall(Node n) {
            return switch (n.op) {
                case CALLFUNC, CALLINTER, APPEND, DELETE, MAX, MIN, PRINT, PRINTLN, RECOVER -> true;
                default -> false;
            };
        }

        /** How often the callee is called as far as is known; 0 if it is not known, -1 if the call is gone. */
        int resolve(int i) {
            Fn known = i < resolved.size() ? resolved.get(i) : null;
            if (known != null) {
                return uses.getOrDefault(known, 0);
            }
            Node call = parens.get(i).operand();
            if (!isCall(call)) {
                return -1;
            }
            devirtualize.call(call);
            Fn callee = inlining ? inliner.target(fn, call) : null;
            if (callee == null) {
                return 0;
            }
            while (resolved.size() <= i) {
                resolved.add(null);
            }
            resolved.set(i, callee);
            return uses.merge(callee, 1, Integer::sum);
        }

        boolean edit(int i) {
            Node paren = parens.get(i);
            Node call = paren.operand();
            if (!isCall(call)) {
                return false;
            }
            int count = resolve(i);
            if (count <= 0) {
                return false;
            }
            Fn callee = resolved.get(i);
            boolean once = count == 1 && callee != null && callee.closureParent != null;
            Node body = inliner.tryInline(fn, call, big, once);
            if (body == null) {
                return false;
            }
            paren.x = body;
            body.editChildren(this::mark);
            devirtualize.changed(fn);
            return true;
        }
    }

    private void all(List<Fn> funcs) {
        if (inlining) {
            BottomUp.visit(funcs, list -> list.forEach(inliner::check));
        }
        Map<Fn, Site> sites = new IdentityHashMap<>();
        List<Fn> before = List.copyOf(funcs);
        for (Fn fn : before) {
            Site s = new Site(fn);
            sites.put(fn, s);
            for (int i = 0; i < s.parens.size(); i++) {
                s.resolve(i);
            }
        }
        BottomUp.visit(funcs, list -> fixpoint(list, sites));
        for (Fn fn : funcs) {
            Node.edit(fn.body, Interleaved::unparen);
        }
    }

    private static void fixpoint(List<Fn> list, Map<Fn, Site> sites) {
        boolean done = false;
        while (!done) {
            done = true;
            for (Fn fn : list) {
                Site s = sites.get(fn);
                if (s == null) {
                    continue;
                }
                int end = s.parens.size();
                int start = 0;
                while (true) {
                    for (int i = start; i < end; i++) {
                        if (s.edit(i)) {
                            done = false;
                        }
                    }
                    start = end;
                    end = s.parens.size();
                    if (start == end) {
                        break;
                    }
                    for (int i = start; i < end; i++) {
                        s.resolve(i);
                    }
                }
            }
        }
    }

    private static Node unparen(Node n) {
        Node x = n;
        while (x.op == Op.PAREN) {
            x = x.operand();
        }
        x.editChildren(Interleaved::unparen);
        return x;
    }
}
