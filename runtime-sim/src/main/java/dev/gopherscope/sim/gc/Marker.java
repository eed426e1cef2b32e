package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.GoType;
import dev.gopherscope.sim.memory.MHeap;
import dev.gopherscope.sim.memory.MSpan;
import dev.gopherscope.sim.memory.SizeClasses;
import dev.gopherscope.sim.observe.ScanCounts;
import dev.gopherscope.sim.sched.G;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tri-colour marking: an object is white without its mark bit, grey while it is queued, black afterwards. Follows
 * {@code runtime/mgcmark.go} and, for whole spans, {@code mgcmark_greenteagc.go}. One queue of objects, last in first out, and one
 * of spans, first in first out, stand for those of all Ps.
 */
final class Marker {
    /** Larger objects are scanned in pieces of this size ({@code maxObletBytes}). */
    private static final long OBLET = 128 << 10;

    /** Globals are scanned in blocks of this size ({@code rootBlockBytes}). */
    private static final long ROOT_BLOCK = 256 << 10;

    /** A span of which at least an eighth waits is scanned as a whole, given a CPU with AVX-512. */
    private static final int DENSE = 8;

    private final Collector gc;
    private final MHeap heap;
    private final Roots roots;
    private final GcCosts costs;
    private final boolean scansSpans;

    private long[] grey = new long[1024];
    private int greyCount;
    private final ArrayDeque<MSpan> greySpans = new ArrayDeque<>();
    /** What {@code markroot} goes through, in its order. */
    private enum RootJobs {
        FINALIZERS,
        DATA,
        BSS,
        SPECIALS,
        STACKS
    }

    private List<Roots.Table> globals = List.of();
    private List<G> stacks = List.of();
    private RootJobs rootJobs = RootJobs.STACKS;
    /** Where the next block of {@link #rootJobs} begins: bytes of the runtime's own globals, then a table and a place in it. */
    private long blockOffset;

    private int nextGlobal;
    private int nextInGlobal;
    private int nextStack;
    private final Map<Integer, Integer> placeOfStack = new HashMap<>();

    /** Of the last {@link #drain}: work in bytes by kind, and what it costs in picoseconds. */
    long heapWork;

    long stackWork;
    long globalsWork;
    private long picos;

    /** Bytes of marked objects in this cycle, those allocated black not included. */
    long bytesMarked;

    /** Objects marked and pointers followed since the start of the run. */
    long objectsMarked;

    long pointersSeen;

    /** Bytes of initialised and other globals and of stacks of the runtime itself that are scanned in each cycle. */
    long runtimeDataBytes;

    long runtimeBssBytes;

    /** So many of the objects that the runtime refers to hang on initialised globals, the others on those of bss. */
    int runtimeFromData;

    long runtimeStackBytes;
    private boolean runtimeStacksScanned;
    private boolean rescanning;
    private final long[][] scans = new long[SizeClasses.COUNT][5];

    /** Who wants to know of each step; null if nobody does. */
    private @Nullable MarkSteps steps;

    private long visitedFrom;

    Marker(Collector gc, MHeap heap, Roots roots, GcCosts costs, boolean scansSpans) {
        this.gc = gc;
        this.heap = heap;
        this.roots = roots;
        this.costs = costs;
        this.scansSpans = scansSpans;
    }

    /** {@code gcPrepareMarkRoots}: the roots as they are now. */
    void prepare(List<G> goroutines) {
        bytesMarked = 0;
        globals = List.copyOf(roots.globals());
        stacks = goroutines;
        rootJobs = RootJobs.FINALIZERS;
        blockOffset = 0;
        nextGlobal = 0;
        nextInGlobal = 0;
        nextStack = 0;
        runtimeStacksScanned = false;
        rescanning = false;
        placeOfStack.clear();
        if (steps != null) {
            steps.cycleBegins();
        }
    }

    void setSteps(MarkSteps listener) {
        steps = listener;
    }

    /** Up to 1.7: with the world stopped, every stack is scanned once more. */
    void rescanStacks(List<G> goroutines) {
        stacks = goroutines;
        nextStack = 0;
        rescanning = true;
    }

    /** Whether the stack of a goroutine was scanned in this cycle: it is black. */
    boolean stackIsBlack(G g) {
        if (placeOfStack.isEmpty()) {
            for (int i = 0; i < stacks.size(); i++) {
                placeOfStack.put(stacks.get(i).goid(), i);
            }
        }
        return placeOfStack.getOrDefault(g.goid(), -1) < nextStack;
    }

    boolean hasWork() {
        return greyCount > 0 || !greySpans.isEmpty() || hasRoots();
    }

    private boolean hasRoots() {
        return rootJobs != RootJobs.STACKS || nextStack < stacks.size();
    }

    /** Bytes of scan work that the last {@link #drain} did. */
    long work() {
        return heapWork + stackWork + globalsWork;
    }

