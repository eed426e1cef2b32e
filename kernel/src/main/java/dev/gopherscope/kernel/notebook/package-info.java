/** Notebook files: reading, running without Jupyter, comparing outputs, writing HTML. */
@NullMarked
package dev.gopherscope.kernel.notebook;

import org.jspecify.annotations.NullMarked;
