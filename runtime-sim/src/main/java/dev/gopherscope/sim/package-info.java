/**
 * The front door: {@link dev.gopherscope.sim.Go} starts a run, {@link dev.gopherscope.sim.Goroutine} has the verbs for the
 * code inside, {@link dev.gopherscope.sim.Run} answers questions about it.
 */
@NullMarked
package dev.gopherscope.sim;

import org.jspecify.annotations.NullMarked;
