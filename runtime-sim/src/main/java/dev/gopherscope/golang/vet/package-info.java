/**
 * Checks of {@code go vet} on a file that compiles. One so far: {@link dev.gopherscope.golang.vet.LostCancel}. Follows
 * {@code golang.org/x/tools/go/analysis} as Go 1.26 carries it.
 */
@NullMarked
package dev.gopherscope.golang.vet;

import org.jspecify.annotations.NullMarked;
