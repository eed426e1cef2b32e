/** Exercises of notebook 12. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.reuse;
