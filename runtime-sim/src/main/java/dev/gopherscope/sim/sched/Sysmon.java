package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;

/**
 * The monitor thread, which needs no P: {@code sysmon} and {@code retake} in {@code runtime/proc.go}. It preempts goroutines
 * that run for 10 ms. Left out: network polling, the scavenger's wake-up, updates of GOMAXPROCS.
 */
final class Sysmon {
    private static final long FIRST_DELAY = 20_000;
    private static final long LONGEST_DELAY = 10_000_000;
    private static final int ROUNDS_BEFORE_DOUBLING = 50;

    /** {@code forcePreemptNS} in {@code runtime/proc.go}: the length of a time slice. */
    static final long FORCE_PREEMPT = 10_000_000;

    /** Half of {@code forcegcperiod}: the longest sleep while nothing runs. */
    private static final long LONGEST_SLEEP = 60_000_000_000L;

    private final Machine machine;
    private int idleRounds;
    private long delay;
    private int generation;
    private boolean sleeping;

    Sysmon(Machine machine) {
        this.machine = machine;
    }

    void start() {
        idleRounds = 0;
        delay = FIRST_DELAY;
        machine.sysmonAt(delay, generation);
    }

    /** The world starts or a thread comes back: a deep sleep ends. */
    void notewakeup() {
        if (sleeping) {
            generation++;
            idleRounds = 0;
            delay = FIRST_DELAY;
            machine.sysmonAt(machine.now(), generation);
        }
    }

    /** The end of a sleep. */
    void wake(int forGeneration) {
        if (forGeneration != generation) {
            return;
        }
        long now = machine.now();
        if (!sleeping && (machine.gcwaiting || machine.threads.npidle == machine.allp.length)) {
            long next = firstTimer();
            if (next > now) {
                sleeping = true;
                machine.sysmonAt(machine.engine.after(Math.min(LONGEST_SLEEP, next - now)), generation);
                return;
            }
        }
        sleeping = false;
        if (retake(now)) {
            idleRounds = 0;
            delay = FIRST_DELAY;
        } else {
            idleRounds++;
        }
        if (idleRounds > ROUNDS_BEFORE_DOUBLING) {
            delay = Math.min(2 * delay, LONGEST_DELAY);
        }
        G collector = machine.gcController.forcegc(now);
        if (collector != null) {
            machine.inject(collector);
        }
        machine.sysmonAt(machine.engine.after(delay), generation);
    }

    private long firstTimer() {
        long first = EventQueue.NEVER;
        for (P p : machine.allp) {
            long when = p.timers.wakeTime();
            if (when != 0) {
                first = Math.min(first, when);
            }
        }
        return first;
    }

    /** Preempts long runners and takes Ps from threads in system calls; returns whether it took one. */
    private boolean retake(long now) {
        boolean took = false;
        for (P p : machine.allp) {
            if (p.status != P.RUNNING) {
                continue;
            }
            boolean sliceIsOver = false;
            if (p.seenSchedtick != p.schedtick) {
                p.seenSchedtick = p.schedtick;
                p.seenWhen = now;
            } else if (p.seenWhen + FORCE_PREEMPT <= now) {
                sliceIsOver = true;
                machine.preemption.preemptone(p, 0);
            }
            if (Syscalls.isIn(p)) {
                took |= machine.syscalls.retake(p, sliceIsOver, now);
            }
        }
        return took;
    }
}
