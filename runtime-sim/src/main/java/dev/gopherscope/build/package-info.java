/**
 * Release builds: what flags keep and drop, what a binary needs to start, what still works on it, and who may import what. Facts of
 * go1.26.8 on linux/amd64; sizes are recorded, never computed.
 */
@NullMarked
package dev.gopherscope.build;

import org.jspecify.annotations.NullMarked;
