package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.observe.WaitReason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that Go prints when a program dies: {@code runtime/traceback.go} and {@code runtime/panic.go}. */
final class Traceback {
    private static final long MINUTE = 60_000_000_000L;

    /** Frames that a report shows at each end ({@code tracebackInnerFrames}, {@code tracebackOuterFrames}). */
    private static final int[] HALF = {50, 50};

    private static final int[] HALF_OLD = {100, 0};
    private static final int[] ALL = {Integer.MAX_VALUE / 2, 0};

    private Traceback() {}

    /** An uncaught panic or Java exception of a goroutine. */
    static Outcome panic(Machine machine, G g, Throwable t) {
        if (t instanceof GoPanic p) {
            return new Outcome("panic: " + p.getMessage(), p.explanation(), goroutine(machine, g, "running"), t);
        }
        String name = machine.recorder.name(g.goid);
        if (t instanceof OutOfMemoryError) {
            return new Outcome(
                    "panic: " + t,
                    "The JVM that simulates is full, not the simulated heap: it may have "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB (-Xmx), and the objects, pointers and events of this run need more. Give it more with"
                            + " JAVA_TOOL_OPTIONS=-Xmx4g before the kernel starts, make the program smaller, or record less with"
                            + " recording(RecordingLevel.SAMPLED). It happened in " + name + ".",
                    goroutine(machine, g, "running"),
                    t);
        }
        return new Outcome(
                "panic: " + t,
                "The Java code of " + name + " threw " + t.getClass().getSimpleName()
                        + ", and an exception that leaves a goroutine ends the program, like a panic.",
                goroutine(machine, g, "running"),
                t);
    }

    static Outcome fatal(Machine machine, @org.jspecify.annotations.Nullable G g, String text, String explanation) {
        String first = g == null ? "" : goroutine(machine, g, "running") + "\n";
        return new Outcome("fatal error: " + text, explanation, first + dump(machine), null);
    }

    /** All goroutines of the program that wait or could run, main first, then in the order of creation. */
    static String dump(Machine machine) {
        var text = new StringBuilder();
        for (G g : living(machine)) {
            if (g.status != G.RUNNING) {
                if (!text.isEmpty()) {
                    text.append('\n');
                }
                text.append(goroutine(machine, g, state(machine, g)));
            }
        }
        return text.toString();
    }

    private static List<G> living(Machine machine) {
        return machine.goroutines.all().stream()
                .filter(g -> !g.system && g.status != G.DEAD && g.status != G.IDLE)
                .sorted(Comparator.comparingInt(g -> g.goid))
                .toList();
    }

    /** All goroutines, those of the runtime and those that run too: what SIGQUIT prints, without addresses. */
    static String everyone(Machine machine) {
        var text = new StringBuilder();
        machine.goroutines.all().stream()
                .filter(g -> g.status != G.DEAD && g.status != G.IDLE)
                .sorted(Comparator.comparingInt(g -> g.goid))
                .forEach(g -> {
                    text.append(text.isEmpty() ? "" : "\n");
                    if (g.status == G.RUNNING) {
                        text.append(head(g, "running"));
                        text.append("\tgoroutine running on other thread; stack unavailable\n");
                        text.append(createdBy(machine, g));
                    } else {
                        text.append(goroutine(machine, g, state(machine, g)));
                    }
                });
        return text.toString();
    }

    /** What {@code runtime.Stack(buf, true)} writes: the goroutine that calls, then all others of the program. */
    static String all(Machine machine, G g) {
        String others = dump(machine);
        return running(machine, g) + (others.isEmpty() ? "" : "\n" + others);
    }

    private static String head(G g, String state) {
        return "goroutine " + g.goid + " [" + state + (g.lockedm == null ? "" : ", locked to thread") + "]:\n";
    }

    private static String goroutine(Machine machine, G g, String state) {
        return head(g, state) + new Frames(g.stack).text(machine.recorder.name(g.goid), ALL) + createdBy(machine, g);
    }

    /** What {@code runtime.Stack} writes about one goroutine. */
    static String running(Machine machine, G g) {
        return goroutine(machine, g, "running");
    }

    /** The goroutine whose stack overflowed: 50 frames, how many are left out, 50 frames; before 1.21 the first 100. */
    static String overflowed(Machine machine, G g, long levels, String function) {
        long pending = levels - g.stack.depth();
        return "goroutine " + g.goid + " [running]:\n"
                + new Frames(g.stack, function, pending)
                        .text(
                                machine.recorder.name(g.goid),
                                machine.version.stackRules().bothEnds() ? HALF : HALF_OLD)
                + createdBy(machine, g);
    }

    private static String createdBy(Machine machine, G g) {
        return g.parent == 0
                ? ""
                : "created by " + machine.recorder.name(g.parent) + " in goroutine " + g.parent + "\n";
    }

    private static String state(Machine machine, G g) {
        return switch (g.status) {
            case G.RUNNABLE -> "runnable";
            case G.RUNNING -> "running";
            case G.SYSCALL -> "syscall" + minutes(machine, g);
            default -> reason(machine, g.waitReason) + minutes(machine, g);
        };
    }

    private static String minutes(Machine machine, G g) {
        long minutes = g.waitSince == 0 ? 0 : (machine.now() - g.waitSince) / MINUTE;
        return minutes >= 1 ? ", " + minutes + " minutes" : "";
    }

    static String reason(Machine machine, WaitReason reason) {
        boolean known = switch (reason) {
            case WAITGROUP_WAIT -> machine.version.waitGroupReason();
            case MUTEX_LOCK, RWMUTEX_LOCK, RWMUTEX_RLOCK -> machine.version.lockReasons();
            default -> true;
        };
        return known ? reason.text : reason.textBefore;
    }

    /** Who waits for what, in one sentence. */
    static String explainDeadlock(Machine machine) {
        Map<String, Integer> waits = new LinkedHashMap<>();
        for (G g : living(machine)) {
            String who = g.goid == 1 ? "main waits in " : " in ";
            waits.merge(who + reason(machine, g.waitReason), 1, Integer::sum);
        }
        var parts = waits.entrySet().stream()
                .map(e -> e.getKey().startsWith("main")
                        ? e.getKey()
                        : e.getValue() + (e.getValue() == 1 ? " goroutine waits" : " goroutines wait") + e.getKey())
                .toList();
        return "Nobody can go on: " + String.join(", ", parts) + ", and no goroutine is left that could wake them.";
    }
}
