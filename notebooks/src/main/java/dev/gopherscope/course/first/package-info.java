/** Exercises of notebook 00. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.first;
