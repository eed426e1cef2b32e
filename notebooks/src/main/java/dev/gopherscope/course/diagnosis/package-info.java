/** Exercises of notebook 06. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.diagnosis;
