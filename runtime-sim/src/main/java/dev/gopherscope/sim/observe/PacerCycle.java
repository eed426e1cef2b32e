package dev.gopherscope.sim.observe;

/**
 * One cycle of the pacer alone on rates. Sizes are bytes, times nanoseconds.
 *
 * @param cycle its number, from 1
 * @param heapMarked what the cycle before marked
 * @param trigger the heap when it started
 * @param heapScanAtStart what there was to scan then
 * @param goalAtStart the goal then
 * @param assistWorkPerByteAtStart scan work for an allocated byte then
 * @param liveOfNext what survives it
 * @param steps of 500 µs that marking took
 * @param durationNanos how long marking took
 * @param assistNanos processor time of assists
 * @param allocatedBlack allocated while marking
 * @param peak the heap at its end
 * @param goal the goal at its end
 * @param gcUtilisation share of all processors that marking took
 * @param heapScannable the part of the heap with pointers
 * @param consMark allocation in terms of marking, as it is known afterwards
 * @param nextRunway the distance from trigger to goal that this asks for
 * @param nextGogcGoal the next goal by GOGC alone, {@code Long.MAX_VALUE} if GOGC is off
 * @param nextSweepMinTrigger the next trigger is not below this, so that sweeping has time
 * @param nextTrigger the next trigger
 * @param nextGoal the next goal
 */
public record PacerCycle(
        int cycle,
        long heapMarked,
        long trigger,
        long heapScanAtStart,
        long goalAtStart,
        double assistWorkPerByteAtStart,
        long liveOfNext,
        int steps,
        long durationNanos,
        long assistNanos,
        long allocatedBlack,
        long peak,
        long goal,
        double gcUtilisation,
        long heapScannable,
        double consMark,
        long nextRunway,
        long nextGogcGoal,
        long nextSweepMinTrigger,
        long nextTrigger,
        long nextGoal) {

    /** How far the heap passed its goal: 1 is on the goal. */
    public double overshoot() {
        return (double) peak / (double) goal;
    }
}
