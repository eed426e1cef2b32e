package dev.gopherscope.golang.ir;

import dev.gopherscope.golang.syntax.Decl;
import dev.gopherscope.golang.syntax.Expr;
import dev.gopherscope.golang.syntax.Operator;
import dev.gopherscope.golang.syntax.Pos;
import dev.gopherscope.golang.syntax.Stmt;
import dev.gopherscope.golang.types.Basic;
import dev.gopherscope.golang.types.Chan;
import dev.gopherscope.golang.types.Constant;
import dev.gopherscope.golang.types.Initializer;
import dev.gopherscope.golang.types.Predicates;
import dev.gopherscope.golang.types.Signature;
import dev.gopherscope.golang.types.Tuple;
import dev.gopherscope.golang.types.Type;
import dev.gopherscope.golang.types.TypeParam;
import dev.gopherscope.golang.types.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statements. Dead branches are left out as the compiler does. Follows {@code noder/writer.go} and {@code noder/reader.go}. */
final class StmtReader extends CallReader {
    StmtReader(Unit unit, Fn curfn, Fn.@Nullable Inlining inlining, List<TypeParam> typeParams, List<Type> typeArgs) {
        this(unit, curfn, inlining, typeParams, typeArgs, null);
    }

    StmtReader(
            Unit unit,
            Fn curfn,
            Fn.@Nullable Inlining inlining,
            List<TypeParam> typeParams,
            List<Type> typeArgs,
            @Nullable ReaderBase around) {
        super(unit, curfn, inlining, typeParams, typeArgs, around);
    }

    void readBody(Stmt.Block block) {
        curfn.body = stmts(block.list);
        if (curfn.body.isEmpty()) {
            curfn.body.add(new Node(Op.BLOCK, at(block.pos()), null));
        }
    }

    @Override
    void readClosure(Stmt.Block body, Signature sig) {
        curfn.declareParams(inlining == null);
        signature = sig;
        int next = 0;
        for (Var v : sig.params().vars()) {
            locals.put(v, curfn.dcl.get(next++));
        }
        for (Var v : sig.results().vars()) {
            locals.put(v, curfn.dcl.get(next++));
        }
        readBody(body);
    }

    /** The assignment that initialises package variables. */
    Node initializer(Initializer i) {
        List<Node> left = new ArrayList<>();
        for (Var v : i.lhs()) {
            left.add(v.name().equals("_") ? BLANK : unit.global(v));
        }
        Node right = expr(i.rhs());
        XPos pos = XPos.of(i.lhs().getFirst().pos());
        if (left.size() == 1) {
            Type t = i.lhs().getFirst().typeOrNull();
            if (t != null && left.getFirst() != BLANK && !Predicates.identical(t, right.type)) {
                right = conversion(right.pos, t, right, true);
            }
            Node as = Node.assign(pos, left.getFirst(), right);
            define(left, as);
            return as;
        }
        Node as = Node.assignList(pos, left, mutable(right));
        as.op = assignListOp(right);
        define(left, as);
        return as;
    }

    private static void define(List<Node> names, Node as) {
        for (Node n : names) {
            if (n != BLANK && n instanceof Name name) {
                name.defn = as;
            }
        }
    }

    private static List<Node> mutable(Node n) {
        List<Node> list = new ArrayList<>();
        list.add(n);
        return list;
    }

    // -- lists

    private List<Node> stmt(@Nullable Stmt s) {
        return s == null ? new ArrayList<>() : stmts(List.of(s));
    }

    private static @Nullable Node block(List<Node> stmts) {
        return switch (stmts.size()) {
            case 0 -> null;
            case 1 -> stmts.getFirst();
            default -> Node.ofList(Op.BLOCK, stmts.getFirst().pos, null, stmts);
        };
    }

