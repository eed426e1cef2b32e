/** What the simulator costs, measured with JMH; {@link dev.gopherscope.bench.Figures} prints all of it. */
package dev.gopherscope.bench;
