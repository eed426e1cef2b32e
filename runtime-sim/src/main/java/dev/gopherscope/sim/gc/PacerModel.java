package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.observe.PacerCycle;
import dev.gopherscope.sim.version.GcRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The pacer alone on rates: the idealised machine of Go's own pacer test ({@code runtime/mgcpacer_test.go}). The heap does nothing but
 * grow to the trigger, be marked in steps of 500 µs while the program goes on, and be measured. Rates are KiB for each millisecond of a
 * processor.
 *
 * @param rules a version with the pacer of 1.18 or later
 * @param gogc GOGC, -1 for off
 * @param memoryLimit in bytes, {@code Long.MAX_VALUE} for none
 * @param procs GOMAXPROCS
 * @param globalsBytes globals to scan
 * @param allocRate asked once a cycle: how fast a processor allocates
 * @param scanRate how fast a processor scans
 * @param growthRate live heap of the next cycle as a part of this one
 * @param scannableFraction the part of the heap that holds pointers, 0 to 1
 * @param stackBytes stacks to scan
 */
public record PacerModel(
        GcRules rules,
        int gogc,
        long memoryLimit,
        int procs,
        long globalsBytes,
        DoubleSupplier allocRate,
        DoubleSupplier scanRate,
        DoubleSupplier growthRate,
        DoubleSupplier scannableFraction,
        DoubleSupplier stackBytes) {

    private static final long STEP_NANOS = 500_000;
    /** KiB for each millisecond in bytes for each step: 1024 / 2. */
    private static final long STEP_FACTOR = 512;

    private static final long FIRST_LIVE = 262_144;
    private static final double LEAST_RATE = 0.0001;
    private static final long STACK_UNIT = 2048;

    public PacerModel {
        if (!rules.rootsInGoal()) {
            throw new IllegalArgumentException("the pacer alone runs for Go 1.18 and later");
        }
        if (procs < 1) {
            throw new IllegalArgumentException("procs(" + procs + "): give 1 or more");
        }
    }

    /** Until the heap of the scenario "Steady" has its final size, in cycles. */
    private static final int STEADY_RAMP = 12;

    /** The scenario "Steady" of Go's test: the heap doubles towards a steady size, then nothing changes. 8 Ps, GOGC 100. */
    public static PacerModel steady(GcRules rules) {
        int[] n = new int[1];
        return new PacerModel(
                rules,
                100,
                Long.MAX_VALUE,
                8,
                32 << 10,
                () -> 33.0,
                () -> 1024.0,
                () -> 2.0 + -1.0 * Math.min(n[0]++, STEADY_RAMP) / STEADY_RAMP,
                () -> 1.0,
                () -> 8192.0);
    }

    /** Runs some cycles. */
    public List<PacerCycle> run(int cycles) {
        var pacer = (ConsMarkPacer) Pacer.of(rules, gogc, memoryLimit);
        pacer.globalsScan = globalsBytes;
        var rows = new ArrayList<PacerCycle>();
        long black = 0;
        for (int cycle = 1; cycle <= cycles; cycle++) {
            double alloc = Math.max(allocRate.getAsDouble(), LEAST_RATE);
            double scan = Math.max(scanRate.getAsDouble(), LEAST_RATE);
            double growth = Math.max(growthRate.getAsDouble(), LEAST_RATE);
            double fraction = Math.min(Math.max(scannableFraction.getAsDouble(), 0), 1);
            long stacks = Math.max((long) stackBytes.getAsDouble() / STACK_UNIT * STACK_UNIT, 0);
            long marked = pacer.heapMarked();
            long trigger = Math.max(pacer.trigger(), marked);
            pacer.heapLive = trigger;
            pacer.heapScan += (long) ((double) (trigger - marked) * fraction);
            long heapScanAtStart = pacer.heapScan;
            pacer.maxStackScan = stacks;
            pacer.startCycle();
            long goalAtStart = pacer.heapGoal();
            double ratioAtStart = pacer.assistWorkPerByte();
            long liveOfNext = cycle == 1 ? FIRST_LIVE : (long) ((double) (marked - black) * growth);
            long leftGlobals = globalsBytes;
            long leftStacks = stacks;
            long leftHeap = (long) ((double) liveOfNext * fraction);
            long heapScannable = (long) ((double) (marked - black) * fraction);
            long duration = 0;
            long assist = 0;
            int steps = 0;
            black = 0;
            while (leftGlobals + leftStacks + leftHeap > 0) {
                steps++;
                double r = pacer.assistWorkPerByte();
                double u = Math.max(r * alloc / (r * alloc + scan), Pacer.BACKGROUND_UTILIZATION);
                long capacity = (long) (scan * STEP_FACTOR * procs * u);
                long allocated = (long) (alloc * STEP_FACTOR * procs * (1 - u));
                long elapsed = STEP_NANOS;
                long globals = Math.min(capacity, leftGlobals);
                long stack = Math.min(capacity - globals, leftStacks);
                long heap = Math.min(capacity - globals - stack, leftHeap);
                leftGlobals -= globals;
                leftStacks -= stack;
                leftHeap -= heap;
                long spent = globals + stack + heap;
                if (spent < capacity) {
                    elapsed = (long) ((double) spent * STEP_NANOS / (scan * STEP_FACTOR * procs * u));
                    allocated = (long) (alloc * STEP_FACTOR * ((double) elapsed / STEP_NANOS) * procs * (1 - u));
                }
                pacer.heapLive += allocated;
                pacer.heapScan += (long) ((double) allocated * fraction);
                pacer.globalsScanWork += globals;
                pacer.stackScanWork += stack;
                pacer.heapScanWork += heap;
                pacer.revise();
                assist += (long) ((double) elapsed * procs * (u - Pacer.BACKGROUND_UTILIZATION));
                duration += elapsed;
                black += allocated;
            }
            long peak = pacer.heapLive;
            long goal = pacer.heapGoal();
            pacer.assistTime = assist;
            pacer.endCycle(duration, procs, false);
            pacer.resetLive(liveOfNext + black);
            pacer.commit(false);
            rows.add(new PacerCycle(
                    cycle,
                    marked,
                    trigger,
                    heapScanAtStart,
                    goalAtStart,
                    ratioAtStart,
                    liveOfNext,
                    steps,
                    duration,
                    assist,
                    black,
                    peak,
                    goal,
                    duration == 0
                            ? Pacer.BACKGROUND_UTILIZATION
                            : (double) assist / (double) (duration * procs) + Pacer.BACKGROUND_UTILIZATION,
                    heapScannable,
                    pacer.consMark(),
                    pacer.runway(),
                    pacer.gcPercentHeapGoal(),
                    pacer.sweepHeapLiveTrigger(),
                    pacer.trigger(),
                    pacer.heapGoal()));
        }
        return rows;
    }
}
