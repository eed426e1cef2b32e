/** Channels, select and the types of Go's sync package, built on parking and readying goroutines only. */
@NullMarked
package dev.gopherscope.sim.sync;

import org.jspecify.annotations.NullMarked;
