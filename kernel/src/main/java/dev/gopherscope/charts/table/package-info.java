/** Tablesaw tables as accessible HTML and as text. */
@NullMarked
package dev.gopherscope.charts.table;

import org.jspecify.annotations.NullMarked;
