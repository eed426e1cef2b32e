/** The lesson kit: predictions, exercises, claim checks, comparisons with real Go, progress. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.kernel.lesson;
