package dev.gopherscope.golang.inline;

import dev.gopherscope.golang.ir.Fn;
import dev.gopherscope.golang.ir.Name;
import dev.gopherscope.golang.ir.Node;
import dev.gopherscope.golang.ir.Op;
import dev.gopherscope.golang.ir.Static;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Sizes;
import dev.gopherscope.golang.types.Struct;
import dev.gopherscope.golang.types.Var;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what a body costs, node by node, and finds what cannot be inlined at all. Follows {@code hairyVisitor} in {@code inline/inl.go}. */
final class Hairy {
    private static final int CALL = 57;
    private static final int CALL_OF_PARAMETER = 17;
    private static final int PANIC = 1;
    private static final int THROW = 80;
    private static final int CLOSURE = 15;

    private static final Set<String> BYTE_ORDER = Set.of(
            "Uint64",
            "Uint32",
            "Uint16",
            "PutUint64",
            "PutUint32",
            "PutUint16",
            "AppendUint64",
            "AppendUint32",
            "AppendUint16");

    private final Inliner inliner;
    private final Fn fn;
    private final boolean big;
    private final boolean complete;
    private final int maxBudget;
    private int budget;
    private @Nullable String reason;

    /** @param complete whether to count on when the budget is used up, to tell the whole cost */
    Hairy(Inliner inliner, Fn fn, int budget, boolean complete) {
        this.inliner = inliner;
        this.fn = fn;
        this.big = Inliner.isBig(fn);
        this.budget = budget;
        this.maxBudget = budget;
        this.complete = complete;
    }

    /** Why the function cannot be inlined; null if it can. */
    @Nullable
    String tooHairy() {
        for (Node n : fn.body) {
            if (visit(n)) {
                return reason;
            }
        }
        if (budget < 0) {
            return "function too complex: cost " + cost() + " exceeds budget " + maxBudget;
        }
        return null;
    }

    int cost() {
        return maxBudget - budget;
    }

    private boolean stop(String why) {
        reason = why;
        return true;
    }

    private boolean visitAll(List<Node> nodes) {
        for (Node n : nodes) {
            if (visit(n)) {
                return true;
            }
        }
        return false;
    }

    private boolean visit(Node n) {
        switch (n.op) {
            case CALLFUNC -> {
                if (call(n)) {
                    return true;
                }
            }
            case CALLINTER -> budget -= CALL;
            case PANIC -> {
                if (n.operand().op == Op.CONVIFACE && n.operand().implicit) {
                    budget++;
                }
                budget -= PANIC;
            }
            case RECOVER -> {
                return stop("call to recover");
            }
            case CLOSURE -> budget -= CLOSURE;
            case GO, DEFER -> {
                return stop("unhandled op " + n.op);
            }
            case ADDR -> {
                if (isFirstField(n.operand())) {
                    budget += 2;
                }
            }
            case DEREF -> {
                Node p = n.operand();
                while (p.op == Op.CONVNOP) {
                    p = p.operand();
                }
                if (p.op == Op.ADDR) {
                    budget++;
                }
            }
            case CONVNOP, BLOCK, METHEXPR -> budget++;
            case FALL, TYPE -> {
                return false;
            }
            case IF -> {
                if (n.x != null && n.x.op == Op.LITERAL && n.x.aux instanceof Constant.Bool b) {
                    return visitAll(n.init()) || visitAll(b.value() ? n.list : n.list2);
                }
            }
            case METHVALUE, SLICELIT -> budget--;
            case AS2 -> budget += temporaries(n);
            case SLICE, SLICEARR, SLICESTR, SLICE3, SLICE3ARR -> slice(n);
            default -> {}
        }
        budget--;
        if (budget < 0 && !complete) {
            return stop("too expensive");
        }
        return n.anyChild(this::visit);
    }

    private static boolean isFirstField(Node x) {
        if (x.op != Op.DOT && x.op != Op.DOTPTR || !(x.operand() instanceof Name)) {
            return false;
        }
        dev.gopherscope.golang.types.Type t = x.operand().type;
        if (x.op == Op.DOTPTR) {
            t = dev.gopherscope.golang.ir.TypeShape.elem(t);
        }
        if (!(t.underlying() instanceof Struct s)) {
            return false;
        }
        long[] offsets = Sizes.offsetsOf(s.fields());
        for (int i = 0; i < offsets.length; i++) {
            Var f = s.fields().get(i);
            if (f.name().equals(x.sel())) {
                return offsets[i] == 0;
            }
        }
        return false;
    }

    /** What the temporaries of {@code a, b = f()} cost, which the source does not have. */
    static int temporaries(Node as2) {
        if (!as2.list2.isEmpty()) {
            List<Node> init = as2.list2.getFirst().init();
            if (init.size() == 1 && init.getFirst().op.isAssignList()) {
                return 4 * as2.list.size() + 1;
            }
        }
        return 0;
    }

    private void slice(Node n) {
        if (n.y != null
                && n.y.op == Op.LITERAL
                && n.y.aux instanceof Constant.Int i
                && i.value().signum() == 0) {
            budget++;
        }
        if (n.z != null && n.z.op == Op.LEN && n.z.x == n.x) {
            budget += 2;
        }
    }

    private boolean call(Node n) {
        Node fun = n.operand();
        boolean cheap = false;
        Fn named = fun instanceof Name name && name.kind == Name.Kind.FUNC ? name.func : null;
        if (named != null) {
            switch (named.pkgPath) {
                case "internal/abi" ->
                    cheap = named.name.equals("NoEscape") || named.name.startsWith("EscapeNonString[");
                case "internal/runtime/sys" -> {
                    if (named.name.equals("GetCallerPC") || named.name.equals("GetCallerSP")) {
                        return stop("call to " + named.name);
                    }
                }
                case "internal/byteorder" ->
                    cheap = (named.name.startsWith("LE") || named.name.startsWith("BE"))
                            && BYTE_ORDER.contains(named.name.substring(2));
                case "runtime" -> {
                    switch (named.name) {
                        case "throw" -> {
                            budget -= THROW;
                            return false;
                        }
                        case "panicrangestate" -> cheap = true;
                        case "deferrangefunc" -> {
                            return stop("defer call in range func");
                        }
                        default -> {}
                    }
                }
                default -> {}
            }
        }
        if (fun.op == Op.METHEXPR && fun.fn != null && fun.fn.pkgPath.equals("encoding/binary")) {
            String name = fun.fn.name;
            int dot = name.indexOf('.');
            cheap = dot > 0
                    && (name.startsWith("littleEndian.") || name.startsWith("bigEndian."))
                    && BYTE_ORDER.contains(name.substring(dot + 1));
        }
        int extra = CALL;
        if (fun instanceof Name name && (name.kind == Name.Kind.PARAM || name.kind == Name.Kind.CAPTURED)) {
            extra = CALL_OF_PARAMETER;
        }
        if (cheap || Intrinsics.isCall(n)) {
            return false;
        }
        Fn callee = inliner.callee(fn, fun, false);
        if (callee != null && callee.inline != null && inliner.hasBody(callee)) {
            if (inliner.canInlineCall(fn, n, callee, big, false, false)) {
                budget -= callee.inline.cost();
                return false;
            }
        }
        budget -= extra;
        return false;
    }

    static boolean isStaticCall(Node n) {
        return Static.callee(n.operand()) != null;
    }
}
