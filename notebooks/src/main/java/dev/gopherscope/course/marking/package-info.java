/** Exercises of notebook 04. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.marking;
