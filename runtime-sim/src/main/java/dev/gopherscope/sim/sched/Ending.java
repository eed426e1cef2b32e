package dev.gopherscope.sim.sched;

import dev.gopherscope.sim.engine.EventQueue;
import dev.gopherscope.sim.stack.Stack;

/** How a run ends other than by the return of main: fatal errors, deadlocks ({@code checkdead} in {@code runtime/proc.go}), a stop from outside. */
final class Ending {
    private final Machine machine;

    Ending(Machine machine) {
        this.machine = machine;
    }

    /**
     * Ends the run with Go's {@code fatal error}, which no goroutine can catch. Does not return to a goroutine.
     *
     * @param text Go's text without "fatal error: "
     * @param explanation one sentence that says what happened
     */
    void fatal(String text, String explanation) {
        machine.finish(Traceback.fatal(machine, machine.current, text, explanation));
        G g = machine.current;
        if (g != null) {
            machine.charges.suspend(g, G.Yield.CHARGE);
        }
    }

    /** Ends the run because a stack would exceed its limit: {@code newstack} in {@code runtime/stack.go}. */
    void stackOverflow(Stack stack, long used, long limit, long levels, String function) {
        String head = "runtime: goroutine stack exceeds " + limit + "-byte limit\n"
                + "runtime: sp=0x" + Long.toHexString(stack.hi() - used) + " stack=[0x"
                + Long.toHexString(stack.lo()) + ", 0x" + Long.toHexString(stack.hi()) + "]\n"
                + "fatal error: stack overflow";
        G g = machine.current;
        String first = g == null ? "" : Traceback.overflowed(machine, g, levels, function);
        machine.finish(new Outcome(
                head,
                "The stack of " + machine.recorder.name(stack.goid) + " had " + stack.size()
                        + " bytes and was full after " + levels
                        + " calls; twice as much would exceed the limit. No recover can catch that.",
                first + Traceback.dump(machine),
                null));
        if (g != null) {
            machine.charges.suspend(g, G.Yield.CHARGE);
        }
    }

    /** The kernel killed the process: nothing of it runs any more, not even to print a text. */
    void killed(String explanation) {
        machine.finish(new Outcome(Outcome.KILLED, explanation, "", null));
        G g = machine.current;
        if (g != null) {
            machine.charges.suspend(g, G.Yield.CHARGE);
        }
    }

    /** The process gets the signal that makes it print all goroutines and end: {@code sighandler} in {@code runtime/signal_unix.go}. */
    void quit() {
        machine.finish(new Outcome(
                "SIGQUIT: quit",
                "The process got SIGQUIT: it printed all goroutines and ended.",
                Traceback.everyone(machine),
                null));
    }

    /** Somebody asked the run to stop. */
    void interrupted() {
        machine.finish(new Outcome(
                Outcome.INTERRUPTED, "The run was asked to stop and ended here.", Traceback.dump(machine), null));
    }

    /**
     * Whether nothing can ever happen again although Go does not call it a deadlock, because a thread waits for the network. The real
     * program would stand still; here the run ends.
     */
    boolean hangs() {
        if (machine.pendingCallbacks() > 0 || machine.finished()) {
            return machine.finished();
        }
        for (M m : machine.allm) {
            if (m.appointment != EventQueue.NEVER) {
                return false;
            }
        }
        machine.finish(new Outcome(
                Outcome.HANGS,
                "Everybody waits, one of them for the network, so Go reports no deadlock: the real program would wait for ever.",
                Traceback.dump(machine),
                null));
        return true;
    }

    /** {@code os.Exit}: the process ends at once, no deferred calls run. */
    void exit(int code) {
        machine.finish(
                code == 0
                        ? Outcome.OK
                        : new Outcome("exit status " + code, "The program called exit(" + code + ").", "", null));
        G g = machine.current;
        if (g != null) {
            machine.charges.suspend(g, G.Yield.CHARGE);
        }
    }

    /** Go's {@code checkdead}: called when a thread parks. */
    void checkdead() {
        if (machine.threads.running() > 0 || machine.finished()) {
            return;
        }
        for (P p : machine.allp) {
            if (!p.timers.isEmpty()) {
                return;
            }
        }
        if (machine.pendingCallbacks() > 0 || machine.netpoll.hasArrived()) {
            return;
        }
        if (machine.goroutines.count() == 0) {
            fatal(
                    "no goroutines (main called runtime.Goexit) - deadlock!",
                    "main ended itself with Goexit, and no other goroutine is left that could end the program.");
        } else {
            fatal("all goroutines are asleep - deadlock!", Traceback.explainDeadlock(machine));
        }
    }
}
