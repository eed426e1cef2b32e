package dev.gopherscope.sim.sched;

/**
 * The machine below the process, and what it does to it. The ideal machine has a CPU for each P and nobody else on it.
 *
 * @param cpus how many CPUs the process sees
 * @param quotaCpus how much CPU time the container may use, in CPUs; infinite for no quota
 * @param periodNanos after which the quota is filled up again: {@code cpu.cfs_period_us}, 100 ms unless set
 * @param stolenEvery mean time in nanoseconds between two times that a neighbour takes the CPU of a thread; 0 for no neighbour
 * @param stolenFor mean time that it keeps it
 */
public record Host(int cpus, double quotaCpus, long periodNanos, long stolenEvery, long stolenFor) {
    /** The kernel's own period of the quota: 100 ms. */
    public static final long PERIOD = 100_000_000;

    /** A machine with enough CPUs, no quota and no neighbours. */
    public static Host ideal(int cpus) {
        return new Host(cpus, Double.POSITIVE_INFINITY, PERIOD, 0, 0);
    }

    public Host {
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus(" + cpus + "): a machine has at least 1 CPU");
        }
        if (!(quotaCpus > 0)) {
            throw new IllegalArgumentException(
                    "cpuQuota(" + quotaCpus + "): give a positive number of CPUs, such as 2.5");
        }
        if (periodNanos < 1_000_000 || periodNanos > 1_000_000_000) {
            throw new IllegalArgumentException(
                    "quota period of " + periodNanos + " ns: the kernel takes 1 ms to 1 s; give nanoseconds");
        }
        if (stolenEvery < 0 || stolenFor < 0 || stolenEvery == 0 != (stolenFor == 0)) {
            throw new IllegalArgumentException(
                    "noisyNeighbour(" + stolenEvery + ", " + stolenFor + "): give two positive durations");
        }
    }
}
