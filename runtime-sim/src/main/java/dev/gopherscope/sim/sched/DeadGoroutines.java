package dev.gopherscope.sim.sched;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goroutines that have ended and wait for their next use: up to 64 at each P, the others in a common list, those with a stack apart.
 * Follows {@code gfput}, {@code gfget} and {@code gfpurge} in {@code runtime/proc.go}, {@code markrootFreeGStacks} in
 * {@code runtime/mgcmark.go}.
 */
final class DeadGoroutines {
    /** From so many on, a P gives away all but half of them. */
    private static final int MOST = 64;

    private static final int BATCH = 32;

    private final GList withStack = new GList();
    private final GList withoutStack = new GList();

    /** Goroutines, last in first out: {@code gList}. */
    static final class GList {
        private @Nullable G head;
        private int size;

        void push(G g) {
            g.schedlink = head;
            head = g;
            size++;
        }

        @Nullable
        G pop() {
            G g = head;
            if (g != null) {
                head = g.schedlink;
                g.schedlink = null;
                size--;
            }
            return g;
        }

        /** Puts all of another list on top of this one, in their order. */
        void pushAll(GList other) {
            G last = other.head;
            if (last == null) {
                return;
            }
            while (last.schedlink != null) {
                last = last.schedlink;
            }
            last.schedlink = head;
            head = other.head;
            size += other.size;
            other.head = null;
            other.size = 0;
        }
    }

    void put(P p, G g) {
        p.gFree.push(g);
        if (p.gFree.size >= MOST) {
            giveAway(p, BATCH - 1);
        }
    }

    private void giveAway(P p, int kept) {
        var stacks = new GList();
        var noStacks = new GList();
        while (p.gFree.size > kept) {
            G g = p.gFree.pop();
            if (g != null) {
                (g.stack.size() == 0 ? noStacks : stacks).push(g);
            }
        }
        withoutStack.pushAll(noStacks);
        withStack.pushAll(stacks);
    }

    /** A dead goroutine, one with a stack if there is any; null if there is none at all. */
    @Nullable
    G get(P p) {
        if (p.gFree.size == 0) {
            while (p.gFree.size < BATCH) {
                G g = withStack.pop();
                if (g == null) {
                    g = withoutStack.pop();
                }
                if (g == null) {
                    break;
                }
                p.gFree.push(g);
            }
        }
        return p.gFree.pop();
    }

    /** A P goes away: {@code gfpurge}. */
    void purge(P p) {
        giveAway(p, 0);
    }

    /** The collector takes the stacks of the common list; those at the Ps keep theirs. */
    void freeStacks(Consumer<G> free) {
        G g;
        while ((g = withStack.pop()) != null) {
            free.accept(g);
            withoutStack.push(g);
        }
    }
}
