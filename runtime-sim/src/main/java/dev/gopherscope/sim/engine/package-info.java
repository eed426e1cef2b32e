/** Virtual time, the event queue, random streams and coroutines. Knows nothing of Go. */
@NullMarked
package dev.gopherscope.sim.engine;

import org.jspecify.annotations.NullMarked;
