/** The chart model: XChart's charts with a question, its answer, and marks. */
@NullMarked
package dev.gopherscope.charts.model;

import org.jspecify.annotations.NullMarked;
