/**
 * go.mod, go.work and go.sum: a syntax tree that keeps comments, parser, printer, and the meaning of the lines. Follows
 * {@code golang.org/x/mod/modfile}. Left out: editing of go.work files.
 */
@NullMarked
package dev.gopherscope.modules.modfile;

import org.jspecify.annotations.NullMarked;
