package dev.gopherscope.golang.types;

import dev.gopherscope.golang.syntax.Expr;
import java.util.List;

/** {@code lhs = rhs} of package variables, in the order in which they are initialised. */
public record Initializer(List<Var> lhs, Expr rhs) {}
