package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the call of a go or defer statement into one without arguments and results: what has to be evaluated now is put into temporaries,
 * and the call into a closure over them. Follows {@code typecheck.normalizeGoDeferCall}.
 */
final class GoDefer {
    /** A place that an operand can be taken from and another put into. */
    private record Slot(Node value, Consumer<Node> set) {}

    private final Fn wrapper;
    private final List<Slot> slots = new ArrayList<>();

    private GoDefer(Fn wrapper) {
        this.wrapper = wrapper;
    }

    static Node normalize(Unit unit, Fn curfn, Node stmt, Node call) {
        for (Node n : call.takeInit()) {
            stmt.addInit(n);
        }
        if (call.op == Op.CALLFUNC) {
            Signature sig = (Signature) call.operand().type.underlying();
            if (sig.params().len() + sig.results().len() == 0) {
                return call;
            }
        }
        Fn.Reason why = stmt.op == Op.GO ? Fn.Reason.GO : Fn.Reason.DEFER;
        Signature none = new Signature(null, List.of(), List.of(), Tuple.EMPTY, Tuple.EMPTY, false);
        Fn wrapper = CallReader.newClosure(unit, curfn, stmt.pos, stmt.pos, why, none, false);
        wrapper.declareParams(true);
        wrapper.wrapper = true;
        GoDefer g = new GoDefer(wrapper);
        g.operands(call);
        if (!g.slots.isEmpty()) {
            Node as = Node.assignList(stmt.pos, new ArrayList<>(), new ArrayList<>());
            for (Slot s : g.slots) {
                XPos pos = s.value instanceof Name ? stmt.pos : s.value.pos;
                Name tmp = ReaderBase.temp(curfn, pos, s.value.type);
                stmt.addInit(Node.dcl(pos, tmp));
                tmp.defn = as;
                as.list.add(tmp);
                as.list2.add(s.value);
                s.set.accept(Name.capture(pos, wrapper, tmp));
            }
            stmt.addInit(as);
            if (call.op == Op.CALLINTER) {
                Type word = dev.gopherscope.golang.types.Basic.of(dev.gopherscope.golang.types.Basic.Kind.UINTPTR);
                Node table = Node.unary(
                        Op.ITAB, stmt.pos, new dev.gopherscope.golang.types.Pointer(word), as.list.getFirst());
                stmt.addInit(Node.unary(Op.CHECKNIL, stmt.pos, dev.gopherscope.golang.types.Basic.INVALID, table));
            }
        }
        wrapper.body.add(call);
        Node out = Node.ofList(Op.CALLFUNC, call.pos, Tuple.EMPTY, new ArrayList<>());
        out.x = Objects.requireNonNull(wrapper.closureExpr);
        return out;
    }

    private void operands(Node call) {
        switch (call.op) {
            case CALLFUNC -> {
                visit(call.x, n -> call.x = n);
                visitList(call);
            }
            case CALLINTER -> {
                Node dot = call.operand();
                slots.add(new Slot(dot.operand(), n -> dot.x = n));
                visitList(call);
            }
            case COPY -> {
                visit(call.x, n -> call.x = n);
                visit(call.y, n -> call.y = n);
            }
            case CLEAR, CLOSE, PANIC -> visit(call.x, n -> call.x = n);
            default -> visitList(call);
        }
    }

    private void visitList(Node owner) {
        owner.list = new ArrayList<>(owner.list);
        for (int i = 0; i < owner.list.size(); i++) {
            int at = i;
            visit(owner.list.get(i), n -> owner.list.set(at, n));
        }
    }

    private void visit(@Nullable Node arg, Consumer<Node> set) {
        if (arg == null) {
            return;
        }
        switch (arg.op) {
            case LITERAL, NIL, METHEXPR, NEW -> {
                return;
            }
            case NAME -> {
                if (((Name) arg).kind == Name.Kind.FUNC) {
                    return;
                }
            }
            case CONVNOP -> {
                if (TypeShape.isUintptr(arg.type) && TypeShape.isUnsafePointer(arg.operand().type)) {
                    visit(arg.x, n -> arg.x = n);
                    return;
                }
            }
            case ARRAYLIT, SLICELIT, STRUCTLIT -> {
                arg.list = new ArrayList<>(arg.list);
                for (int i = 0; i < arg.list.size(); i++) {
                    Node el = arg.list.get(i);
                    int at = i;
                    switch (el.op) {
                        case KEY -> visit(el.y, n -> el.y = n);
                        case STRUCTKEY -> visit(el.x, n -> el.x = n);
                        default -> visit(el, n -> arg.list.set(at, n));
                    }
                }
                return;
            }
            default -> {}
        }
        slots.add(new Slot(arg, set));
    }
}
