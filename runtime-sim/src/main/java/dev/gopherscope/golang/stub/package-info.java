/**
 * Packages of Go's standard library as their exported declarations only, from a resource that
 * {@code runtime-sim/src/recorder/stubs} wrote with go1.26.8.
 */
@NullMarked
package dev.gopherscope.golang.stub;

import org.jspecify.annotations.NullMarked;
