package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.SizeClasses;
import dev.gopherscope.sim.observe.ScavengeTrace;
import dev.gopherscope.sim.observe.WaitReason;
import dev.gopherscope.sim.sched.G;
import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives free pages back to the operating system: a goroutine in the background, and allocations when the heap has to grow or the memory
 * limit is near. Follows {@code runtime/mgcscavenge.go} of 1.19 and later, and {@code mheap.allocSpan}. Simplified: a piece of 64 KiB takes the
 * 10 µs for each page of 4 KiB that Go assumes when it cannot measure. Left out: huge pages; the form before 1.13, which looked for spans that
 * had been free for five minutes.
 */
final class Scavenger {
    /** What the system calls a page, on linux/amd64. */
    private static final long PHYSICAL_PAGE = 4096;

    /** The background goroutine keeps so much more than the goal, in percent ({@code retainExtraPercent}). */
    private static final double RETAIN_EXTRA = 10;

    /** It works as soon as memory is within so many percent of the limit ({@code reduceExtraPercent}). */
    private static final double REDUCE_EXTRA = 5;

    /** Bytes of one piece of work ({@code scavengeQuantum}). */
    private static final long QUANTUM = 64 << 10;

    /** Nanoseconds for a physical page ({@code approxWorkedNSPerPhysicalPage}). */
    private static final long PAGE_NANOS = 10_000;

    /** The same where an allocation gives pages back; chosen: what a call of madvise and the next page fault take. */
    private static final long EAGER_PAGE_NANOS = 1_000;

    /** It works for at least so long before it sleeps ({@code minScavWorkTime}). */
    private static final double MIN_WORK = 1e6;

    /** The share of one processor that it may take ({@code scavengePercent}), and work for each nanosecond of sleep at first. */
    private static final double SHARE = 0.01;

    private static final double FIRST_SLEEP_RATIO = 0.001;

    /** How long the sleep ratio stays after the controller went wrong. */
    private static final double COOLDOWN = 5e9;

    // The PI controller of the sleep ratio (scavengerState.init).
    private static final double GAIN = 0.3375;
    private static final double INTEGRAL_TIME = 3.2e6;
    private static final double RESET_TIME = 1e9;
    private static final double LEAST = 0.001;
    private static final double MOST = 1000;

    private final Sched sched;
    private final MHeap heap;
    private final Pacer pacer;
    private final CpuLimiter limiter;
    private final PacerFeed feed;
    private final boolean hasBackground;
    private final List<ScavengeTrace> trace = new ArrayList<>();

    /** Bytes above which it works, {@code Long.MAX_VALUE} while there is nothing to do. */
    private long percentGoal = Long.MAX_VALUE;

    private long limitGoal = Long.MAX_VALUE;
    private long lastHeapInUse;
    private @Nullable G background;
    private boolean ready;
    private double sleepRatio = FIRST_SLEEP_RATIO;
    private double errorIntegral;
    private double cooldown;
    private boolean controllerReset;
    private long releasedBackground;
    private long releasedEagerly;
    private long debt;

    Scavenger(Sched sched, MHeap heap, Pacer pacer, CpuLimiter limiter, PacerFeed feed, boolean hasBackground) {
        this.sched = sched;
        this.heap = heap;
        this.pacer = pacer;
        this.limiter = limiter;
        this.feed = feed;
        this.hasBackground = hasBackground;
    }

    private long retained() {
        return heap.pagesInUse() * SizeClasses.PAGE + heap.heapFree();
    }

    /** A cycle has ended: its heap in use is what the next goal is measured by. */
    void cycleEnded() {
        lastHeapInUse = heap.pagesInUse() * SizeClasses.PAGE;
    }

    /** {@code gcPaceScavenger}: after each cycle, and when GOGC or the limit changes. */
    void pace() {
        if (!hasBackground) {
            return;
        }
        feed.sync();
        limitGoal = Long.MAX_VALUE;
        if (pacer.rules.memoryLimit() && pacer.memoryLimit() != Long.MAX_VALUE) {
            long near = (long) ((double) pacer.memoryLimit() * (1 - REDUCE_EXTRA / 100));
            limitGoal = pacer.mappedReady <= near ? Long.MAX_VALUE : near;
        }
        percentGoal = Long.MAX_VALUE;
        if (pacer.lastHeapGoal == 0) {
            return;
        }
        double ratio = (double) pacer.heapGoal() / (double) pacer.lastHeapGoal;
        long goal = (long) ((double) lastHeapInUse * ratio);
        goal += (long) ((double) goal / (1 / (RETAIN_EXTRA / 100)));
        goal = (goal + PHYSICAL_PAGE - 1) / PHYSICAL_PAGE * PHYSICAL_PAGE;
        percentGoal = retained() - goal < PHYSICAL_PAGE ? Long.MAX_VALUE : goal;
    }

