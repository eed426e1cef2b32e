package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;
import dev.gopherscope.sim.engine.RandomStream;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;

/**
 * Which threads get CPU time: the quota of a container (the bandwidth control of Linux, {@code kernel/sched/fair.c}) and
 * neighbours that take a CPU away. A thread that stands still does not lose what it was doing; it goes on later. Simplified: the
 * quota is one pool that is exact to the nanosecond, where the kernel hands it to CPUs in slices of 5 ms.
 */
final class CpuTime {
    private final Machine machine;
    private final Host host;
    private final RandomStream random;

    /** The quota now; the container may be changed while the process runs. */
    private double quotaCpus;

    private boolean refills;

    private int onCpu;
    private double left;
    private long lastUpdate;
    private int generation;

    /** All threads stand still until then. */
    long frozenUntil;

    /** CPU time that all threads have used, in nanoseconds. */
    private double used;

    private long throttled;
    private long throttledNanos;

    CpuTime(Machine machine, Host host, RandomStream random) {
        this.machine = machine;
        this.host = host;
        this.random = random;
        this.quotaCpus = host.quotaCpus();
    }

    int cpus() {
        return host.cpus();
    }

    double quotaCpus() {
        return quotaCpus;
    }

    /** Somebody changes the limit of the container: {@code cpu.max} is written. It counts from now on. */
    void setQuota(double cpus) {
        update();
        quotaCpus = cpus;
        begin();
    }

    private boolean hasQuota() {
        return quotaCpus < host.cpus();
    }

    private void begin() {
        generation++;
        if (hasQuota()) {
            left = quota();
            predict();
            if (!refills) {
                refills = true;
                machine.hostAt((machine.now() / host.periodNanos() + 1) * host.periodNanos(), this::refill);
            }
        }
    }

    void start() {
        begin();
        if (host.stolenEvery() > 0) {
            machine.hostAt(exponential(host.stolenEvery()), this::steal);
        }
    }

    private double quota() {
        return quotaCpus * (double) host.periodNanos();
    }

    long usedNanos() {
        update();
        return (long) used;
    }

    long throttled() {
        return throttled;
    }

    long throttledNanos() {
        return throttledNanos;
    }

    /** A thread begins or stops to compute. */
    void onCpu(M m, boolean on) {
        if (m.onCpu != on) {
            update();
            m.onCpu = on;
            onCpu += on ? 1 : -1;
            predict();
        }
    }

    private void update() {
        long now = machine.now();
        if (now > lastUpdate) {
            if (now > frozenUntil) {
                double spent =
                        (double) Math.min(onCpu, host.cpus()) * (double) (now - Math.max(lastUpdate, frozenUntil));
                used += spent;
                left -= spent;
            }
            lastUpdate = now;
        }
    }

    /** When will the quota be used up, if nothing changes? */
    private void predict() {
        if (hasQuota() && machine.now() >= frozenUntil) {
            int now = ++generation;
            if (onCpu > 0) {
                double nanos = Math.ceil(Math.max(0, left) / Math.min(onCpu, host.cpus()));
                machine.quotaEndsAt(machine.engine.after((long) nanos), now);
            }
        }
    }

    /** The predicted moment, unless something changed since. */
    void quotaEnds(int forGeneration) {
        if (forGeneration != generation || machine.now() < frozenUntil) {
            return;
        }
        update();
        long now = machine.now();
        long until = (now / host.periodNanos() + 1) * host.periodNanos();
        throttled++;
        throttledNanos += until - now;
        machine.recorder.record(now, EventKind.CPU_THROTTLED, -1, 0, until, Recorder.NONE);
        for (M m : machine.allm) {
            if (m.onCpu) {
                shift(m, until - now);
            }
        }
        frozenUntil = until;
    }

    private void refill() {
        update();
        left = quota();
        predict();
        machine.hostAt(machine.engine.after(host.periodNanos()), this::refill);
    }

    /** A neighbour takes the CPU of one thread for a while. */
    private void steal() {
        machine.hostAt(machine.engine.after(exponential(host.stolenEvery())), this::steal);
        int victim = random.below(machine.allm.size());
        M m = machine.allm.get(victim);
        long now = machine.now();
        if (m.onCpu && m.p != null && now >= frozenUntil && m.frozenUntil <= now) {
            long burst = exponential(host.stolenFor());
            m.frozenUntil = machine.engine.after(burst);
            machine.recorder.record(now, EventKind.CPU_STOLEN, m.p.id, 0, m.frozenUntil, Recorder.NONE);
            shift(m, burst);
            onCpu(m, false);
            machine.hostAt(m.frozenUntil, () -> onCpu(m, m.p != null && m.phase != M.Phase.SYSCALL));
        }
    }

    /** What a thread is doing ends later by some time. */
    private void shift(M m, long nanos) {
        if (m.appointment != EventQueue.NEVER) {
            G g = m.curg;
            if (g != null && m.phase == M.Phase.RUN) {
                g.chargeEnd += nanos;
            }
            machine.wakeAt(m, m.appointment + nanos);
        }
    }

    private long exponential(long mean) {
        return 1 + (long) (-StrictMath.log(1 - random.unit()) * (double) mean);
    }
}
