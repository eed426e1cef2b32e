/** Message records, the handler table, request context, history, comms. Knows nothing of Java the language. */
@NullMarked
package dev.gopherscope.kernel.protocol;

import org.jspecify.annotations.NullMarked;
