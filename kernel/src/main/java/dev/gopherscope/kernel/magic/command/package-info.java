/** The magics that come with the kernel, one class each. */
@NullMarked
package dev.gopherscope.kernel.magic.command;

import org.jspecify.annotations.NullMarked;
