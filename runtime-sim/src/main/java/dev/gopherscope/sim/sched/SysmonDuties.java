package dev.gopherscope.sim.sched;

/**
 * What the monitor thread did in a run; see {@code sysmon} in {@code runtime/proc.go}.
 *
 * @param looks how often it looked at all Ps
 * @param deepSleeps how often it slept until the next timer because nothing ran
 * @param preemptRequests how often it asked a goroutine to stop
 * @param retakes how many Ps it took from threads in system calls
 * @param polls how often it looked at the network
 * @param forcedCollections how many collections it started after two minutes without one
 */
public record SysmonDuties(
        long looks, long deepSleeps, long preemptRequests, long retakes, long polls, long forcedCollections) {}
