package dev.gopherscope.golang.vet;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Node;
import dev.gopherscope.golang.syntax.Stmt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The control flow of a function: blocks of statements and expressions without branches, and where each can go on. Conditions are taken
 * for possible both ways, short-circuit operators are not cut. Follows {@code golang.org/x/tools/go/cfg}.
 */
final class ControlFlow {

    /** Statements that run one after the other. */
    static final class Block {
        final List<Node> nodes = new ArrayList<>();
        final List<Block> next = new ArrayList<>();
        private boolean returns;
        private boolean live;

        /** The return at its end, the one that the end of the body stands for included; null if it goes on. */
        Stmt.@Nullable Return returning() {
            return !nodes.isEmpty() && nodes.getLast() instanceof Stmt.Return r ? r : null;
        }
    }

    /** Where the branches of an enclosing statement lead. */
    private record Targets(
            Block onBreak,
            @Nullable Block onContinue,
            @Nullable Block onFallthrough) {}

    private static final class Label {
        final Block start;

        @Nullable
        Block onBreak;

        @Nullable
        Block onContinue;

        Label(Block start) {
            this.start = start;
        }
    }

    private final List<Block> blocks = new ArrayList<>();
    private final Predicate<Expr.Call> mayReturn;
    private final Map<String, Label> labels = new HashMap<>();
    private final Deque<Targets> targets = new ArrayDeque<>();
    private Block current;

    /**
     * The flow of a function's body.
     *
     * @param mayReturn false for calls that surely never return
     */
    ControlFlow(Stmt.Block body, Predicate<Expr.Call> mayReturn) {
        this.mayReturn = mayReturn;
        current = block();
        statements(body.list);
        markLive();
        if (current.live) {
            end(new Stmt.Return(body.rbrace, null));
        }
    }

    private void end(Stmt.Return at) {
        current.returns = true;
        current.nodes.add(at);
    }

    /** All blocks, the first one first. */
    List<Block> blocks() {
        return blocks;
    }

    /** Whether no return can be reached; a deferred call counts as one, because it may recover. */
    boolean neverReturns() {
        return blocks.stream().noneMatch(b -> b.live && b.returns);
    }

    private void markLive() {
        Deque<Block> todo = new ArrayDeque<>(List.of(blocks.getFirst()));
        while (!todo.isEmpty()) {
            Block b = todo.pop();
            if (!b.live) {
                b.live = true;
                b.next.forEach(todo::push);
            }
        }
    }

    // ---- building ----

    private Block block() {
        var b = new Block();
        blocks.add(b);
        return b;
    }

    private void add(@Nullable Node node) {
        if (node != null) {
            current.nodes.add(node);
        }
    }

    /** Goes on in one of these blocks; what follows begins where it is told. */
    private void branch(Block... to) {
        current.next.addAll(List.of(to));
    }

    private void jump(Block to, Block then) {
        branch(to);
        current = then;
    }

    private void statements(List<Stmt> list) {
        list.forEach(s -> statement(s, null));
    }

    private void inside(Targets where, Runnable build) {
        targets.push(where);
        build.run();
        targets.pop();
    }

    private void statement(Stmt given, @Nullable Label label) {
        switch (given) {
            case Stmt.Block s -> statements(s.list);
            case Stmt.CallStmt s -> {
                add(s);
                // A deferred function may recover: from here on a panic may end as a return does.
                current.returns |= s.isDefer;
            }
            case Stmt.ExprStmt s -> {
                add(s);
                if (s.x instanceof Expr.Call call && !mayReturn.test(call)) {
                    current = block();
                }
            }
            case Stmt.DeclStmt s ->
                s.decls.stream().filter(d -> d instanceof Decl.Var).forEach(this::add);
            case Stmt.Labeled s -> {
                Label named = label(s.label.value);
                jump(named.start, named.start);
                statement(s.stmt, named);
            }
            case Stmt.Return s -> {
                end(s);
                current = block();
            }
            case Stmt.Branch s -> {
                Block to = target(s);
                jump(to == null ? block() : to, block());
            }
            case Stmt.If s -> conditional(s);
            case Stmt.Switch s -> {
                if (s.init != null) {
                    statement(s.init, null);
                }
                add(s.tag);
                if (s.tag instanceof Expr.TypeSwitchGuard) {
                    typeSwitch(s, label);
                } else {
                    expressionSwitch(s, label);
                }
            }
            case Stmt.Select s -> select(s, label);
            case Stmt.For s -> {
                if (s.init instanceof Stmt.RangeClause clause) {
                    range(s, clause, label);
                } else {
                    loop(s, label);
                }
            }
            case Stmt.Simple s -> add(s);
        }
    }

    private Label label(String name) {
        Label known = labels.get(name);
        if (known == null) {
            known = new Label(block());
            labels.put(name, known);
        }
        return known;
    }

    private @Nullable Block target(Stmt.Branch s) {
        if (s.label != null) {
            Label named = label(s.label.value);
            return switch (s.kind) {
                case BREAK -> named.onBreak;
                case CONTINUE -> named.onContinue;
                case GOTO -> named.start;
                case FALLTHROUGH -> null;
            };
        }
        for (Targets t : targets) {
            Block to = switch (s.kind) {
                case BREAK -> t.onBreak;
                case CONTINUE -> t.onContinue;
                case FALLTHROUGH -> t.onFallthrough;
                case GOTO -> null;
            };
            if (to != null) {
                return to;
            }
        }
        return null;
    }

