/** Exercises of notebook 11. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.locks;
