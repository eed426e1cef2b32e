package dev.gopherscope.sim.observe;

/**
 * A line of {@code GODEBUG=scavtrace=1}: when sweeping of a cycle has ended, and after {@code debug.FreeOSMemory}. Follows
 * {@code printScavTrace} in {@code runtime/mgcscavenge.go}.
 *
 * @param at virtual time in nanoseconds
 * @param background bytes that the background goroutine gave back since the last line
 * @param eager bytes that allocations gave back
 * @param released bytes of free pages that the operating system has
 * @param inUse bytes of spans
 * @param retained bytes of spans and of free pages that the process holds
 * @param forced by {@code debug.FreeOSMemory}
 * @param reset the controller of the background goroutine had to be reset
 */
public record ScavengeTrace(
        long at, long background, long eager, long released, long inUse, long retained, boolean forced, boolean reset) {

    /**
     * The line as Go prints it.
     *
     * @param split background and allocations apart (1.20), in one figure before, with the released bytes as total
     */
    public String line(boolean split) {
        String util = (retained == 0 ? 0 : inUse * 100 / retained) + "% util"
                + (forced ? " (forced)" : reset ? " [controller reset]" : "");
        return split
                ? "scav " + (background >> 10) + " KiB work (bg), " + (eager >> 10) + " KiB work (eager), "
                        + (released >> 10) + " KiB now, " + util
                : "scav " + (background + eager >> 10) + " KiB work, " + (released >> 10) + " KiB total, " + util;
    }
}
