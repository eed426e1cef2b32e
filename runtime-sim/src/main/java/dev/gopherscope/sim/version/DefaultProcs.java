package dev.gopherscope.sim.version;

/** GOMAXPROCS of a program that does not set it. */
public enum DefaultProcs {
    /** Always 1. */
    ONE,
    /** The CPUs of the machine. */
    CPUS,
    /** The CPUs, or the quota of the container rounded up, but 2 at least. */
    CONTAINER;

    /**
     * The number: {@code adjustCgroupGOMAXPROCS} in {@code runtime/cgroup_linux.go}.
     *
     * @param cpus of the machine
     * @param quota of the container in CPUs, infinite for none
     */
    public int of(int cpus, double quota) {
        return switch (this) {
            case ONE -> 1;
            case CPUS -> cpus;
            case CONTAINER -> quota >= cpus ? cpus : Math.min(cpus, (int) Math.max(2, Math.ceil(quota)));
        };
    }
}
