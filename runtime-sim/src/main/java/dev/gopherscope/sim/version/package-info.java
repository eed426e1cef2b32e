/** What differs between Go versions, as data: behaviour switches and the costs of operations. */
@NullMarked
package dev.gopherscope.sim.version;

import org.jspecify.annotations.NullMarked;
