package dev.gopherscope.sim;

/**
 * A stretch of one goroutine that the program gave a name: {@code trace.Region}. Regions of a goroutine nest. Closing it is
 * {@code defer region.End()}.
 *
 * {@snippet file="dev/gopherscope/sim/examples/ObjectExamplesTest.java" region="Region"}
 */
public final class Region implements AutoCloseable {
    private final UserTasks tasks;
    final String type;
    final int goid;
    final long arg;
    final int event;

    Region(UserTasks tasks, String type, int goid, long arg, int event) {
        this.tasks = tasks;
        this.type = type;
        this.goid = goid;
        this.arg = arg;
        this.event = event;
    }

    /**
     * {@code region.End()}.
     *
     * @throws IllegalStateException if another goroutine began it, one inside it is open, or it has ended
     */
    public void end() {
        tasks.end(this);
    }

    /** The stack of a goroutine that is left over unwinds when the run has ended: nothing is recorded then. */
    void endIfRunning() {
        if (!tasks.isOver()) {
            end();
        }
    }

    /** The same as {@link #end}. */
    @Override
    public void close() {
        end();
    }

    @Override
    public String toString() {
        return type;
    }
}
