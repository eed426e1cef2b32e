/**
 * Go's syntax as of Go 1.26: {@link dev.gopherscope.golang.syntax.Scanner}, {@link dev.gopherscope.golang.syntax.Parser}, the
 * tree ({@link dev.gopherscope.golang.syntax.Expr}, {@link dev.gopherscope.golang.syntax.Stmt},
 * {@link dev.gopherscope.golang.syntax.Decl}) and its printer. Follows {@code cmd/compile/internal/syntax}: the same
 * positions, the same errors.
 */
@NullMarked
package dev.gopherscope.golang.syntax;

import org.jspecify.annotations.NullMarked;
