package dev.gopherscope.golang.inline;

import dev.gopherscope.golang.ir.Diagnostics;
import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.ir.XPos;
import dev.gopherscope.golang.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which functions can be inlined, which calls are, and how a call is replaced. Follows {@code inline/inl.go} and {@code noder/reader.go}. */
final class Inliner {
    private static final int BUDGET = 80;
    private static final int BIG_FUNCTION_NODES = 5000;
    private static final int BIG_FUNCTION_BUDGET = 20;
    /** For the only call of a closure. */
    private static final int CALLED_ONCE_BUDGET = 10 * BUDGET;

    private final Diagnostics out;
    private final Features features;
    private int calls;

    /** What differs between versions of Go. */
    record Features(boolean calledOnce, boolean cheapParameterCalls) {}

    Inliner(Diagnostics out, Features features) {
        this.out = out;
        this.features = features;
    }

    /** Whether a function is so large that only the smallest ones are inlined into it. */
    static boolean isBig(Fn fn) {
        int[] budget = {BIG_FUNCTION_NODES};
        for (Node n : fn.body) {
            boolean big = n.any(c -> {
                if (c.op == Op.AS2) {
                    budget[0] += Hairy.temporaries(c);
                }
                return --budget[0] <= 0;
            });
            if (big) {
                return true;
            }
        }
        return false;
    }

    /** Finds out whether a function can be inlined, once, and says so. */
    void check(Fn fn) {
        String reason = impossible(fn);
        if (reason == null) {
            if (fn.inlinabilityChecked) {
                return;
            }
            int budget = fn.closureParent != null && features.calledOnce ? CALLED_ONCE_BUDGET : BUDGET;
            Hairy h = new Hairy(this, fn, budget, out.at(2));
            reason = h.tooHairy();
            fn.inlinabilityChecked = true;
            if (reason == null) {
                fn.inline = new Fn.Inline(h.cost(), canDelayResults(fn));
                note(fn, h.cost());
                return;
            }
        }
        if (out.at(2)) {
            out.add(fn.pos, "cannot inline " + fn + ": " + reason);
        }
    }

    private void note(Fn fn, int cost) {
        if (out.at(2)) {
            String receiver = fn.recv == null ? "" : "method(" + out.text(fn.recv.type) + ") ";
            out.add(
                    fn.pos,
                    "can inline " + fn + " with cost " + cost + " as: " + receiver + out.text(fn.type) + " { "
                            + out.text(fn.body) + " }");
        } else if (out.at(1)) {
            out.add(fn.pos, "can inline " + fn);
        }
    }

    private @Nullable String impossible(Fn fn) {
        if (fn.pragmas.contains(Fn.Pragma.NOINLINE)) {
            return "marked go:noinline";
        }
        if (fn.pragmas.contains(Fn.Pragma.CGO_UNSAFE_ARGS)) {
            return "marked go:cgo_unsafe_args";
        }
        if (fn.pragmas.contains(Fn.Pragma.UINTPTR_KEEP_ALIVE)) {
            return "marked as having a keep-alive uintptr argument";
        }
        if (fn.pragmas.contains(Fn.Pragma.UINTPTR_ESCAPES)) {
            return "marked as having an escaping uintptr argument";
        }
        if (fn.pragmas.contains(Fn.Pragma.YES_WRITE_BARRIER_REC)) {
            return "marked go:yeswritebarrierrec";
        }
        return fn.body.isEmpty() && !hasBody(fn) ? "no function body" : null;
    }

    boolean hasBody(Fn fn) {
        return fn.inline != null && fn.source != null;
    }

    private static boolean canDelayResults(Fn fn) {
        int[] returns = {0};
        for (Node n : fn.body) {
            n.any(c -> {
                if (c.op == Op.RETURN) {
                    returns[0] += c.list.isEmpty() ? 2 : 1;
                }
                return false;
            });
        }
        return returns[0] == 1 && fn.results.stream().allMatch(Fn.Param::isUnnamed);
    }

    /** The function that an expression always is; closures are checked first unless only the target is asked for. */
    @Nullable
    Fn callee(Fn caller, Node fun, boolean resolveOnly) {
        Node v = Static.value(fun);
        switch (v.op) {
            case METHEXPR -> {
                Fn fn = v.fn;
                if (fn == null
                        || fn.recv == null
                        || !dev.gopherscope.golang.types.Predicates.identical(fn.recv.type, v.operand().type)) {
                    return null;
                }
                return fn;
            }
            case NAME -> {
                return ((Name) v).kind == Name.Kind.FUNC ? ((Name) v).func : null;
            }
            case CLOSURE -> {
                Fn c = v.closure();
                if (!c.closureVars.isEmpty()
                        && Objects.requireNonNull(c.closureVars.getFirst().outer).curfn != caller) {
                    return null;
                }
                if (!resolveOnly) {
                    check(c);
                }
                return c;
            }
            default -> {
                return null;
            }
        }
    }

    /** Whether a call may be inlined at all, whatever the callee is. */
    static boolean mightInline(Node call) {
        if (call.op != Op.CALLFUNC || call.keep) {
            return false;
        }
        Fn fn = Static.callee(call.operand());
        if (fn != null && fn.pkgPath.equals("internal/abi") && fn.name.startsWith("EscapeNonString[")) {
            return false;
        }
        return !Intrinsics.isCall(call);
    }

    @Nullable
    Fn target(Fn caller, Node call) {
        return mightInline(call) ? callee(caller, call.operand(), true) : null;
    }

