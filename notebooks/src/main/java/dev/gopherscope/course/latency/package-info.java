/** Exercises of notebook 09. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.latency;
