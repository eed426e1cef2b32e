package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;
import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;

/**
 * The monitor thread, which needs no P: {@code sysmon} and {@code retake} in {@code runtime/proc.go}. It preempts goroutines
 * that run for 10 ms, takes Ps from threads in system calls, looks at the network if nobody does, starts a collection every two
 * minutes and follows the quota of a container. Left out: the scavenger's wake-up. Its own work takes no time.
 */
final class Sysmon {
    private static final long FIRST_DELAY = 20_000;
    private static final long LONGEST_DELAY = 10_000_000;
    private static final int ROUNDS_BEFORE_DOUBLING = 50;

    /** {@code forcePreemptNS} in {@code runtime/proc.go}: the length of a time slice. */
    static final long FORCE_PREEMPT = 10_000_000;

    /** Half of {@code forcegcperiod}: the longest sleep while nothing runs. */
    private static final long LONGEST_SLEEP = 60_000_000_000L;

    /** Looks at the network if nobody has for so long. */
    private static final long NETPOLL_EVERY = 10_000_000;

    /** Looks at the limit of the container once a second (1.25). */
    private static final long PROCS_EVERY = 1_000_000_000;

    private final Machine machine;
    private long lastProcs;

    /** What it did so far, see {@link SysmonDuties}. */
    private long looks;

    private long retakes;
    private long requests;
    private long polls;
    private long forcedCollections;
    private long deepSleeps;
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
                if (next == EventQueue.NEVER && machine.ending.hangs()) {
                    return;
                }
                sleeping = true;
                deepSleeps++;
                machine.sysmonAt(machine.engine.after(Math.min(LONGEST_SLEEP, next - now)), generation);
                return;
            }
        }
        sleeping = false;
        looks++;
        pollNetwork(now);
        if (lastProcs + PROCS_EVERY <= now) {
            machine.procResize.checkQuota();
            lastProcs = now;
        }
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
            forcedCollections++;
            machine.inject(collector);
        }
        G scavenger = machine.gcController.scavenge();
        if (scavenger != null) {
            machine.inject(scavenger);
        }
        machine.recorder.record(now, EventKind.SYSMON, -1, 0, delay, Recorder.NONE);
        machine.sysmonAt(machine.engine.after(delay), generation);
    }

    /** Whether it sleeps until somebody wakes it: {@code sched.sysmonwait}. */
    boolean sleeps() {
        return sleeping;
    }

    SysmonDuties duties() {
        return new SysmonDuties(looks, deepSleeps, requests, retakes, polls, forcedCollections);
    }

    private void pollNetwork(long now) {
        Netpoll net = machine.netpoll;
        if (net.anyWaiters() && machine.threads.pollerFree() && net.lastPoll + NETPOLL_EVERY < now) {
            polls++;
            net.inject(net.poll());
        }
    }

    private long firstTimer() {
        long first = machine.timerProc.isEmpty() ? EventQueue.NEVER : machine.timerProc.wakeTime();
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
                requests++;
                machine.preemption.preemptone(p, 0);
            }
            if (Syscalls.isIn(p)) {
                if (machine.syscalls.retake(p, sliceIsOver, now)) {
                    took = true;
                    retakes++;
                }
            }
        }
        return took;
    }
}
