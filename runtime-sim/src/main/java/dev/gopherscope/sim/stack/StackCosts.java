package dev.gopherscope.sim.stack;

import dev.gopherscope.sim.version.CostTable;
import dev.gopherscope.sim.version.Costs;

/**
 * What copying a stack costs in virtual time; the resource file says where each number comes from.
 *
 * @param copy nanoseconds for one copy
 * @param bytePicos picoseconds for each byte that is moved
 */
public record StackCosts(long copy, long bytePicos) {

    /** The figures for linux/amd64. */
    public static StackCosts table() {
        var table = CostTable.of(StackCosts.class, "linux-amd64.properties");
        return new StackCosts(table.number("copy"), table.number("copy.byte.ps"));
    }

    /** The figures for linux/amd64; nothing if nothing costs anything in a run. */
    public static StackCosts of(Costs costs) {
        return costs.equals(Costs.NONE) ? new StackCosts(0, 0) : table();
    }

    /** Nanoseconds of one copy. */
    long copy(long bytes) {
        return copy + bytes * bytePicos / 1000;
    }
}
