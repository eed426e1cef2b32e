package dev.gopherscope.sim.memory;

/**
 * What the kernel counts for the container of the process, and what it does at the limits. Follows the memory controller of Linux
 * control groups, {@code Documentation/admin-guide/cgroup-v2.rst} and {@code mm/memcontrol.c}. Simplified: memory is charged
 * when the runtime first hands out a page, as if the program wrote to it at once; clean page cache is given up before anything
 * else happens; there is no swap.
 */
public final class MemoryCgroup {
    /** "max" in {@code memory.max}: no limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Resident memory of a small Go process besides heap and stacks; measured: 2,396 KiB, go1.26.8. */
    public static final long BASE = 2_396L << 10;

    /** One page of page tables maps so many bytes (x86-64: 512 entries of 4 KiB). */
    private static final long PAGE_TABLE_SPAN = 512;

    /** {@code MEMCG_DELAY_PRECISION_SHIFT}, {@code MEMCG_DELAY_SCALING_SHIFT} and the longest delay, two seconds. */
    private static final int PRECISION = 20;

    private static final int SCALING = 14;
    private static final long MOST_DELAY = 2_000_000_000L;
    private static final long LEAST_DELAY = 10_000_000L;
    /** Pages that the kernel charges at once ({@code MEMCG_CHARGE_BATCH}); delays are for so many. */
    private static final long BATCH = 64L * 4096;

    private final long max;
    private final long high;
    private long anon = BASE;
    private long offHeap;
    private long file;
    private long shmem;
    private long peak;
    private long highEvents;
    private long maxEvents;
    private boolean killed;
    private long sinceDelay;

    /**
     * A container.
     *
     * @param max {@code memory.max} in bytes
     * @param high {@code memory.high} in bytes
     */
    public MemoryCgroup(long max, long high) {
        this.max = max;
        this.high = high;
    }

    public long max() {
        return max;
    }

    public long high() {
        return high;
    }

    /** Anonymous memory in bytes: Go's mapped memory, mappings outside of it, the rest of the process. */
    public long anon() {
        return anon + offHeap;
    }

    /** Resident memory of the process in bytes: {@code VmRSS}. */
    public long rss() {
        return anon();
    }

    /** Clean page cache in bytes. */
    public long file() {
        return file;
    }

    /** Files in memory (tmpfs), which cannot be given up. */
    public long shmem() {
        return shmem;
    }

    /** Bytes mapped outside of Go's heap. */
    public long offHeap() {
        return offHeap;
    }

    private long kernel() {
        return anon() / PAGE_TABLE_SPAN;
    }

    /** {@code memory.current}: what is compared with the limits. */
    public long current() {
        return anon() + file + shmem + kernel();
    }

    /** The highest {@code memory.current} so far. */
    public long peak() {
        return peak;
    }

    /** Whether the kernel killed the process. */
    public boolean killed() {
        return killed;
    }

    /** Go's part of the resident memory is now so many bytes. Returns how long the allocating thread has to wait. */
    public long goMemory(long bytes) {
        long grown = Math.max(0, BASE + bytes - anon);
        anon = BASE + bytes;
        return charge(grown);
    }

    /** Maps memory outside of Go and writes to it; a negative number unmaps. */
    public long map(long bytes) {
        offHeap += bytes;
        return charge(Math.max(0, bytes));
    }

    /** Reads files: their pages stay in the page cache as long as there is room. */
    public long read(long bytes) {
        file += bytes;
        return charge(bytes);
    }

    /** Writes files that live in memory; a negative number deletes them. */
    public long tmpfs(long bytes) {
        shmem += bytes;
        return charge(Math.max(0, bytes));
    }

    private long charge(long grown) {
        long over = current() - Math.min(max, high);
        if (over > 0 && file > 0) {
            file -= Math.min(file, over);
        }
        peak = Math.max(peak, Math.min(current(), max));
        if (current() > max) {
            maxEvents++;
            killed = true;
            return 0;
        }
        if (current() <= high || grown == 0) {
            return 0;
        }
        highEvents++;
        sinceDelay += grown;
        if (sinceDelay < BATCH) {
            return 0;
        }
        long pages = sinceDelay / 4096;
        sinceDelay = 0;
        // calculate_high_delay: the square of the overage, for each 32 pages.
        double overage = (double) ((current() - high) << PRECISION) / (double) Math.max(high, 1);
        double delay = overage * overage * 1e9 / Math.pow(2, PRECISION + SCALING) * (double) pages / 64;
        long nanos = (long) Math.min(delay, (double) MOST_DELAY);
        return nanos < LEAST_DELAY ? 0 : nanos;
    }

    /** The files of version 2, name and content, as a container sees them below {@code /sys/fs/cgroup}. */
    public String files() {
        return "memory.max       " + limit(max)
                + "\nmemory.high      " + limit(high)
                + "\nmemory.current   " + current()
                + "\nmemory.peak      " + peak
                + "\nmemory.events    low 0, high " + highEvents + ", max " + maxEvents + ", oom " + (killed ? 1 : 0)
                + ", oom_kill " + (killed ? 1 : 0)
                + "\nmemory.stat      anon " + anon() + ", file " + (file + shmem) + ", kernel " + kernel()
                + ", pagetables " + kernel() + ", shmem " + shmem;
    }

    /** The files of version 1, which have other names. */
    public String filesV1() {
        return "memory.limit_in_bytes      " + (max == UNLIMITED ? UNLIMITED / 4096 * 4096 : max)
                + "\nmemory.usage_in_bytes      " + current()
                + "\nmemory.max_usage_in_bytes  " + peak
                + "\nmemory.failcnt             " + maxEvents
                + "\nmemory.stat                rss " + anon() + ", cache " + (file + shmem) + ", shmem " + shmem;
    }

    private static String limit(long bytes) {
        return bytes == UNLIMITED ? "max" : Long.toString(bytes);
    }
}
