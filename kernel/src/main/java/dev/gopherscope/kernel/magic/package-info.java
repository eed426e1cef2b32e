/**
 * Magics: lines that begin with {@code %} and cells that begin with {@code %%}. {@link dev.gopherscope.kernel.magic.MagicInterpreter}
 * stands before the interpreter of Java and takes them out of a cell, for running, completion and inspection alike, so that
 * the language engine never sees one. A magic is one class that implements {@link dev.gopherscope.kernel.magic.Magic} and is
 * named in {@code META-INF/services}; jars that a cell loads may bring more.
 */
@NullMarked
package dev.gopherscope.kernel.magic;

import org.jspecify.annotations.NullMarked;
