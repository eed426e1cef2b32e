package dev.gopherscope.sim.version;

import dev.gopherscope.sim.memory.AllocRules;
import java.util.List;

/**
 * What one Go version does differently, as switches. The simulator asks the switches; it never compares versions. Each
 * switch states the release that brought the change; the table is {@link #of}.
 *
 * @param name such as "1.26"
 * @param localQueues each P has a queue of its own, others steal from it, and a thread in a system call keeps its P for a while; before,
 *     all shared one queue, and a system call gave up its share of GOMAXPROCS at once (1.1: runtime/proc.c)
 * @param cooperativePreemption a goroutine that calls functions can be preempted (1.2 release notes, "Pre-emption in the scheduler")
 * @param asyncPreemption a loop without calls can be preempted by a signal (1.14 release notes, "Runtime")
 * @param runnext a goroutine that was made ready runs next on its P (1.5: runtime/proc1.go, runqput)
 * @param midStackInlining functions that call others can be inlined (1.12: cmd/compile, inl.go)
 * @param timersPerP each P has its timers; before, one goroutine of the runtime served all (1.14 release notes, "Runtime")
 * @param lockedExitEndsThread a goroutine that ends while it is locked to its thread takes the thread with it, and locks nest (1.10
 *     release notes, "Runtime")
 * @param mutexSpinning a goroutine that wants a locked mutex spins first (1.5: sync/mutex.go)
 * @param mutexStarvation a waiter older than a millisecond gets the mutex handed over (1.9 release notes, "Mutex")
 * @param poolVictims what a pool holds survives one collection (1.13 release notes, "sync")
 * @param defaultProcs GOMAXPROCS if nobody sets it: 1 before 1.5, the CPUs since then (1.5 release notes, "Runtime"), what the
 *     container may use since 1.25 (1.25 release notes, "Container-aware GOMAXPROCS")
 * @param handoffYields a semaphore hand-off lets the waiter run at once (1.14: golang.org/issue/33747)
 * @param needSpinning a waker that found no idle P leaves a note for the next thread that stops (1.20:
 *     golang.org/issue/43997)
 * @param stopResumesFirst a goroutine preempted for a stop of the world goes to the next slot instead of the global queue
 *     (1.26: runtime/proc.go, goschedImpl)
 * @param idleListHighestFirst after a resize of the P list the P with the highest number is used first (1.26:
 *     runtime/proc.go, procresize)
 * @param syncTimerChannels stop and reset of a timer leave no stale value in its channel (1.23 release notes, "Timer changes")
 * @param waitGroupReason dumps say "sync.WaitGroup.Wait" instead of "semacquire" (1.24: runtime/runtime2.go)
 * @param lockReasons dumps name Mutex and RWMutex instead of "semacquire" (1.20: runtime/runtime2.go)
 * @param schedTraceNeedSpinning schedtrace lines hold needspinning= (1.20: runtime/proc.go, schedtrace)
 * @param schedDetailWords scheddetail lines hold true, false and nil instead of 1, 0 and -1 (1.20: runtime/proc.go, schedtrace; not
 *     measured)
 * @param syscallStatusOfP a P whose thread is in a system call has a status of its own (until 1.25: runtime/runtime2.go)
 * @param allocRules what the allocator does differently, see there
 * @param gcRules what the collector does differently, see there
 * @param stackRules what stacks do differently, see there
 * @param schedTraceTicks schedtrace lines hold schedticks= (1.25: runtime/proc.go, schedtrace)
 */
