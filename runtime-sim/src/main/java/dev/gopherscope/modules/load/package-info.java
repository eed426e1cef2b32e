/**
 * One run of the go command on a main module: its go.mod, the module graph with pruning, consistent roots, edits of the build list,
 * version queries, imports and packages. Follows {@code cmd/go/internal/modload}. Left out: workspaces, GOROOT's own modules.
 */
@NullMarked
package dev.gopherscope.modules.load;

import org.jspecify.annotations.NullMarked;
