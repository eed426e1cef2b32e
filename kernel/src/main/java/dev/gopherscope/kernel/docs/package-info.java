/** Documentation comments as HTML and as text. Knows nothing of JShell. */
@NullMarked
package dev.gopherscope.kernel.docs;

import org.jspecify.annotations.NullMarked;
