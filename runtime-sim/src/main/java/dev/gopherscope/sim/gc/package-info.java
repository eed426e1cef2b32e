/** The pacer, marking, the cycle and sweeping. */
@NullMarked
package dev.gopherscope.sim.gc;

import org.jspecify.annotations.NullMarked;
