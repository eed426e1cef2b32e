package dev.gopherscope.sim.observe;

/**
 * One step of marking or of the program beside it, as {@link MarkingView} keeps them.
 *
 * @param kind what happened
 * @param object index of the object it is about in {@link MarkingView#objects}, -1 if none
 * @param other index of the object that the pointer lies in (SHADE) or that is stored (STORE), -1 if none
 * @param slot word of the object that is written (STORE), otherwise 0
 * @param where a root, for ROOT, STACK, RESCAN and ROOT_STORE
 * @param timeNanos virtual time
 */
public record MarkStep(Kind kind, int object, int other, long slot, String where, long timeNanos) {

    /** What can happen. */
    public enum Kind {
        /** An object was allocated: white, or black while marking is on. */
        ALLOC("allocated"),
        /** A collection began: everything is white. */
        CYCLE("a collection begins"),
        /** A global variable was scanned. */
        ROOT("root scanned"),
        /** A stack was scanned; it is black from now on. */
        STACK("stack scanned"),
        /** A stack was scanned again with the world stopped. */
        RESCAN("stack scanned again"),
        /** An object became grey, or black at once if it holds no pointers. */
        SHADE("becomes grey"),
        /** The same, by a write barrier. */
        BARRIER("becomes grey by the write barrier"),
        /** An object was scanned: it is black. */
        SCAN("is scanned, black now"),
        /** A pointer was stored in an object. */
        STORE("pointer stored"),
        /** A variable got a pointer. */
        ROOT_STORE("variable set"),
        /** Marking ended without finding the object: it will be swept. */
        DIES("is white at the end: swept"),
        /** Marking ended without finding it, but it has a finalizer: it lives until that has run. */
        REVIVED("is white at the end: its finalizer runs");

        /** In words. */
        public final String text;

        Kind(String text) {
            this.text = text;
        }
    }
}