    /** {@code greyobject}: makes an object grey if it is white. Addresses outside of the heap are ignored. */
    void shade(long address) {
        MSpan span = address == 0 ? null : heap.spanOf(address);
        if (span == null) {
            return;
        }
        int index = span.index(address);
        if (index >= span.nelems || !span.mark(index)) {
            return;
        }
        if (steps != null) {
            steps.shaded(span.slot(index), visitedFrom, span.noscan());
        }
        bytesMarked += span.elemsize;
        objectsMarked++;
        picos += costs.markObject() * 1000;
        if (span.noscan()) {
            return;
        }
        if (scansSpans && heap.classes().marksInSpan(span)) {
            if (span.addPending(index)) {
                greySpans.addLast(span);
            }
        } else {
            push(span.slot(index));
        }
    }

    private void push(long address) {
        if (greyCount == grey.length) {
            grey = Arrays.copyOf(grey, greyCount * 2);
        }
        grey[greyCount++] = address;
    }

    /**
     * Does marking work. Workers take all roots first ({@code gcDrain}); goroutines that assist take a root only when no object waits
     * ({@code gcDrainN}). A root job is never cut.
     *
     * @param atLeast stop once so many bytes are scanned; less if there is no more work
     * @return what it cost in nanoseconds
     */
    long drain(long atLeast, boolean rootsFirst) {
        heapWork = 0;
        stackWork = 0;
        globalsWork = 0;
        picos = 0;
        while (work() < atLeast) {
            if (rootsFirst && hasRoots()) {
                markroot();
            } else if (greyCount > 0) {
                scanObject(grey[--greyCount]);
            } else if (!greySpans.isEmpty()) {
                scanSpan(greySpans.removeFirst());
            } else if (hasRoots()) {
                markroot();
            } else {
                break;
            }
        }
        long cost = picos / 1000;
        picos = 0;
        return cost;
    }

    /** {@code markroot}: the next root job. */
    private void markroot() {
        visitedFrom = 0;
        switch (rootJobs) {
            case FINALIZERS -> {
                for (long object : gc.specials().queued()) {
                    shade(object);
                }
                gc.freeDeadStacks();
                rootJobs = RootJobs.DATA;
            }
            case DATA -> {
                long block = Math.min(ROOT_BLOCK, runtimeDataBytes - blockOffset);
                if (blockOffset == 0) {
                    shadeAll(roots.runtime, 0, runtimeFromData);
                }
                scanGlobals(block);
                blockOffset += block;
                if (blockOffset == runtimeDataBytes) {
                    rootJobs = RootJobs.BSS;
                    blockOffset = 0;
                }
            }
            case BSS -> scanBss();
            case SPECIALS -> {
                for (long slot : gc.specials().finalizable()) {
                    scanForFinalizer(slot);
                }
                rootJobs = RootJobs.STACKS;
            }
            case STACKS -> {
                if (!runtimeStacksScanned) {
                    runtimeStacksScanned = true;
                    stackWork += runtimeStackBytes;
                    look(runtimeStackBytes);
                }
                scanStack(stacks.get(nextStack++));
            }
        }
    }

    private void scanGlobals(long bytes) {
        globalsWork += bytes;
        look(bytes);
    }

    /** One block of the globals that begin as zero: those of the runtime, then those of the program. */
    private void scanBss() {
        long block = Math.min(ROOT_BLOCK, runtimeBssBytes - blockOffset);
        scanGlobals(block);
        if (blockOffset == 0) {
            shadeAll(roots.runtime, runtimeFromData, roots.runtime.size());
            shadeAll(roots.waits, 0, roots.waits.size());
            shadeAll(roots.defers, 0, roots.defers.size());
        }
        blockOffset += block;
        long left = ROOT_BLOCK - block;
        while (blockOffset == runtimeBssBytes && nextGlobal < globals.size() && left >= GoType.PTR) {
            Roots.Table table = globals.get(nextGlobal);
            if (steps != null && nextInGlobal == 0 && table.size() > 0) {
                steps.rootScanned(table);
            }
            int n = (int) Math.clamp(table.size() - nextInGlobal, 0, left / GoType.PTR);
            shadeAll(table, nextInGlobal, nextInGlobal + n);
            scanGlobals((long) n * GoType.PTR);
            left -= (long) n * GoType.PTR;
            nextInGlobal += n;
            if (nextInGlobal >= table.size()) {
                nextGlobal++;
                nextInGlobal = 0;
            }
        }
        if (blockOffset == runtimeBssBytes && nextGlobal == globals.size()) {
            rootJobs = RootJobs.SPECIALS;
        }
    }

    private void shadeAll(Roots.Table table, int from, int to) {
        for (int i = from; i < to; i++) {
            shade(table.get(i));
        }
    }

    private void look(long bytes) {
        picos += bytes * costs.markBytePicos();
    }

    /** An object with a finalizer holds what it refers to, but not itself. */
    void scanForFinalizer(long slot) {
        MSpan span = heap.spanOf(slot);
        if (span != null && !span.noscan()) {
            visitedFrom = slot;
            long looked = visit(span, span.index(slot), 0, span.elemsize);
            heapWork += looked;
            look(looked);
        }
    }