    private boolean shouldStop() {
        feed.sync();
        return retained() <= percentGoal && pacer.mappedReady <= limitGoal;
    }

    /** Everything is swept: sysmon wakes the background goroutine at its next look. */
    void sweepIsDone() {
        if (!hasBackground) {
            return;
        }
        ready = true;
        trace.add(new ScavengeTrace(
                sched.now(),
                releasedBackground,
                releasedEagerly,
                heap.heapReleased(),
                heap.pagesInUse() * SizeClasses.PAGE,
                retained(),
                false,
                controllerReset));
        controllerReset = false;
        releasedBackground = 0;
        releasedEagerly = 0;
    }

    /** {@code debug.FreeOSMemory} has released so many bytes. */
    void forced(long released) {
        trace.add(new ScavengeTrace(
                sched.now(),
                0,
                released,
                heap.heapReleased(),
                heap.pagesInUse() * SizeClasses.PAGE,
                retained(),
                true,
                false));
    }

    /** What sysmon asks: the background goroutine if there is work for it. */
    @Nullable
    G wake() {
        if (!ready) {
            return null;
        }
        ready = false;
        if (shouldStop()) {
            return null;
        }
        if (background == null) {
            background = sched.newInitialG("bgscavenge", this::run, WaitReason.GC_SCAVENGE_WAIT);
        }
        return background.status() == G.WAITING && background.waitReason() == WaitReason.GC_SCAVENGE_WAIT
                ? background
                : null;
    }

    private void run() {
        while (true) {
            double worked = 0;
            long released = 0;
            while (worked < MIN_WORK && !shouldStop()) {
                long piece = heap.scavenge((int) (QUANTUM / SizeClasses.PAGE), false) * SizeClasses.PAGE;
                long took = PAGE_NANOS * (piece / PHYSICAL_PAGE);
                sched.work(took);
                worked += (double) took;
                released += piece;
                if (piece < QUANTUM) {
                    break;
                }
            }
            if (released == 0) {
                sched.gopark(WaitReason.GC_SCAVENGE_WAIT);
                continue;
            }
            releasedBackground += released;
            sleep(Math.max(worked, MIN_WORK));
        }
    }

    private void sleep(double worked) {
        long begin = sched.now();
        sched.timeSleep((long) (worked / sleepRatio));
        double slept = (double) (sched.now() - begin);
        if (cooldown > 0) {
            cooldown = Math.max(0, cooldown - slept - worked);
            return;
        }
        double share = worked / ((slept + worked) * sched.procs());
        double period = slept + worked;
        double raw = GAIN * (SHARE - share) + errorIntegral;
        if (!Double.isFinite(raw)) {
            errorIntegral = 0;
            sleepRatio = FIRST_SLEEP_RATIO;
            cooldown = COOLDOWN;
            controllerReset = true;
            return;
        }
        sleepRatio = Math.min(Math.max(raw, LEAST), MOST);
        errorIntegral += GAIN * period / INTEGRAL_TIME * (SHARE - share) + period / RESET_TIME * (sleepRatio - raw);
    }

    /**
     * Pages were taken for a span: gives back as many bytes as the limit asks for, and, if the heap has grown, what is above the goal.
     *
     * @param fresh bytes of them that the operating system had
     * @param grown bytes by which the address space grew
     */
    void allocated(long fresh, long grown) {
        long wanted = 0;
        boolean force = false;
        if (pacer.rules.memoryLimit() && pacer.memoryLimit() != Long.MAX_VALUE && !limiter.limiting()) {
            feed.sync();
            long over = pacer.mappedReady - pacer.memoryLimit();
            if (fresh > 0 && over > 0) {
                wanted = over;
                force = true;
            }
        }
        if (percentGoal != Long.MAX_VALUE && grown > 0 && retained() + grown > percentGoal) {
            wanted = Math.max(wanted, Math.min(grown, retained() + grown - percentGoal));
        }
        if (wanted > 0) {
            int pages = (int) Math.min(Integer.MAX_VALUE, (wanted + SizeClasses.PAGE - 1) / SizeClasses.PAGE);
            long released = heap.scavenge(pages, force) * SizeClasses.PAGE;
            releasedEagerly += released;
            debt += EAGER_PAGE_NANOS * (released / PHYSICAL_PAGE);
        }
    }

    /** What allocations owe for pages that they gave back, in nanoseconds; the running goroutine pays, the limiter counts it. */
    long takeDebt() {
        long owed = debt;
        debt = 0;
        if (owed > 0) {
            limiter.addAssistTime(owed);
            if (limiter.needUpdate(sched.now())) {
                limiter.update(sched.now());
            }
        }
        return owed;
    }

    List<ScavengeTrace> trace() {
        return trace;
    }
}
