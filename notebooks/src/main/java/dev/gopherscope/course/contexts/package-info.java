/** Exercises of notebook 10. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.contexts;