    private void scan(Roots.Table table) {
        visitedFrom = 0;
        if (steps != null && table.size() > 0) {
            steps.rootScanned(table);
        }
        shadeAll(table, 0, table.size());
        look((long) GoType.PTR * table.size());
    }

    private void scanStack(G g) {
        g.scanned(gc.lastMarkTermination());
        if (g.status() == G.DEAD) {
            return;
        }
        visitedFrom = 0;
        shade(g.lastObject);
        shade(g.closure);
        for (Roots.Table table : roots.stack(g.goid())) {
            scan(table);
            stackWork += 8L * table.size();
        }
        boolean parked = g.status() == G.WAITING;
        long used = gc.stacks()
                .scan(g.stack, parked ? g.waitReason() : null, g.status() != G.SYSCALL && g.status() != G.RUNNING);
        stackWork += used;
        look(used);
        picos += rescanning ? costs.rescanStack() * 1000 : 0;
        if (steps != null) {
            steps.stackScanned(g.goid(), rescanning);
        }
    }

    /** {@code scanObject}: the address is that of a slot, or of a piece of a very large object. */
    private void scanObject(long address) {
        MSpan span = heap.spanOf(address);
        if (span == null) {
            throw new IllegalStateException("a grey object lies in no span: 0x" + Long.toHexString(address));
        }
        int index = span.index(address);
        long slot = span.slot(index);
        long from = address - slot;
        long to = span.elemsize;
        if (to - from > OBLET) {
            if (from == 0) {
                for (long piece = slot + OBLET; piece < slot + span.elemsize; piece += OBLET) {
                    push(piece);
                }
            }
            to = from + OBLET;
        }
        visitedFrom = slot;
        long looked = visit(span, index, from, to);
        scans[span.sizeClass()][0] += from == 0 ? 1 : 0;
        heapWork += looked;
        picos += costs.scanObject() * 1000;
        look(looked);
        if (steps != null && to == span.elemsize) {
            steps.scanned(slot);
        }
    }

    /** {@code scanSpan}: all objects of a span that wait, in the order of their addresses. */
    private void scanSpan(MSpan span) {
        long[] pending = span.takePending();
        int count = 0;
        for (long word : pending) {
            count += Long.bitCount(word);
        }
        boolean dense = count > 1 && count >= span.nelems / DENSE;
        for (int w = 0; w < pending.length; w++) {
            for (long bits = pending[w]; bits != 0; bits &= bits - 1) {
                int index = (w << 6) + Long.numberOfTrailingZeros(bits);
                visitedFrom = span.slot(index);
                long looked = visit(span, index, 0, span.elemsize);
                if (steps != null) {
                    steps.scanned(visitedFrom);
                }
                if (!dense) {
                    heapWork += looked;
                    picos += costs.scanObject() * 1000;
                    look(looked);
                }
            }
        }
        long[] counts = scans[span.sizeClass()];
        if (count == 1) {
            counts[0]++;
        } else {
            counts[dense ? 2 : 1] += count;
            counts[dense ? 4 : 3]++;
        }
        if (dense) {
            heapWork += count * span.elemsize;
            picos += count * span.elemsize * costs.denseBytePicos();
        }
    }

    /** Shades what a part of a slot points to; returns how many bytes had to be looked at. */
    private long visit(MSpan span, int index, long from, long to) {
        long[] words = span.words();
        GoType type = span.type(index);
        int base = (int) (index * (span.elemsize / GoType.PTR));
        if (type == null) {
            if (words != null) {
                int end = base + (int) (to / GoType.PTR);
                for (int i = base + (int) (from / GoType.PTR); i < end; i++) {
                    follow(words[i]);
                }
            }
            return to - from;
        }
        // The type is taken to repeat up to the end of the slot.
        int header = heap.classes().header(span) / GoType.PTR;
        int perElement = (int) (type.size() / GoType.PTR);
        int last = (int) (from / GoType.PTR);
        for (int i = Math.max(last, header); i < to / GoType.PTR; i++) {
            if (type.isPointer((i - header) % perElement)) {
                last = i + 1;
                if (words != null) {
                    follow(words[base + i]);
                }
            }
        }
        return last * (long) GoType.PTR - from;
    }

    /** What was scanned since the last call, by size class. */
    ScanCounts takeScanCounts() {
        var classes = new ArrayList<ScanCounts.OfClass>();
        for (int c = 0; c < scans.length; c++) {
            long[] n = scans[c];
            if (n[0] + n[1] + n[2] > 0) {
                classes.add(new ScanCounts.OfClass(SizeClasses.size(c), n[0], n[1], n[2], n[3], n[4]));
                Arrays.fill(n, 0);
            }
        }
        return new ScanCounts(classes);
    }

    private void follow(long pointer) {
        if (pointer != 0) {
            pointersSeen++;
            shade(pointer);
        }
    }
}
