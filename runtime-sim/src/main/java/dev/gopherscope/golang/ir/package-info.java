/**
 * The lowered tree that the inliner and the escape analysis share: implicit conversions are explicit, variadic arguments are slices,
 * methods are functions, generic functions are instantiated by shape. Shapes and order of nodes follow {@code cmd/compile/internal/ir}
 * and {@code noder}.
 */
@NullMarked
package dev.gopherscope.golang.ir;

import org.jspecify.annotations.NullMarked;
