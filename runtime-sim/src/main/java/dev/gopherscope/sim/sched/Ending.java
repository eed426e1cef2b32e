package dev.gopherscope.sim.sched;

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

    /** Somebody asked the run to stop. */
    void interrupted() {
        machine.finish(new Outcome(
                Outcome.INTERRUPTED, "The run was asked to stop and ended here.", Traceback.dump(machine), null));
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
        if (machine.pendingCallbacks() > 0) {
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
