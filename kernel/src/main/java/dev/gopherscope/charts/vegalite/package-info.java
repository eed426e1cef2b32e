/** Vega-Lite specifications from the same charts. */
@NullMarked
package dev.gopherscope.charts.vegalite;

import org.jspecify.annotations.NullMarked;