    private static void breaks(@Nullable Label label, Block done) {
        if (label != null) {
            label.onBreak = done;
        }
    }

    private void conditional(Stmt.If s) {
        if (s.init != null) {
            statement(s.init, null);
        }
        Block then = block();
        Block done = block();
        Block otherwise = s.otherwise == null ? done : block();
        add(s.cond);
        branch(then, otherwise);
        current = then;
        statements(s.then.list);
        jump(done, otherwise);
        if (s.otherwise != null) {
            statement(s.otherwise, null);
            jump(done, done);
        }
    }

    /** The default clause comes last in the flow, wherever it stands; a fallthrough goes to the clause that follows in the source. */
    private void expressionSwitch(Stmt.Switch s, @Nullable Label label) {
        Block done = block();
        breaks(label, done);
        List<Block> bodies = new ArrayList<>();
        s.body.forEach(clause -> bodies.add(block()));
        bodies.add(done);
        int atDefault = -1;
        for (int i = 0; i < s.body.size(); i++) {
            Stmt.CaseClause clause = s.body.get(i);
            if (clause.cases == null) {
                atDefault = i;
                continue;
            }
            for (Expr each : elements(clause.cases)) {
                add(each);
                Block other = block();
                branch(bodies.get(i), other);
                current = other;
            }
            Block other = current;
            current = bodies.get(i);
            inside(new Targets(done, null, bodies.get(i + 1)), () -> statements(clause.body));
            jump(done, other);
        }
        if (atDefault >= 0) {
            Stmt.CaseClause clause = s.body.get(atDefault);
            jump(bodies.get(atDefault), bodies.get(atDefault));
            inside(new Targets(done, null, bodies.get(atDefault + 1)), () -> statements(clause.body));
        }
        jump(done, done);
    }

    private void typeSwitch(Stmt.Switch s, @Nullable Label label) {
        Block done = block();
        breaks(label, done);
        Stmt.CaseClause byDefault = null;
        for (Stmt.CaseClause clause : s.body) {
            if (clause.cases == null) {
                byDefault = clause;
                continue;
            }
            Block body = block();
            for (int n = elements(clause.cases).size(); n > 0; n--) {
                Block other = block();
                branch(body, other);
                current = other;
            }
            Block other = current;
            current = body;
            inside(new Targets(done, null, null), () -> statements(clause.body));
            jump(done, other);
        }
        if (byDefault != null) {
            List<Stmt> body = byDefault.body;
            inside(new Targets(done, null, null), () -> statements(body));
        }
        jump(done, done);
    }

    /** The operands of all clauses are evaluated first. */
    private void select(Stmt.Select s, @Nullable Label label) {
        for (Stmt.CommClause clause : s.body) {
            if (clause.comm != null) {
                statement(clause.comm, null);
            }
        }
        Block done = block();
        breaks(label, done);
        boolean hasDefault = false;
        for (Stmt.CommClause clause : s.body) {
            if (clause.comm == null) {
                continue;
            }
            Block body = block();
            Block other = block();
            branch(body, other);
            current = body;
            if (clause.comm instanceof Stmt.Assign a) {
                add(elements(a.lhs).getFirst());
            }
            inside(new Targets(done, null, null), () -> statements(clause.body));
            jump(done, other);
        }
        for (Stmt.CommClause clause : s.body) {
            if (clause.comm == null) {
                hasDefault = true;
                inside(new Targets(done, null, null), () -> statements(clause.body));
            }
        }
        if (hasDefault) {
            branch(done);
        }
        current = done;
    }

    private void loop(Stmt.For s, @Nullable Label label) {
        if (s.init != null) {
            statement(s.init, null);
        }
        Block body = block();
        Block done = block();
        Block head = s.cond == null ? body : block();
        Block again = s.post == null ? head : block();
        breaks(label, done);
        if (label != null) {
            label.onContinue = again;
        }
        jump(head, head);
        if (s.cond != null) {
            add(s.cond);
            branch(body, done);
            current = body;
        }
        inside(new Targets(done, again, null), () -> statements(s.body.list));
        jump(again, again);
        if (s.post != null) {
            statement(s.post, null);
            branch(head);
        }
        current = done;
    }

    private void range(Stmt.For s, Stmt.RangeClause clause, @Nullable Label label) {
        add(clause.x);
        if (clause.lhs != null) {
            elements(clause.lhs).forEach(this::add);
        }
        Block head = block();
        Block body = block();
        Block done = block();
        jump(head, head);
        branch(body, done);
        current = body;
        breaks(label, done);
        if (label != null) {
            label.onContinue = head;
        }
        inside(new Targets(done, head, null), () -> statements(s.body.list));
        jump(head, done);
    }

    /** The expressions of a list, or the only one. */
    static List<Expr> elements(Expr x) {
        return x instanceof Expr.ListExpr list ? list.elems : List.of(x);
    }
}
