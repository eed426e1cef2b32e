/** Exercises of notebook 01. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.stacks;
