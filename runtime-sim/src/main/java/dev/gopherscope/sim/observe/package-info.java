/**
 * The recorder, its views, and every exporter. Reads events, never touches the state of the machine.
 *
 * <p>A view is an immutable query result: plain arrays and records with units in their names, so that charts, tables
 * and tests read the same numbers.
 */
@NullMarked
package dev.gopherscope.sim.observe;

import org.jspecify.annotations.NullMarked;