    boolean canInlineCall(Fn caller, Node call, Fn callee, boolean big, boolean calledOnce, boolean log) {
        Fn.Inline inline = callee.inline;
        if (inline == null) {
            return false;
        }
        int max = big ? BIG_FUNCTION_BUDGET : BUDGET;
        if (callee.closureParent != null && features.calledOnce) {
            max *= 2;
            if (calledOnce) {
                max = Math.max(max, CALLED_ONCE_BUDGET);
            }
        }
        if (inline.cost() > max) {
            return false;
        }
        Pos inner = call.pos.pos();
        for (XPos.InlCall c = call.pos.inl(); c != null; c = c.parent()) {
            if (c.call().pos().equals(inner)) {
                return false;
            }
        }
        for (XPos.InlCall c = call.pos.inl(); c != null; c = c.parent()) {
            if (c.callee() == callee) {
                if (log && out.at(2)) {
                    out.add(
                            call.pos,
                            "cannot inline " + callee + " into " + caller.name + ": repeated recursive cycle");
                }
                return false;
            }
        }
        return true;
    }

    /** The body in place of a call, or null if the call stays. */
    @Nullable
    Node tryInline(Fn caller, Node call, boolean big, boolean calledOnce) {
        if (!mightInline(call)) {
            return null;
        }
        Fn fn = callee(caller, call.operand(), false);
        if (fn == null || !hasBody(fn) || !canInlineCall(caller, call, fn, big, calledOnce, true)) {
            return null;
        }
        if (out.at(1)) {
            out.add(call.pos, "inlining call to " + fn);
        }
        return inline(caller, call, fn);
    }

    private Node inline(Fn caller, Node call, Fn callee) {
        XPos.InlCall inl = new XPos.InlCall(call.pos, callee, ++calls);
        Fn into = copySignature(callee, inl);
        Fn.Inlining inlining = new Fn.Inlining(caller, inl, callee);
        boolean delay = Objects.requireNonNull(callee.inline).canDelayResults();
        Objects.requireNonNull(callee.source).read(into, inlining);

        int results = callee.results.size();
        int params = callee.recvParams().size();
        List<Name> inlVars = new ArrayList<>(into.dcl.subList(0, params));
        List<Name> retVars = new ArrayList<>(into.dcl.subList(params, params + results));
        for (Name n : into.dcl) {
            n.curfn = caller;
            if (n.kind == Name.Kind.AUTO) {
                n.inlLocal = true;
            } else {
                n.kind = Name.Kind.AUTO;
                n.inlFormal = true;
            }
        }
        caller.dcl.addAll(into.dcl);

        List<Node> init = new ArrayList<>(call.takeInit());
        calleeEffects(init, call.operand());
        Node as = Node.assignList(call.pos, new ArrayList<>(inlVars), new ArrayList<>(call.list));
        as.flag = true;
        for (Name n : inlVars) {
            if (!n.isBlank()) {
                as.addInit(Node.dcl(call.pos, n));
                n.defn = as;
            }
        }
        init.add(as);
        if (!delay) {
            for (Name n : retVars) {
                init.add(Node.dcl(call.pos, n));
                init.add(Node.assign(call.pos, n, null));
            }
        }
        init.add(new Node(Op.INLMARK, call.pos, null));

        String label = ".i" + inl.index();
        Returns returns = new Returns(call.pos, retVars, delay, label);
        Node.edit(into.body, returns::edit);
        Node end = new Node(Op.LABEL, call.pos, null);
        end.aux = label;
        into.body.add(end);
        Node res = Node.ofList(Op.INLCALL, call.pos, call.type, into.body);
        res.list2 = new ArrayList<>(retVars);
        res.setInit(init);
        return res;
    }

    private static Fn copySignature(Fn fn, XPos.InlCall inl) {
        Fn.Param recv = fn.recv == null ? null : at(fn.recv, inl);
        Fn into = new Fn(fn.name, fn.shown, fn.pkgPath, fn.pos, fn.type, recv);
        fn.params.forEach(p -> into.params.add(at(p, inl)));
        fn.results.forEach(p -> into.results.add(at(p, inl)));
        return into;
    }

    private static Fn.Param at(Fn.Param p, XPos.InlCall inl) {
        return new Fn.Param(p.name, new XPos(p.pos.pos(), inl), p.type, p.dots);
    }

    /** What computing the callee does besides. */
    private static void calleeEffects(List<Node> init, Node callee) {
        Node n = callee;
        while (true) {
            init.addAll(n.takeInit());
            switch (n.op) {
                case CONVNOP, PAREN -> n = n.operand();
                case INLCALL -> {
                    init.addAll(n.list);
                    n.list = new ArrayList<>();
                    n = n.list2.getFirst();
                }
                default -> {
                    return;
                }
            }
        }
    }

    /** Turns return statements of an inlined body into assignments and jumps. */
    private record Returns(XPos pos, List<Name> vars, boolean delay, String label) {
        Node edit(Node n) {
            Node out = n;
            if (n.op == Op.RETURN) {
                List<Node> block = new ArrayList<>(n.takeInit());
                if (!n.list.isEmpty()) {
                    Node as = Node.assignList(pos, new ArrayList<>(vars), new ArrayList<>(n.list));
                    if (delay) {
                        for (Name v : vars) {
                            block.add(Node.dcl(pos, v));
                            v.defn = as;
                        }
                    }
                    block.add(as);
                }
                Node jump = new Node(Op.GOTO, pos, null);
                jump.aux = label;
                block.add(jump);
                out = Node.ofList(Op.BLOCK, pos, null, block);
            }
            out.editChildren(this::edit);
            return out;
        }
    }
}
