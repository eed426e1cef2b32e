/** Paints a chart inside the house frame, as SVG and as PNG. */
@NullMarked
package dev.gopherscope.charts.picture;

import org.jspecify.annotations.NullMarked;
