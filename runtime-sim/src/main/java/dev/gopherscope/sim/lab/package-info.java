/** The diagnosis laboratory: services with a planted cause of death by memory, and the instruments to find it. */
@NullMarked
package dev.gopherscope.sim.lab;

import org.jspecify.annotations.NullMarked;
