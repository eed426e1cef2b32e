/**
 * Minimal version selection as a pure algorithm over a graph of requirements: build lists, upgrades, downgrades, minimal lists of
 * requirements. Follows {@code cmd/go/internal/mvs}. Knows nothing of files or servers.
 */
@NullMarked
package dev.gopherscope.modules.mvs;

import org.jspecify.annotations.NullMarked;
