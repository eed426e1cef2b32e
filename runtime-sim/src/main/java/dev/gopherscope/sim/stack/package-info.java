/** Goroutine stacks: pools, growth by copying, shrinking, overflow; segmented stacks of old versions. No scheduling, no time. */
@NullMarked
package dev.gopherscope.sim.stack;

import org.jspecify.annotations.NullMarked;
