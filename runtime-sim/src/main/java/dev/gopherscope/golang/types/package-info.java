/**
 * Go's types and the type checker, as of Go 1.26: {@link dev.gopherscope.golang.types.Checker} turns parsed files into a
 * {@link dev.gopherscope.golang.types.Package} and an {@link dev.gopherscope.golang.types.Info}, or into cmd/compile's
 * diagnostics. Follows {@code cmd/compile/internal/types2}.
 */
@NullMarked
package dev.gopherscope.golang.types;

import org.jspecify.annotations.NullMarked;
