package dev.gopherscope.golang.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declaration. A group in parentheses becomes one declaration per line, all with the same {@link Group}. */
public abstract sealed class Decl extends Node {
    /** Directives directly before the declaration, or before its group. */
    public final List<Pragma> pragmas;

    Decl(Pos pos, List<Pragma> pragmas) {
        super(pos);
        this.pragmas = pragmas;
    }

    public boolean hasPragma(String verb) {
        return pragmas.stream().anyMatch(p -> p.verb().equals(verb));
    }

    /** The parentheses around several declarations; compared by identity. */
    public static final class Group {}

    public static final class Import extends Decl {
        public final @Nullable Group group;
        public final Expr.@Nullable Name localName;
        public final Expr.BasicLit path;

        public Import(
                Pos pos,
                List<Pragma> pragmas,
                @Nullable Group group,
                Expr.@Nullable Name localName,
                Expr.BasicLit path) {
            super(pos, pragmas);
            this.group = group;
            this.localName = localName;
            this.path = path;
        }
    }

    /** {@code names type = values}; values may be an {@link Expr.ListExpr}. */
    public static final class Const extends Decl {
        public final @Nullable Group group;
        public final List<Expr.Name> names;
        public final @Nullable Expr type;
        public final @Nullable Expr values;

        public Const(
                Pos pos,
                List<Pragma> pragmas,
                @Nullable Group group,
                List<Expr.Name> names,
                @Nullable Expr type,
                @Nullable Expr values) {
            super(pos, pragmas);
            this.group = group;
            this.names = names;
            this.type = type;
            this.values = values;
        }
    }

    /** {@code name[typeParams] = type} or without the equals sign. */
    public static final class Type extends Decl {
        public final @Nullable Group group;
        public final Expr.Name name;
        public final List<Expr.Field> typeParams;
        public final boolean alias;
        public final Expr type;

        public Type(
                Pos pos,
                List<Pragma> pragmas,
                @Nullable Group group,
                Expr.Name name,
                List<Expr.Field> typeParams,
                boolean alias,
                Expr type) {
            super(pos, pragmas);
            this.group = group;
            this.name = name;
            this.typeParams = typeParams;
            this.alias = alias;
            this.type = type;
        }
    }

    /** {@code names type = values}; values may be an {@link Expr.ListExpr}. */
    public static final class Var extends Decl {
        public final @Nullable Group group;
        public final List<Expr.Name> names;
        public final @Nullable Expr type;
        public final @Nullable Expr values;

        public Var(
                Pos pos,
                List<Pragma> pragmas,
                @Nullable Group group,
                List<Expr.Name> names,
                @Nullable Expr type,
                @Nullable Expr values) {
            super(pos, pragmas);
            this.group = group;
            this.names = names;
            this.type = type;
            this.values = values;
        }
    }

    /** A function or method; one without body is declared elsewhere. */
    public static final class Func extends Decl {
        public final Expr.@Nullable Field recv;
        public final Expr.Name name;
        public final List<Expr.Field> typeParams;
        public final Expr.FuncType type;
        public final Stmt.@Nullable Block body;

        public Func(
                Pos pos,
                List<Pragma> pragmas,
                Expr.@Nullable Field recv,
                Expr.Name name,
                List<Expr.Field> typeParams,
                Expr.FuncType type,
                Stmt.@Nullable Block body) {
            super(pos, pragmas);
            this.recv = recv;
            this.name = name;
            this.typeParams = typeParams;
            this.type = type;
            this.body = body;
        }
    }
}
