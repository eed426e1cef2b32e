/** MIME bundles, renderers, streams, progress. */
@NullMarked
package dev.gopherscope.kernel.display;

import org.jspecify.annotations.NullMarked;
