package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;

/**
 * The flag of a map that tells of use by several goroutines at once: {@code writing} in {@code internal/runtime/maps/map.go},
 * {@code hashWriting} before Go 1.24. The program ends when one finds it set; that is luck, not a lock.
 */
public final class MapFlags {
    private final Sched sched;
    private boolean writing;

    /** The flag of a new map. */
    public MapFlags(Sched sched) {
        this.sched = sched;
    }

    /** A goroutine reads an entry. */
    public void read() {
        sched.enter("map read", 0);
        check("concurrent map read and map write");
        sched.charge(sched.costs().mapOp());
    }

    /** A goroutine looks at the next entry of an iteration. */
    public void iterate() {
        sched.enter("map iteration", 0);
        check("concurrent map iteration and map write");
        sched.charge(sched.costs().mapOp());
    }

    /** A goroutine changes an entry. */
    public void write() {
        sched.enter("map write", 0);
        check("concurrent map writes");
        writing = true;
        sched.operation("map write goes on", sched.costs().mapOp());
        if (!writing) {
            die("concurrent map writes");
        }
        writing = false;
    }

    private void check(String text) {
        if (writing) {
            die(text);
        }
    }

    private void die(String text) {
        sched.fatal(text, "Two goroutines used a map at the same time and one of them changed it; maps need a lock.");
    }
}
