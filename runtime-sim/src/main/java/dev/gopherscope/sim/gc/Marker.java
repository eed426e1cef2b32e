package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.sched.G;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tri-colour marking: an object is white without its mark bit, grey while it is queued, black afterwards. Follows
 * {@code runtime/mgcmark.go}; one queue stands for the work buffers of all Ps, and objects are taken from it last in, first out.
 */
final class Marker {
    /** Bytes of stack that a goroutine without deep calls uses: measured with 1,000 parked goroutines, Go 1.26. */
    static final long STACK_BYTES = 430;

    private final MHeap heap;
    private final Roots roots;
    private long[] grey = new long[1024];
    private int greyCount;
    private List<Roots.Table> globals = List.of();
    private List<G> stacks = List.of();
    private int nextGlobal;
    private int nextStack;

    /** Of the last {@link #drain}: work in bytes by kind, and objects that were only marked. */
    long heapWork;

    long stackWork;
    long globalsWork;
    long objects;

    /** Bytes of marked objects in this cycle, those allocated black not included. */
    long bytesMarked;

    /** Bytes of globals and stacks of the runtime itself that are scanned in each cycle. */
    long runtimeGlobalsBytes;

    long runtimeStackBytes;
    private boolean runtimeScanned;

    Marker(MHeap heap, Roots roots) {
        this.heap = heap;
        this.roots = roots;
    }

    /** {@code gcMarkRootPrepare}: the roots as they are now. */
    void prepare(List<G> goroutines) {
        greyCount = 0;
        bytesMarked = 0;
        globals = List.copyOf(roots.globals());
        stacks = goroutines;
        nextGlobal = 0;
        nextStack = 0;
        runtimeScanned = runtimeGlobalsBytes + runtimeStackBytes == 0;
    }

    boolean hasWork() {
        return !runtimeScanned || greyCount > 0 || nextGlobal < globals.size() || nextStack < stacks.size();
    }

    /** {@code shade}: makes an object grey if it is white. Addresses outside of the heap are ignored. */
    void shade(long address) {
        MSpan span = address == 0 ? null : heap.spanOf(address);
        if (span == null) {
            return;
        }
        int index = span.index(address);
        if (index >= span.nelems || !span.mark(index)) {
            return;
        }
        bytesMarked += span.elemsize;
        objects++;
        if (!span.noscan()) {
            if (greyCount == grey.length) {
                grey = Arrays.copyOf(grey, greyCount * 2);
            }
            grey[greyCount++] = span.base + index * span.elemsize;
        }
    }

    /**
     * Does marking work, roots first.
     *
     * @param atLeast stop once so many bytes are scanned; less if there is no more work
     */
    void drain(long atLeast) {
        heapWork = 0;
        stackWork = 0;
        globalsWork = 0;
        objects = 0;
        while (heapWork + stackWork + globalsWork < atLeast) {
            if (!runtimeScanned) {
                runtimeScanned = true;
                globalsWork += runtimeGlobalsBytes;
                stackWork += runtimeStackBytes;
            } else if (nextGlobal < globals.size()) {
                scan(globals.get(nextGlobal++));
            } else if (nextStack < stacks.size()) {
                scanStack(stacks.get(nextStack++));
            } else if (greyCount > 0) {
                scanObject(grey[--greyCount]);
            } else {
                return;
            }
        }
    }

    private void scan(Roots.Table table) {
        for (int i = 0; i < table.size(); i++) {
            shade(table.get(i));
        }
        globalsWork += 8L * table.size();
    }

    private void scanStack(G g) {
        if (g.status() == G.DEAD) {
            return;
        }
        shade(g.lastObject);
        for (Roots.Table table : roots.stack(g.goid())) {
            for (int i = 0; i < table.size(); i++) {
                shade(table.get(i));
            }
            stackWork += 8L * table.size();
        }
        stackWork += STACK_BYTES;
    }

    private void scanObject(long address) {
        MSpan span = heap.spanOf(address);
        if (span == null) {
            throw new IllegalStateException("a grey object lies in no span: 0x" + Long.toHexString(address));
        }
        long @Nullable [] pointers = span.pointers(span.index(address));
        if (pointers != null) {
            for (long pointer : pointers) {
                if (pointer != 0) {
                    shade(pointer);
                }
            }
        }
        heapWork += span.elemsize;
    }
}
