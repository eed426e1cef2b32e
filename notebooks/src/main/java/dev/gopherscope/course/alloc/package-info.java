/** Exercises of notebook 03. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course.alloc;
