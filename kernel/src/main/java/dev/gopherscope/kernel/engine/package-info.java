/** JShell: execution control, stop checks, completion, inspection, diagnostics. Knows nothing of ZeroMQ. */
@NullMarked
package dev.gopherscope.kernel.engine;

import org.jspecify.annotations.NullMarked;
