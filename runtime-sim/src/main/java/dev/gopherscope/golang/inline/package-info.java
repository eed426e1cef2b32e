/**
 * The inliner: costs, budgets, static devirtualisation, replacing calls by bodies. Follows {@code cmd/compile/internal/inline},
 * {@code devirtualize} and {@code bloop}.
 */
@NullMarked
package dev.gopherscope.golang.inline;

import org.jspecify.annotations.NullMarked;
