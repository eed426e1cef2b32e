/** Exercises of notebook 02. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.escape;
