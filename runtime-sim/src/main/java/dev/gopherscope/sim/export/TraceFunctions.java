package dev.gopherscope.sim.export;

import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.WaitReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions in the stacks of an execution trace. A goroutine of the program is shown under its name, one of the runtime under Go's
 * function, because tools tell the two apart by that. Above it lies the function of Go in which it stopped. Other frames are not recorded.
 */
final class TraceFunctions {
    /** Where simulated code lies; only that it differs for each function counts. */
    private static final long TEXT = 0x401000;

    private static final long DISTANCE = 32;

    private final Recorder events;
    private final Map<String, Long> pcs = new HashMap<>();

    TraceFunctions(Recorder events) {
        this.events = events;
    }

    long pc(String function) {
        return pcs.computeIfAbsent(function, f -> TEXT + DISTANCE * pcs.size());
    }

    /** The function in which a goroutine began. */
    String entry(int g, boolean system) {
        if (g == 1) {
            return "runtime.main";
        }
        String name = events.name(g);
        if (!system) {
            return name.equals("goroutine " + g) ? "main.main.func1" : name;
        }
        return switch (name) {
            case "bgsweep" -> "runtime.bgsweep";
            case "forcegc" -> "runtime.forcegchelper";
            case "finalizer" -> "runtime.runFinalizers";
            case "cleanup" -> "runtime.runCleanups";
            case "coroutine" -> "runtime.corostart";
            default -> name.startsWith("gc-worker-") ? "runtime.gcBgMarkWorker" : "runtime." + name;
        };
    }

    /** The stack of a goroutine that stopped in a function of Go. */
    List<String> stack(int g, boolean system, String leaf) {
        return g == 1 ? List.of(leaf, "main.main", "runtime.main") : List.of(leaf, entry(g, system));
    }

    /** The stack of a goroutine in its own code. */
    List<String> stack(int g, boolean system) {
        return g == 1 ? List.of("main.main", "runtime.main") : List.of(entry(g, system));
    }

    /** The function of Go that parks a goroutine for a reason. */
    static String parks(WaitReason reason) {
        return switch (reason) {
            case CHAN_RECEIVE, CHAN_RECEIVE_NIL -> "runtime.chanrecv1";
            case CHAN_SEND, CHAN_SEND_NIL -> "runtime.chansend1";
            case SELECT -> "runtime.selectgo";
            case SELECT_NO_CASES -> "runtime.block";
            case SLEEP -> "time.Sleep";
            case IO_WAIT -> "internal/poll.(*FD).Read";
            case MUTEX_LOCK -> "sync.(*Mutex).Lock";
            case RWMUTEX_RLOCK -> "sync.(*RWMutex).RLock";
            case RWMUTEX_LOCK -> "sync.(*RWMutex).Lock";
            case WAITGROUP_WAIT -> "sync.(*WaitGroup).Wait";
            case COND_WAIT -> "sync.(*Cond).Wait";
            case SEMACQUIRE -> "sync.runtime_Semacquire";
            case GC_ASSIST_WAIT, GC_ASSIST_MARKING -> "runtime.gcAssistAlloc";
            case WAIT_FOR_GC_CYCLE -> "runtime.GC";
            case COROUTINE -> "runtime.coroswitch";
            default -> "runtime.gopark";
        };
    }
}
