/** Controls in the page: models of Jupyter widgets, kept equal on both sides by comm messages. */
@NullMarked
package dev.gopherscope.kernel.widget;

import org.jspecify.annotations.NullMarked;
