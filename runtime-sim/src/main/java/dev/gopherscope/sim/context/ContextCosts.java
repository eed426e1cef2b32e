package dev.gopherscope.sim.context;

import dev.gopherscope.sim.version.CostTable;
import dev.gopherscope.sim.version.Costs;

/**
 * What operations of contexts cost beside their locks, channels and memory, in virtual nanoseconds.
 *
 * @param lookup a lookup of a value, without its steps
 * @param lookupStep looking at one context of the chain
 */
record ContextCosts(long lookup, long lookupStep) {

    /** The figures for linux/amd64; nothing if nothing costs anything in this run. */
    static ContextCosts of(Costs costs) {
        if (costs.equals(Costs.NONE)) {
            return new ContextCosts(0, 0);
        }
        var table = CostTable.of(ContextCosts.class, "linux-amd64.properties");
        return new ContextCosts(table.number("lookup"), table.number("lookup.step"));
    }
}
