package dev.gopherscope.sim.sched;

/**
 * The text of {@code GODEBUG=scheddetail=1}: every P, thread and goroutine at an instant, read from the live scheduler. Follows
 * {@code schedtrace} in {@code runtime/proc.go}. Left out: the line of the monitor thread, which has no number here, and what the model
 * does not have, which is 0: mallocing, throwing, preemptoff, locks, dying, gfreecnt.
 */
final class SchedDetail {
    private final Machine machine;
    private final boolean words;
    private final StringBuilder text = new StringBuilder();

    private SchedDetail(Machine machine) {
        this.machine = machine;
        this.words = machine.version.schedDetailWords();
    }

    /** The lines for now. */
    static String text(Machine machine) {
        var detail = new SchedDetail(machine);
        detail.head();
        for (P p : machine.allp) {
            detail.line(p);
        }
        // The list of threads begins with the youngest.
        for (M m : machine.allm.reversed()) {
            if (m.phase != M.Phase.DEAD) {
                detail.line(m);
            }
        }
        machine.goroutines.all().forEach(detail::line);
        return detail.text.toString();
    }

    private void head() {
        Threads threads = machine.threads;
        text.append("SCHED ")
                .append(machine.now() / 1_000_000)
                .append("ms: gomaxprocs=")
                .append(machine.allp.length);
        text.append(" idleprocs=").append(threads.npidle).append(" threads=").append(threads.mcount() + 1);
        text.append(" spinningthreads=").append(threads.nmspinning);
        if (machine.version.schedTraceNeedSpinning()) {
            text.append(" needspinning=").append(threads.needspinning() ? 1 : 0);
        }
        text.append(" idlethreads=")
                .append(threads.idleThreads())
                .append(" runqueue=")
                .append(machine.runq.size());
        text.append(" gcwaiting=")
                .append(flag(machine.gcwaiting))
                .append(" nmidlelocked=")
                .append(machine.locked.parked());
        text.append(" stopwait=").append(machine.worldStop.stopwait());
        text.append(" sysmonwait=").append(flag(machine.sysmon.sleeps())).append('\n');
    }

    private void line(P p) {
        boolean call = machine.version.syscallStatusOfP() && Syscalls.isIn(p);
        text.append("  P").append(p.id).append(": status=").append(call ? P.SYSCALL : p.status);
        text.append(" schedtick=").append(p.schedtick).append(" syscalltick=").append(p.syscalltick);
        M m = p.m;
        text.append(" m=")
                .append(id(m == null ? -1 : m.id))
                .append(" runqsize=")
                .append(p.runq.ringSize());
        text.append(" gfreecnt=0");
        if (machine.version.timersPerP()) {
            text.append(" timerslen=").append(p.timers.size());
        }
        text.append('\n');
    }

    private void line(M m) {
        P p = m.p;
        G curg = m.curg;
        G lockedg = m.lockedg;
        boolean blocked = m.phase == M.Phase.LOCKED || m.phase == M.Phase.PARKED && m.nextp == null;
        text.append("  M").append(m.id).append(": p=").append(id(p == null ? -1 : p.id));
        text.append(" curg=").append(id(curg == null ? -1 : curg.goid));
        text.append(" mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=")
                .append(m.spinning);
        text.append(" blocked=").append(blocked).append(" lockedg=").append(id(lockedg == null ? -1 : lockedg.goid));
        text.append('\n');
    }

    private void line(G g) {
        M m = g.m;
        M lockedm = g.lockedm;
        // A goroutine that never waited has no reason yet.
        String reason = g.hasWaited ? Traceback.reason(machine, g.waitReason) : "";
        text.append("  G")
                .append(g.goid)
                .append(": status=")
                .append(g.status)
                .append('(')
                .append(reason);
        text.append(") m=").append(id(m == null ? -1 : m.id)).append(" lockedm=");
        text.append(id(lockedm == null ? -1 : lockedm.id)).append('\n');
    }

    private String flag(boolean on) {
        return words ? Boolean.toString(on) : on ? "1" : "0";
    }

    private String id(int number) {
        return number < 0 && words ? "nil" : Integer.toString(number);
    }
}
