/** Exercises of notebook 14: flags for a target, who may import what. */
@NullMarked
package dev.gopherscope.course.release;

import org.jspecify.annotations.NullMarked;
