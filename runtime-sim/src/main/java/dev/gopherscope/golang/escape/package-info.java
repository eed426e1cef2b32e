/**
 * Escape analysis: which variables and allocations can stay on the stack. A graph of locations and of flows between them is built per group
 * of functions that call each other, then walked from every location. Follows {@code cmd/compile/internal/escape}.
 */
@NullMarked
package dev.gopherscope.golang.escape;

import org.jspecify.annotations.NullMarked;
