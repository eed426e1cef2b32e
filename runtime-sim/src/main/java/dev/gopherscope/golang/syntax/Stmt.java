package dev.gopherscope.golang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. {@link Simple} ones may stand in the header of {@code if}, {@code for} and {@code switch}. */
public abstract sealed class Stmt extends Node {
    Stmt(Pos pos) {
        super(pos);
    }

    public abstract static sealed class Simple extends Stmt {
        Simple(Pos pos) {
            super(pos);
        }
    }

    public static final class Empty extends Simple {
        public Empty(Pos pos) {
            super(pos);
        }
    }

    public static final class Labeled extends Stmt {
        public final Expr.Name label;
        public final Stmt stmt;

        public Labeled(Pos pos, Expr.Name label, Stmt stmt) {
            super(pos);
            this.label = label;
            this.stmt = stmt;
        }
    }

    public static final class Block extends Stmt {
        public final List<Stmt> list;
        public final Pos rbrace;

        public Block(Pos pos, List<Stmt> list, Pos rbrace) {
            super(pos);
            this.list = list;
            this.rbrace = rbrace;
        }
    }

    public static final class ExprStmt extends Simple {
        public final Expr x;

        public ExprStmt(Pos pos, Expr x) {
            super(pos);
            this.x = x;
        }
    }

    public static final class Send extends Simple {
        public final Expr chan;
        public final Expr value;

        public Send(Pos pos, Expr chan, Expr value) {
            super(pos);
            this.chan = chan;
            this.value = value;
        }
    }

    public static final class DeclStmt extends Stmt {
        public final List<Decl> decls;

        public DeclStmt(Pos pos, List<Decl> decls) {
            super(pos);
            this.decls = decls;
        }
    }

    /**
     * {@code lhs = rhs} (no operator), {@code lhs := rhs} ({@link Operator#DEF}), {@code lhs op= rhs}, {@code lhs++} and {@code lhs--}
     * (ADD or SUB, no {@code rhs}). Several operands are an {@link Expr.ListExpr}.
     */
    public static final class Assign extends Simple {
        public final @Nullable Operator op;
        public final Expr lhs;
        public final @Nullable Expr rhs;

        public Assign(Pos pos, @Nullable Operator op, Expr lhs, @Nullable Expr rhs) {
            super(pos);
            this.op = op;
            this.lhs = lhs;
            this.rhs = rhs;
        }
    }

    public enum BranchKind {
        BREAK("break"),
        CONTINUE("continue"),
        FALLTHROUGH("fallthrough"),
        GOTO("goto");

        private final String keyword;

        BranchKind(String keyword) {
            this.keyword = keyword;
        }

        @Override
        public String toString() {
            return keyword;
        }
    }

    public static final class Branch extends Stmt {
        public final BranchKind kind;
        public final Expr.@Nullable Name label;
        private @Nullable Stmt target;

        public Branch(Pos pos, BranchKind kind, Expr.@Nullable Name label) {
            super(pos);
            this.kind = kind;
            this.label = label;
        }

        /**
         * Where it goes: the enclosing {@code for}, {@code switch} or {@code select} of break and continue, or the {@link Labeled} of a
         * label; null if it is in error or a fallthrough.
         */
        public @Nullable Stmt target() {
            return target;
        }

        void setTarget(Stmt stmt) {
            target = stmt;
        }
    }

    /** {@code go call} or {@code defer call}; other expressions than calls were reported by the parser or will be by the checker. */
    public static final class CallStmt extends Stmt {
        public final boolean isDefer;
        public final Expr call;

        public CallStmt(Pos pos, boolean isDefer, Expr call) {
            super(pos);
            this.isDefer = isDefer;
            this.call = call;
        }
    }

    public static final class Return extends Stmt {
        public final @Nullable Expr results;

        public Return(Pos pos, @Nullable Expr results) {
            super(pos);
            this.results = results;
        }
    }

    public static final class If extends Stmt {
        public final @Nullable Simple init;
        public final Expr cond;
        public final Block then;
        /** An {@link If} or a {@link Block}. */
        public final @Nullable Stmt otherwise;

        public If(Pos pos, @Nullable Simple init, Expr cond, Block then, @Nullable Stmt otherwise) {
            super(pos);
            this.init = init;
            this.cond = cond;
            this.then = then;
            this.otherwise = otherwise;
        }
    }

    /** A loop; {@code init} is a {@link RangeClause} in a range loop. */
    public static final class For extends Stmt {
        public final @Nullable Simple init;
        public final @Nullable Expr cond;
        public final @Nullable Simple post;
        public final Block body;

        public For(Pos pos, @Nullable Simple init, @Nullable Expr cond, @Nullable Simple post, Block body) {
            super(pos);
            this.init = init;
            this.cond = cond;
            this.post = post;
            this.body = body;
        }
    }

    /** A type switch has an {@link Expr.TypeSwitchGuard} as tag. */
    public static final class Switch extends Stmt {
        public final @Nullable Simple init;
        public final @Nullable Expr tag;
        public final List<CaseClause> body;
        public final Pos rbrace;

        public Switch(Pos pos, @Nullable Simple init, @Nullable Expr tag, List<CaseClause> body, Pos rbrace) {
            super(pos);
            this.init = init;
            this.tag = tag;
            this.body = body;
            this.rbrace = rbrace;
        }
    }

    public static final class Select extends Stmt {
        public final List<CommClause> body;
        public final Pos rbrace;

        public Select(Pos pos, List<CommClause> body, Pos rbrace) {
            super(pos);
            this.body = body;
            this.rbrace = rbrace;
        }
    }

    /** {@code lhs := range x}; several variables are an {@link Expr.ListExpr}. */
    public static final class RangeClause extends Simple {
        public final @Nullable Expr lhs;
        public final boolean def;
        public final Expr x;

        public RangeClause(Pos pos, @Nullable Expr lhs, boolean def, Expr x) {
            super(pos);
            this.lhs = lhs;
            this.def = def;
            this.x = x;
        }
    }

    /** {@code case cases:}; no cases for {@code default}. */
    public static final class CaseClause extends Node {
        public final @Nullable Expr cases;
        public final List<Stmt> body;
        public final Pos colon;

        public CaseClause(Pos pos, @Nullable Expr cases, List<Stmt> body, Pos colon) {
            super(pos);
            this.cases = cases;
            this.body = body;
            this.colon = colon;
        }
    }

    /** {@code case comm:}; no communication for {@code default}. */
    public static final class CommClause extends Node {
        public final @Nullable Simple comm;
        public final List<Stmt> body;
        public final Pos colon;

        public CommClause(Pos pos, @Nullable Simple comm, List<Stmt> body, Pos colon) {
            super(pos);
            this.comm = comm;
            this.body = body;
            this.colon = colon;
        }
    }
}