public record GoVersion(
        String name,
        boolean localQueues,
        boolean cooperativePreemption,
        boolean asyncPreemption,
        boolean runnext,
        boolean midStackInlining,
        boolean timersPerP,
        boolean lockedExitEndsThread,
        boolean mutexSpinning,
        boolean mutexStarvation,
        boolean poolVictims,
        DefaultProcs defaultProcs,
        boolean handoffYields,
        boolean needSpinning,
        boolean stopResumesFirst,
        boolean idleListHighestFirst,
        boolean syncTimerChannels,
        boolean waitGroupReason,
        boolean lockReasons,
        boolean schedTraceNeedSpinning,
        boolean schedTraceTicks,
        boolean schedDetailWords,
        boolean syscallStatusOfP,
        AllocRules allocRules,
        GcRules gcRules,
        StackRules stackRules) {

    /** The versions that can be simulated, oldest first; what a version before 1.12 did differently is there as far as a
     * switch says so. */
    private static final List<String> KNOWN = List.of(
            "1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12", "1.13",
            "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26");

    /** The newest version that can be simulated. */
    public static final GoVersion LATEST = of(KNOWN.getLast());

    /** Names of the versions that can be simulated, oldest first. */
    public static List<String> known() {
        return KNOWN;
    }

    /**
     * The switches of a version.
     *
     * @param name such as "1.26"; a leading "go" and a patch number are ignored
     * @throws IllegalArgumentException if the version is not known; the message lists those that are
     */
    public static GoVersion of(String name) {
        String minor = name.replaceFirst("^go", "").replaceFirst("^(\\d+\\.\\d+)\\.\\d+$", "$1");
        int at = KNOWN.indexOf(minor);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "Go " + name + " cannot be simulated; known versions are " + String.join(", ", KNOWN));
        }
        return new GoVersion(
                minor,
                at >= since("1.1"),
                at >= since("1.2"),
                at >= since("1.14"),
                at >= since("1.5"),
                at >= since("1.12"),
                at >= since("1.14"),
                at >= since("1.10"),
                at >= since("1.5"),
                at >= since("1.9"),
                at >= since("1.13"),
                at >= since("1.25")
                        ? DefaultProcs.CONTAINER
                        : at >= since("1.5") ? DefaultProcs.CPUS : DefaultProcs.ONE,
                at >= since("1.14"),
                at >= since("1.20"),
                at >= since("1.26"),
                at >= since("1.26"),
                at >= since("1.23"),
                at >= since("1.24"),
                at >= since("1.20"),
                at >= since("1.20"),
                at >= since("1.25"),
                at >= since("1.20"),
                at < since("1.26"),
                new AllocRules(
                        at >= since("1.16"),
                        at >= since("1.22"),
                        at >= since("1.26"),
                        at >= since("1.14"),
                        at >= since("1.15"),
                        at >= since("1.18"),
                        at >= since("1.25") ? 112 : at >= since("1.23") ? 104 : 96,
                        at >= since("1.26") ? 480 : at >= since("1.24") ? 448 : at >= since("1.19") ? 416 : 384,
                        at >= since("1.26") ? 112 : 96,
                        at >= since("1.26") ? 160 : 144,
                        at >= since("1.26") ? 2296 : 1200,
                        at >= since("1.22") ? 48 : 80,
                        at >= since("1.23") ? 112 : 80,
                        at >= since("1.24"),
                        at >= since("1.13"),
                        at >= since("1.21"),
                        at >= since("1.25") ? 32 : 0,
                        at >= since("1.26")),
                GcRules.of(Integer.parseInt(minor.substring(minor.indexOf('.') + 1))),
                new StackRules(
                        at >= since("1.4") ? 2048 : at >= since("1.2") ? 8192 : 4096,
                        guard(at),
                        at >= since("1.3"),
                        at >= since("1.19"),
                        at >= since("1.21")));
    }

    private static int guard(int at) {
        if (at >= since("1.14")) {
            return at >= since("1.15") ? 928 : 896;
        }
        if (at >= since("1.6")) {
            return at >= since("1.8") ? 880 : 720;
        }
        return at >= since("1.5") ? 640 : at >= since("1.4") ? 512 : 256;
    }

    private static int since(String version) {
        return KNOWN.indexOf(version);
    }
}
