/** The text form of charts, for terminals and for those who can't see a picture. */
@NullMarked
package dev.gopherscope.charts.text;

import org.jspecify.annotations.NullMarked;
