/** Size classes, spans, caches, the page allocator and the statistics. No scheduling, no time. */
@NullMarked
package dev.gopherscope.sim.memory;

import org.jspecify.annotations.NullMarked;
