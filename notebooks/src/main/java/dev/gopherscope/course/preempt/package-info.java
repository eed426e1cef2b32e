/** Exercises of notebook 08. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.preempt;
