/** Roles of colour, the fonts that travel with the product, and units for people. */
@NullMarked
package dev.gopherscope.charts.theme;

import org.jspecify.annotations.NullMarked;
