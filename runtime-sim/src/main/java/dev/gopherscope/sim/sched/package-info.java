/**
 * The goroutine scheduler: G, M, P, run queues, stealing, sysmon, timers, preemption, stopping the world. Follows
 * {@code runtime/proc.go}; names are Go's.
 */
@NullMarked
package dev.gopherscope.sim.sched;

import org.jspecify.annotations.NullMarked;
