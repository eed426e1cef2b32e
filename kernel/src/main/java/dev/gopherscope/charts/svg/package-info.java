/** A Graphics2D that writes small SVG with real text and both themes. */
@NullMarked
package dev.gopherscope.charts.svg;

import org.jspecify.annotations.NullMarked;
