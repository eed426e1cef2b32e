/** Exercises of notebook 07. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.sched;
