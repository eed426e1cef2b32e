/** Exercises of notebook 05. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.pacing;
