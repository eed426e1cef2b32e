package dev.gopherscope.sim.observe;

/** What the pacer decided: the figures behind {@code GODEBUG=gcpacertrace=1}, unrounded. Sizes are bytes, work is bytes scanned. */
public sealed interface PacerEvent {

    /** Virtual time in nanoseconds. */
    long timeNanos();

    /**
     * A cycle began.
     *
     * @param cycle its number, from 1
     * @param timeNanos when
     * @param assistRatio scan work that an allocated byte must pay for
     * @param heapScanBytes what there may be to scan in the heap
     * @param heapLiveBytes the heap
     * @param goalBytes its goal
     * @param dedicated dedicated workers
     * @param fractional share of each P that fractional workers take
     */
    record Started(
            int cycle,
            long timeNanos,
            double assistRatio,
            long heapScanBytes,
            long heapLiveBytes,
            long goalBytes,
            int dedicated,
            double fractional)
            implements PacerEvent {}

    /**
     * A cycle ended.
     *
     * @param cycle its number, from 1
     * @param timeNanos when
     * @param utilization share of all processors that marking took, workers at their goal and assists as they were
     * @param heapWork scanned in the heap
     * @param stackWork scanned in stacks
     * @param globalsWork scanned in globals
     * @param expectedWork what was expected in all
     * @param triggeredBytes the heap when marking began
     * @param heapLiveBytes the heap when it ended
     * @param beyondGoalBytes how far that lies above the goal
     * @param consMark allocation in terms of marking as it was known before; 0 where the pacer does not use it
     * @param triggerRatio the new trigger ratio; 0 where the pacer does not use one
     */
    record Ended(
            int cycle,
            long timeNanos,
            double utilization,
            long heapWork,
            long stackWork,
            long globalsWork,
            long expectedWork,
            long triggeredBytes,
            long heapLiveBytes,
            long beyondGoalBytes,
            double consMark,
            double triggerRatio)
            implements PacerEvent {}

    /**
     * Everything was swept.
     *
     * @param timeNanos when
     * @param heapLiveBytes the heap
     * @param allocatedBytes how much it grew meanwhile
     * @param pagesSwept pages
     * @param pagesPerByte what allocation had to sweep for each byte
     */
    record Swept(long timeNanos, long heapLiveBytes, long allocatedBytes, long pagesSwept, double pagesPerByte)
            implements PacerEvent {}
}
