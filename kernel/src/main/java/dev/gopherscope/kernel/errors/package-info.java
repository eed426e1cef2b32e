/** Errors as text that teaches: marked source, explanations of what javac says, folded stack traces. Knows nothing of JShell. */
@NullMarked
package dev.gopherscope.kernel.errors;

import org.jspecify.annotations.NullMarked;
