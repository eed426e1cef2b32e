package dev.gopherscope.sim.lab;

import java.util.Locale;

/** Why a service runs out of memory: the rows of the decision table, in the order in which to ask. */
public enum Cause {
    LEAK_IN_MAP(
            "live heap (after GC) rises towards the limit, in many equal objects",
            "leak or unbounded cache",
            "difference of two profiles, inuse_space",
            "bound it, expire entries, drop references"),
    GENEROUS_GOGC(
            "live heap flat, NextGC above memory.max",
            "GOGC too generous for the limit",
            "NextGC, and the peak between two cycles",
            "GOMEMLIMIT at about 90 % of memory.max, or a lower GOGC"),
    FRAGMENTATION(
            "HeapInuse far above HeapAlloc right after a collection",
            "fragmentation",
            "memory map, table by size class",
            "separate lifetimes, copy the survivors"),
    SUB_SLICE(
            "live heap rises in few large objects of which a small part is used",
            "a small slice or string keeps a big array alive",
            "profile by size of object, explain(object)",
            "clone the part that is needed"),
    GOROUTINE_LEAK(
            "StackInuse and the number of goroutines rise",
            "goroutine leak",
            "goroutine profile",
            "cancel what nobody waits for"),
    IDLE_NOT_RETURNED(
            "HeapIdle - HeapReleased large",
            "freed, but not yet returned to the system",
            "FreeOSMemory as a test",
            "memory limit, smaller batches"),
    OFF_HEAP(
            "RSS far above Sys - HeapReleased",
            "memory outside of Go: cgo, mmap",
            "maps of the process; pprof is blind",
            "unmap it there; count it in the limit"),
    TMPFS(
            "memory.current far above RSS",
            "tmpfs, page cache, another process",
            "memory.stat: shmem and file",
            "delete the files; not Go"),
    LIMIT_TOO_TIGHT(
            "cycle rate explodes, GC CPU rises towards 50 %",
            "death spiral: GOMEMLIMIT hardly above the live heap",
            "gctrace, /gc/limiter/last-enabled",
            "more memory, or less live heap");

    private final String reading;
    private final String suspect;
    private final String confirm;
    private final String cure;

    Cause(String reading, String suspect, String confirm, String cure) {
        this.reading = reading;
        this.suspect = suspect;
        this.confirm = confirm;
        this.cure = cure;
    }

    /** What the instruments show. */
    public String reading() {
        return reading;
    }

    /** What that makes one suspect. */
    public String suspect() {
        return suspect;
    }

    /** The instrument that confirms it. */
    public String confirm() {
        return confirm;
    }

    /** What helps. */
    public String cure() {
        return cure;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
