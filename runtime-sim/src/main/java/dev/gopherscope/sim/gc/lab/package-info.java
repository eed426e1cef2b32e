/**
 * The barrier laboratory: a model of marking so small that every order of steps can be tried. Objects with one field each, goroutines
 * with two slots each, one collector. It shares no code with the collector of the machine.
 */
@NullMarked
package dev.gopherscope.sim.gc.lab;

import org.jspecify.annotations.NullMarked;
