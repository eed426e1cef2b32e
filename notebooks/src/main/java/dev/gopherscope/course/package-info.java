/** What the exercises of the course share. */
@org.jspecify.annotations.NullMarked
package dev.gopherscope.course;
