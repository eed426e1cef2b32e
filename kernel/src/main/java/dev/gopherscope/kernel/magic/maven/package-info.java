/** Libraries from Maven repositories, resolved with Maven's own resolver. */
@NullMarked
package dev.gopherscope.kernel.magic.maven;

import org.jspecify.annotations.NullMarked;
