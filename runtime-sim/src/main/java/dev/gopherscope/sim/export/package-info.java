/** Files that a run can be written to, for tools that others made: Go's own, Perfetto, Prometheus, spreadsheets. */
@NullMarked
package dev.gopherscope.sim.export;

import org.jspecify.annotations.NullMarked;
