/** Exercises of notebook 13: build lists, the smallest change, routes, reasons. */
@NullMarked
package dev.gopherscope.course.modules;

import org.jspecify.annotations.NullMarked;
