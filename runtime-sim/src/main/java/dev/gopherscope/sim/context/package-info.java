/**
 * Context trees: cancellation, causes, deadlines, values. Follows {@code context/context.go} of Go 1.26; built on sync, timers
 * and the go statement only.
 */
@NullMarked
package dev.gopherscope.sim.context;

import org.jspecify.annotations.NullMarked;