    private List<Node> stmts(List<Stmt> list) {
        List<Node> out = new ArrayList<>();
        int lastLabel = -1;
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Stmt.Labeled) {
                lastLabel = i;
            }
        }
        boolean dead = false;
        for (int i = 0; i < list.size(); i++) {
            Stmt s = list.get(i);
            if (dead && i > lastLabel) {
                continue;
            }
            add(s, out);
            dead = terminates(s);
        }
        return out;
    }

    private boolean terminates(@Nullable Stmt s) {
        return switch (s) {
            case Stmt.Branch b -> b.kind == Stmt.BranchKind.GOTO;
            case Stmt.Return r -> true;
            case Stmt.ExprStmt e ->
                Expr.unparen(e.x) instanceof Expr.Call c
                        && isBuiltin(c.fun, dev.gopherscope.golang.types.Builtin.Id.PANIC);
            case Stmt.If i -> {
                int cond = staticBool(i.cond).value;
                yield (cond < 0 || terminates(i.then)) && (cond > 0 || terminates(i.otherwise));
            }
            case Stmt.Block b -> terminates(lastNonEmpty(b.list));
            case null, default -> false;
        };
    }

    private static @Nullable Stmt lastNonEmpty(List<Stmt> list) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (!(list.get(i) instanceof Stmt.Empty)) {
                return list.get(i);
            }
        }
        return null;
    }

    /** Whether a condition is always true (1), always false (-1) or not known (0), and what is left of it to evaluate. */
    private record StaticBool(int value, Expr expr) {}

    private StaticBool staticBool(Expr e) {
        Constant v = facts.value(e);
        if (v instanceof Constant.Bool b) {
            return new StaticBool(b.value() ? 1 : -1, e);
        }
        if (e instanceof Expr.Operation op) {
            Expr right = op.y;
            if (op.op == Operator.NOT && right == null) {
                // The compiler does not turn the result round either.
                return new StaticBool(staticBool(op.x).value, e);
            }
            if (right != null && (op.op == Operator.AND_AND || op.op == Operator.OR_OR)) {
                int sign = op.op == Operator.AND_AND ? 1 : -1;
                StaticBool x = staticBool(op.x);
                if (x.value * sign < 0) {
                    return new StaticBool(x.value, x.expr);
                }
                StaticBool y = staticBool(right);
                if (x.value * sign > 0 || y.value * sign < 0) {
                    return new StaticBool(y.value, facts.value(op.x) != null ? y.expr : e);
                }
            }
        }
        return new StaticBool(0, e);
    }

    // -- single statements

    private void add(Stmt s, List<Node> out) {
        switch (s) {
            case Stmt.Empty e -> {}
            case Stmt.Labeled l -> {
                Node n = new Node(Op.LABEL, at(l.pos()), null);
                n.aux = label(l.label.value);
                out.add(n);
                add(l.stmt, out);
            }
            case Stmt.Block b -> out.addAll(stmts(b.list));
            case Stmt.ExprStmt e -> out.add(expr(e.x));
            case Stmt.Send send -> {
                XPos pos = at(send.pos());
                Node c = expr(send.chan);
                Type elem = c.type.underlying() instanceof Chan ch ? ch.elem() : typeOf(send.value);
                out.add(Node.binary(Op.SEND, pos, null, c, convert(elem, send.value, true)));
            }
            case Stmt.DeclStmt d -> {
                for (Decl decl : d.decls) {
                    if (decl instanceof Decl.Var v) {
                        assign(at(v.pos()), List.copyOf(v.names), Expr.unpackList(v.values), out);
                    }
                }
            }
            case Stmt.Assign a -> assign(a, out);
            case Stmt.Branch b -> out.add(branch(b));
            case Stmt.CallStmt c -> out.add(goDefer(c));
            case Stmt.Return r -> {
                Tuple results = signature.results();
                Node n = new Node(Op.RETURN, at(r.pos()), null);
                n.list = multi(n.pos, i -> subst(results.at(i).type()), Expr.unpackList(r.results));
                out.add(n);
            }
            case Stmt.If i -> {
                Node n = ifStmt(i);
                if (n != null) {
                    out.add(n);
                }
            }
            case Stmt.For f -> {
                Node n = f.init instanceof Stmt.RangeClause r ? range(f, r) : forStmt(f);
                if (n != null) {
                    if (!out.isEmpty() && out.getLast().op == Op.LABEL && n.aux == null) {
                        n.aux = out.getLast().sel();
                    }
                    out.add(n);
                }
            }
            case Stmt.Switch sw ->
                out.add(sw.tag instanceof Expr.TypeSwitchGuard g ? typeSwitch(sw, g) : switchStmt(sw));
            case Stmt.Select sel -> out.add(select(sel));
            case Stmt.RangeClause r -> throw new IllegalStateException("range clause at " + r.pos());
        }
    }

    private String label(String name) {
        return inlining == null || name.equals("_")
                ? name
                : "~" + name + "·" + inlining.call().index();
    }

    private Node branch(Stmt.Branch b) {
        Op op = switch (b.kind) {
            case BREAK -> Op.BREAK;
            case CONTINUE -> Op.CONTINUE;
            case FALLTHROUGH -> Op.FALL;
            case GOTO -> Op.GOTO;
        };
        Node n = new Node(op, at(b.pos()), null);
        n.aux = b.label == null ? null : label(b.label.value);
        return n;
    }

    private void assign(Stmt.Assign a, List<Node> out) {
        XPos pos = at(a.pos());
        Expr rhs = a.rhs;
        if (a.op == null || a.op == Operator.DEF) {
            assign(pos, Expr.unpackList(a.lhs), Expr.unpackList(rhs), out);
            return;
        }
        Node left = expr(a.lhs);
        Node n = Node.binary(Op.ASOP, pos, null, left, null);
        n.aux = binaryOp(a.op);
        if (rhs == null) {
            n.flag = true;
            n.y = literal(pos, left.type, Constant.of(1));
        } else {
            n.y = convert(a.op.isShift() ? null : typeOf(a.lhs), rhs, true);
        }
        out.add(n);
    }

    private void assign(XPos pos, List<? extends Expr> lhs, List<Expr> rhs, List<Node> out) {
        List<Name> names = new ArrayList<>();
        List<Node> left = new ArrayList<>();
        for (Expr e : lhs) {
            left.add(assignee(e, names));
        }
        List<Node> right = multi(pos, i -> left.get(i) == BLANK ? null : left.get(i).type, rhs);
        if (right.isEmpty()) {
            for (Name n : names) {
                Node as = Node.assign(pos, n, null);
                as.addInit(Node.dcl(pos, n));
                out.add(as);
            }
            return;
        }
        Node as = left.size() == 1 && right.size() == 1
                ? Node.assign(pos, left.getFirst(), right.getFirst())
                : Node.assignList(pos, left, right);
        define(as, names);
        out.add(as);
    }

    private static void define(Node as, List<Name> names) {
        for (Name n : names) {
            n.defn = as;
            as.addInit(Node.dcl(n.pos, n));
        }
        as.flag = !names.isEmpty();
    }

    private Node assignee(Expr given, List<Name> names) {
        Expr x = Expr.unparen(given);
        if (x instanceof Expr.Name name) {
            if (name.isBlank()) {
                return BLANK;
            }
            if (facts.def(name) instanceof Var v) {
                Name n = declare(v, at(v.pos()));
                names.add(n);
                return n;
            }
        }
        return expr(x);
    }

    // -- go and defer

    private Node goDefer(Stmt.CallStmt s) {
        Node n = Node.unary(s.isDefer ? Op.DEFER : Op.GO, at(s.pos()), Basic.INVALID, null);
        Node call = GoDefer.normalize(unit, curfn, n, expr(s.call));
        call.keep = true;
        n.x = call;
        Expr deferAt = facts.deferAt(s);
        if (deferAt != null) {
            n.y = expr(deferAt);
        }
        return n;
    }

    // -- branches

    private @Nullable Node ifStmt(Stmt.If s) {
        XPos pos = at(s.pos());
        List<Node> init = stmt(s.init);
        StaticBool cond = staticBool(s.cond);
        Node c = expr(cond.expr);
        List<Node> then = cond.value >= 0 ? stmts(s.then.list) : new ArrayList<>();
        List<Node> otherwise = cond.value <= 0 ? stmt(s.otherwise) : new ArrayList<>();
        if (cond.value != 0) {
            if (c.op != Op.LITERAL) {
                init.add(Node.assign(pos, BLANK, c));
            }
            init.addAll(then);
            init.addAll(otherwise);
            return block(init);
        }
        Node n = Node.unary(Op.IF, pos, Basic.INVALID, c);
        n.list = then;
        n.list2 = otherwise;
        n.setInit(init);
        return n;
    }

    private @Nullable Node forStmt(Stmt.For s) {
        XPos pos = at(s.pos());
        Expr condExpr = s.cond;
        StaticBool cond = condExpr == null ? null : staticBool(condExpr);
        boolean never = cond != null && cond.value < 0;
        Node init = block(stmt(s.init));
        Node c = cond == null ? null : expr(cond.expr);
        Node post = never ? null : block(stmt(s.post));
        List<Node> body = never ? new ArrayList<>() : stmts(s.body.list);
        if (c != null && c.op == Op.LITERAL && c.aux instanceof Constant.Bool b && !b.value()) {
            return init;
        }
        Node n = Node.binary(Op.FOR, pos, null, c, post);
        n.list = body;
        n.distinct = unit.perIterationLoops;
        if (init != null) {
            n.addInit(init);
        }
        return n;
    }

    private Node range(Stmt.For s, Stmt.RangeClause r) {
        Node n = new Node(Op.RANGE, at(r.pos()), null);
        List<Name> names = new ArrayList<>();
        List<Expr> lhs = Expr.unpackList(r.lhs);
        List<Node> left = new ArrayList<>();
        for (Expr e : lhs) {
            left.add(assignee(e, names));
        }
        n.y = left.isEmpty() ? null : left.getFirst();
        n.z = left.size() > 1 ? left.get(1) : null;
        define(n, names);
        n.x = expr(r.x);
        n.list = stmts(s.body.list);
        n.distinct = unit.perIterationLoops;
        return n;
    }

    private Node switchStmt(Stmt.Switch s) {
        Node n = new Node(Op.SWITCH, at(s.pos()), null);
        Node init = block(stmt(s.init));
        Expr tag = s.tag;
        Type tagType = tag == null ? Basic.BOOL : typeOf(tag);
        Constant value = tag == null ? Constant.of(true) : facts.value(tag);
        List<Stmt.CaseClause> clauses = s.body;
        boolean onlyDefault = false;
        if (value != null) {
            Taken taken = taken(s, value);
            if (taken != null) {
                clauses = taken.clause == null ? List.of() : List.of(taken.clause);
                onlyDefault = true;
                tag = null;
                tagType = Basic.BOOL;
            }
        }
        boolean isChan = tagType.underlying() instanceof Chan;
        if (!isChan && !onlyDefault) {
            tagType = commonCaseType(clauses, tagType);
        }
        if (tag != null) {
            n.x = convert(tagType, tag, true);
        }
        n.list = new ArrayList<>();
        for (Stmt.CaseClause c : clauses) {
            Node clause = new Node(Op.CASE, at(c.pos()), null);
            clause.list = new ArrayList<>();
            if (!onlyDefault) {
                for (Expr e : Expr.unpackList(c.cases)) {
                    clause.list.add(convert(isChan ? null : tagType, e, true));
                }
            }
            clause.list2 = stmts(c.body);
            n.list.add(clause);
        }
        if (init != null) {
            n.addInit(init);
        }
        return n;
    }

    /** The clause that a constant tag always goes to, if any. */
    private record Taken(Stmt.@Nullable CaseClause clause) {}

    private @Nullable Taken taken(Stmt.Switch s, Constant value) {
        Stmt.CaseClause target = null;
        for (Stmt.CaseClause c : s.body) {
            if (c.cases == null) {
                target = c;
            }
            for (Expr e : Expr.unpackList(c.cases)) {
                Constant v = facts.value(e);
                if (v == null) {
                    return null;
                }
                if (v.equals(value)) {
                    return fallsThrough(c) ? null : new Taken(c);
                }
            }
        }
        return target != null && fallsThrough(target) ? null : new Taken(target);
    }

    private static boolean fallsThrough(Stmt.CaseClause c) {
        Stmt last = lastNonEmpty(c.body);
        while (last instanceof Stmt.Labeled l) {
            last = l.stmt;
        }
        return last instanceof Stmt.Branch b && b.kind == Stmt.BranchKind.FALLTHROUGH;
    }

    private Type commonCaseType(List<Stmt.CaseClause> clauses, Type tagType) {
        for (Stmt.CaseClause c : clauses) {
            for (Expr e : Expr.unpackList(c.cases)) {
                Type t = typeOf(e);
                boolean iface = TypeShape.isInterface(t) || TypeShape.isInterface(tagType);
                if (iface && !facts.isNil(e) && !assignableToTag(t, tagType)) {
                    return dev.gopherscope.golang.types.Interface.emptyInterface();
                }
            }
        }
        return tagType;
    }

    private static boolean assignableToTag(Type t, Type tag) {
        if (Predicates.identical(t, tag) || t instanceof Basic b && b.isUntyped()) {
            return true;
        }
        return TypeShape.isInterface(tag) && dev.gopherscope.golang.types.Instantiate.implementsInterface(t, tag);
    }

    private Node typeSwitch(Stmt.Switch s, Expr.TypeSwitchGuard g) {
        Node n = new Node(Op.SWITCH, at(s.pos()), null);
        Node init = block(stmt(s.init));
        Node x = expr(g.x);
        Node ident = g.lhs == null ? null : nil(at(g.lhs.pos()), Basic.UNTYPED_NIL);
        n.x = Node.binary(Op.TYPESW, at(g.pos()), null, ident, x);
        n.list = new ArrayList<>();
        boolean empty = TypeShape.isEmptyInterface(x.type);
        for (Stmt.CaseClause c : s.body) {
            Node clause = new Node(Op.CASE, at(c.pos()), null);
            clause.list = new ArrayList<>();
            List<Expr> cases = Expr.unpackList(c.cases);
            for (Expr e : cases) {
                clause.list.add(facts.isNil(e) ? nil(at(e.pos()), Basic.UNTYPED_NIL) : typeCase(e, empty));
            }
            if (facts.implicit(c) instanceof Var v) {
                Pos p = cases.isEmpty() ? c.pos() : typeEnd(cases.getLast());
                Name var = declare(v, at(p));
                clause.x = var;
                var.defn = n.x;
            }
            clause.list2 = stmts(c.body);
            n.list.add(clause);
        }
        if (init != null) {
            n.addInit(init);
        }
        return n;
    }

    private static Pos typeEnd(Expr e) {
        Expr x = e;
        while (true) {
            switch (x) {
                case Expr.Selector s -> {
                    return s.sel.pos();
                }
                case Expr.Paren p -> x = p.x;
                case Expr.Operation op -> {
                    if (op.y != null) {
                        return op.pos();
                    }
                    x = op.x;
                }
                case Expr.ArrayType a -> x = a.elem;
                case Expr.ChanType c -> x = c.elem;
                case Expr.DotsType d -> x = d.elem;
                case Expr.MapType m -> x = m.value;
                case Expr.SliceType s -> x = s.elem;
                case Expr.StructType s -> {
                    return s.pos();
                }
                case Expr.InterfaceType i -> {
                    if (i.methods.isEmpty()) {
                        return i.pos();
                    }
                    x = i.methods.getLast().type;
                }
                case Expr.FuncType f -> {
                    if (!f.results.isEmpty()) {
                        x = f.results.getLast().type;
                    } else if (!f.params.isEmpty()) {
                        x = f.params.getLast().type;
                    } else {
                        return f.pos();
                    }
                }
                case Expr.Index i -> {
                    List<Expr> args = Expr.unpackList(i.index);
                    x = args.getLast();
                }
                default -> {
                    return x.pos();
                }
            }
        }
    }

    private Node typeCase(Expr e, boolean emptyInterface) {
        XPos pos = at(e.pos());
        Type original = facts.typeOf(e);
        Type t = subst(original);
        if (!isDerived(original)) {
            return typeNode(pos, t);
        }
        Node n = new Node(Op.DYNAMICTYPE, pos, t);
        boolean direct = !TypeShape.isInterface(t);
        n.x = !emptyInterface && direct ? null : runtimeType(pos, original);
        n.y = !emptyInterface && direct ? runtimeType(pos, original) : null;
        return n;
    }

    private Node select(Stmt.Select s) {
        Node n = new Node(Op.SELECT, at(s.pos()), null);
        n.list = new ArrayList<>();
        for (Stmt.CommClause c : s.body) {
            Node clause = new Node(Op.COMM, at(c.pos()), null);
            List<Node> comms = stmt(c.comm);
            Node comm = comms.isEmpty() ? null : comms.getLast();
            List<Node> body = stmts(c.body);
            if (comm != null) {
                comm = communication(clause.pos, comm, body);
            }
            clause.x = comm;
            clause.list = body;
            n.list.add(clause);
        }
        return n;
    }

    /** A receive becomes an assignment of value and flag; what has to be done after it is put before the body. */
    private Node communication(XPos pos, Node comm, List<Node> body) {
        switch (comm.op) {
            case AS -> {
                Node right = comm.right();
                Node conv = right.op == Op.CONVIFACE || right.op == Op.CONVNOP ? right : null;
                if (conv != null && conv.implicit && !comm.flag && conv.op == Op.CONVIFACE) {
                    Node recv = conv.operand();
                    Name tmp = temp(pos, recv.type);
                    Node as = Node.assign(pos, tmp, recv);
                    as.flag = true;
                    as.addInit(Node.dcl(pos, tmp));
                    conv.x = tmp;
                    body.addFirst(comm);
                    return receive(as, tmp, recv);
                }
                return receive(comm, comm.operand(), conv != null && conv.implicit ? conv.operand() : right);
            }
            case AS2 -> {
                Node as = comm.list2.getFirst().takeInit().getFirst();
                body.addFirst(comm);
                as.op = Op.SELRECV2;
                return as;
            }
            case RECV -> {
                return receive(comm, BLANK, comm);
            }
            default -> {
                return comm;
            }
        }
    }

    private static Node receive(Node stmt, Node left, Node recv) {
        Node n = Node.assignList(stmt.pos, new ArrayList<>(List.of(left, BLANK)), mutable(recv));
        n.op = Op.SELRECV2;
        n.flag = stmt.op == Op.AS && stmt.flag;
        if (stmt.op == Op.AS) {
            n.setInit(stmt.init());
            if (left instanceof Name name && name.defn == stmt) {
                name.defn = n;
            }
        }
        return Objects.requireNonNull(n);
    }
}
