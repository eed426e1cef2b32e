/** XChart charts, SVG pictures, Tablesaw tables, the Vega-Lite bridge. Reads the views of {@code sim.observe} only. */
@NullMarked
package dev.gopherscope.charts;

import org.jspecify.annotations.NullMarked;
