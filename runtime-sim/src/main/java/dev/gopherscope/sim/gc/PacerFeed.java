package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.memory.MHeap;

/** Tells the pacer what the heap has: the figures that Go keeps in {@code gcController} itself. */
final class PacerFeed {
    private final MHeap heap;
    private final Pacer pacer;
    /** Memory that the runtime of a real process has besides heap and stacks. */
    private long otherSys;

    PacerFeed(MHeap heap, Pacer pacer) {
        this.heap = heap;
        this.pacer = pacer;
    }

    void setOtherSys(long bytes) {
        otherSys = bytes;
    }

    void addOtherSys(long bytes) {
        otherSys += bytes;
    }

    long otherSys() {
        return otherSys;
    }

    void sync() {
        pacer.heapLive = heap.heapLive();
        pacer.heapScan = heap.heapScan();
        pacer.heapFree = heap.heapFree();
        pacer.mappedReady =
                (heap.pagesInUse() + heap.manualPages()) * 8192L + pacer.heapFree + heap.mspanSys() + otherSys;
        pacer.totalAlloc = heap.totalAlloc();
        pacer.totalFree = heap.totalAlloc() - heap.heapAlloc();
    }
}
