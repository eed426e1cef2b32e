package dev.gopherscope.sim.observe;

import java.util.Map;

/** The facts of a run about scheduling, locks and contexts, by names that stay. Times are virtual nanoseconds. */
public final class SchedFacts {
    private SchedFacts() {}

    /** Adds what is known at the level of the recording. */
    public static void add(Map<String, Object> facts, RunSummary s, Recorder events) {
        facts.put("run.version", s.version());
        facts.put("run.seed", s.seed());
        facts.put("run.outcome", s.outcome());
        facts.put("run.hash", s.traceHash());
        facts.put("run.events", s.events());
        facts.put("run.events.dropped", events.dropped());
        facts.put("run.makespan.ns", s.endNanos());
        facts.put("sched.procs", s.procs());
        facts.put("sched.goroutines.created", s.goroutines());
        facts.put("sched.switches", s.switches());
        facts.put("sched.steals", s.steals());
        facts.put("sched.overflows", events.count(EventKind.RING_OVERFLOW));
        facts.put("sched.preemptions", s.preemptions());
        facts.put("sched.threads", events.count(EventKind.THREAD_START));
        facts.put("sched.syscalls", events.count(EventKind.GO_SYSCALL));
        facts.put("sched.timers.set", events.count(EventKind.TIMER_SET));
        facts.put("sched.timers.fired", events.count(EventKind.TIMER_FIRE));
        facts.put("stw.total.ns", s.totalPauseNanos());
        facts.put("context.made", events.count(EventKind.CTX_NEW));
    }

    /** Adds what only a full recording knows. */
    public static void add(Map<String, Object> facts, Schedule s, RunQueueView queues) {
        LatencyView latency = LatencyView.of(s);
        facts.put("sched.latency.count", (long) latency.count());
        facts.put("sched.latency.p50.ns", latency.quantileNanos(0.5));
        facts.put("sched.latency.p99.ns", latency.quantileNanos(0.99));
        facts.put("sched.latency.p999.ns", latency.quantileNanos(0.999));
        facts.put("sched.latency.max.ns", latency.maxNanos());
        facts.put("sched.runq.global.max", queues.global().max());
        facts.put(
                "sched.runq.local.max",
                queues.perP().stream().mapToLong(StepSeries::max).max().orElse(0));
        StatesView states = StatesView.of(s);
        facts.put("sched.goroutines.max", most(states));
        facts.put("sched.goroutines.left", states.goroutinesAt(s.endNanos()));
        long ran = 0;
        for (int i = 0; i < s.size(); i++) {
            if (s.state(i) == Schedule.State.RUNNING) {
                ran += s.to(i) - s.from(i);
            }
        }
        facts.put("sched.running.ns", ran);
        facts.put("sched.utilisation", s.endNanos() == 0 ? 0.0 : (double) ran / s.endNanos() / s.procs());
        LockWaitsView locks = LockWaitsView.of(s);
        facts.put(
                "lock.waits",
                locks.locks().stream().mapToLong(LockWaitsView.Lock::waits).sum());
        facts.put(
                "lock.wait.ns",
                locks.locks().stream().mapToLong(LockWaitsView.Lock::waitNanos).sum());
        ContextTreeView contexts = ContextTreeView.of(s.events(), s.endNanos());
        facts.put(
                "context.open",
                contexts.leaks().stream()
                        .mapToLong(ContextTreeView.Leak::contexts)
                        .sum());
        facts.put("context.timers.max", contexts.liveTimers().max());
        facts.put("context.timers.left", contexts.liveTimers().at(s.endNanos()));
        facts.put("context.waiters.left", (long) contexts.waits().size());
    }

    private static long most(StatesView v) {
        long most = 0;
        for (StepSeries one : new StepSeries[] {v.running(), v.runnable(), v.waiting(), v.syscall()}) {
            for (long t : one.timesNanos()) {
                most = Math.max(most, v.goroutinesAt(t));
            }
        }
        return most;
    }
}
