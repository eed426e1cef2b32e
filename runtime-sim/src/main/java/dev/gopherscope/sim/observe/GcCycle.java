package dev.gopherscope.sim.observe;

import java.util.List;

/**
 * One garbage collection, with the figures that {@code GODEBUG=gctrace=1} prints for it, unrounded.
 *
 * <p>The order of times is {@code sweepTermStart <= markStart <= markTermStart <= end}. The two stop-the-world pauses are
 * {@code markStart - sweepTermStart} (sweep termination) and {@code end - markTermStart} (mark termination); the
 * concurrent mark phase lies between them. Follows {@code runtime/mgc.go}, type {@code work}.
 *
 * @param number 1 for the first cycle of the run, as in gctrace
 * @param sweepTermStartNanos virtual time at which the world is asked to stop for sweep termination
 * @param markStartNanos virtual time at which the world runs again and marking begins
 * @param markTermStartNanos virtual time at which the world is asked to stop for mark termination
 * @param endNanos virtual time at which the world runs again and sweeping begins
 * @param trigger why the cycle started
 * @param triggerBytes {@code heapLive} at which the pacer wanted to start, in bytes
 * @param heapAtStartBytes {@code heapLive} when marking began
 * @param heapAtEndBytes {@code heapLive} when marking ended
 * @param heapMarkedBytes bytes found live
 * @param goalBytes the heap goal at the end of the cycle
 * @param stackScanBytes stack bytes scanned
 * @param globalsScanBytes bytes of globals scanned
 * @param assistCpuNanos processor time that allocating goroutines spent on marking
 * @param dedicatedCpuNanos processor time of dedicated and fractional workers
 * @param idleCpuNanos processor time of idle workers
 * @param procs GOMAXPROCS during the cycle
 */
public record GcCycle(
        int number,
        long sweepTermStartNanos,
        long markStartNanos,
        long markTermStartNanos,
        long endNanos,
        GcTrigger trigger,
        long triggerBytes,
        long heapAtStartBytes,
        long heapAtEndBytes,
        long heapMarkedBytes,
        long goalBytes,
        long stackScanBytes,
        long globalsScanBytes,
        long assistCpuNanos,
        long dedicatedCpuNanos,
        long idleCpuNanos,
        int procs) {

    /** Length of the first stop-the-world pause in virtual nanoseconds. */
    public long sweepTermPauseNanos() {
        return markStartNanos - sweepTermStartNanos;
    }

    /** Length of the second stop-the-world pause in virtual nanoseconds. */
    public long markTermPauseNanos() {
        return endNanos - markTermStartNanos;
    }

    /** Length of the concurrent mark phase in virtual nanoseconds. */
    public long markNanos() {
        return markTermStartNanos - markStartNanos;
    }

    /** Processor time of both pauses, assists and dedicated and fractional workers; idle workers take what nobody else wants. */
    public long cpuNanos() {
        return (sweepTermPauseNanos() + markTermPauseNanos()) * procs + assistCpuNanos + dedicatedCpuNanos;
    }

    /** Share of all processor time up to an instant that some collections took: {@code GCCPUFraction}. */
    public static double cpuFraction(List<GcCycle> cycles, long nowNanos) {
        if (cycles.isEmpty() || nowNanos <= 0) {
            return 0;
        }
        long sum = 0;
        for (GcCycle cycle : cycles) {
            sum += cycle.cpuNanos();
        }
        return (double) sum / ((double) nowNanos * cycles.getLast().procs());
    }
}
