package dev.gopherscope.sim.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events of one run in primitive columns, in chunks, and hashes them. Views are queries over the columns.
 *
 * <p>An event's id is its position, from 1; {@link #NONE} stands for "no event". Events must come in the order of virtual
 * time. When {@link #capacity} is reached, further events are counted and hashed but not kept, and {@link #dropped} tells.
 */
public final class Recorder {
    /** The id that no event has; also what {@link #record} returns if events are not kept. */
    public static final int NONE = 0;

    /** The queue of a {@link #link} that stands for the global run queue. */
    public static final int GLOBAL = -1;

    /** The queue of a {@link #link} that stands for no queue at all. */
    public static final int NO_QUEUE = -2;

    /** Kept events if nothing else is said: about 370 MB of columns at most. */
    public static final int DEFAULT_CAPACITY = 16_000_000;

    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;
    /** Room in the first chunk at the start: small runs are many. */
    private static final int FIRST = 256;

    private static final EventKind[] KINDS = EventKind.values();

    private final RecordingLevel level;
    private final int capacity;
    private final boolean full;
    /** Made only if something is hashed: the first use of a digest costs a JVM some ten milliseconds. */
    private final @Nullable TraceHash hash;

    private final long[] counts = new long[KINDS.length];
    private final RunQueueSampler sampler;

    private Chunk[] chunks = new Chunk[8];
    private Chunk last = new Chunk(0, 0);
    /** The number of events at which {@link #last} is full. */
    private int room;

    private int size;
    private long dropped;

    private final List<Pause> pauses = new ArrayList<>();
    private final Map<Integer, String> labels = new HashMap<>();
    private final Map<Integer, String> lockNames = new HashMap<>();
    private int locks;
    /** Virtual times at which {@code sched.needspinning} changed, on first. */
    private long[] needSpinning = new long[8];

    private int needSpinnings;
    private final Places places = new Places();
    private final Map<String, Integer> internIds = new HashMap<>();
    private final List<String> interned = new ArrayList<>();

    /** One stretch of the columns. */
    private static final class Chunk {
        /** Time of the first event, and for each how much later it was: four bytes are enough for four seconds. */
        final long base;

        final int[] delta;
        /** Whole times, once one did not fit. */
        long @Nullable [] wide;

        final long[] arg;
        final int[] g;
        final int[] cause;
        final short[] p;
        final byte[] kind;

        Chunk(int n, long firstTime) {
            base = firstTime;
            delta = new int[n];
            arg = new long[n];
            g = new int[n];
            cause = new int[n];
            p = new short[n];
            kind = new byte[n];
        }

        /** The same events, with room for n. */
        Chunk(Chunk smaller, int n) {
            base = smaller.base;
            delta = Arrays.copyOf(smaller.delta, n);
            wide = smaller.wide == null ? null : Arrays.copyOf(smaller.wide, n);
            arg = Arrays.copyOf(smaller.arg, n);
            g = Arrays.copyOf(smaller.g, n);
            cause = Arrays.copyOf(smaller.cause, n);
            p = Arrays.copyOf(smaller.p, n);
            kind = Arrays.copyOf(smaller.kind, n);
        }

        void setTime(int i, long time) {
            long later = time - base;
            if (wide == null && later >>> 32 == 0) {
                delta[i] = (int) later;
            } else {
                widen()[i] = time;
            }
        }

        private long[] widen() {
            long[] times = wide;
            if (times == null) {
                times = new long[delta.length];
                for (int i = 0; i < times.length; i++) {
                    times[i] = base + (delta[i] & 0xFFFFFFFFL);
                }
                wide = times;
            }
            return times;
        }

        long time(int i) {
            return wide != null ? wide[i] : base + (delta[i] & 0xFFFFFFFFL);
        }
    }

    /**
     * A recorder for one run.
     *
     * @param level how much to keep
     * @param capacity how many events to keep at most, at level FULL
     * @param procs GOMAXPROCS, for the sampled run-queue lengths
     */
    public Recorder(RecordingLevel level, int capacity, int procs) {
        this.level = level;
        this.capacity = capacity;
        this.full = level == RecordingLevel.FULL;
        this.hash = level != RecordingLevel.OFF ? new TraceHash() : null;
        this.sampler = new RunQueueSampler(procs);
    }

    /** A recorder for one run with the default capacity. */
    public Recorder(RecordingLevel level, int procs) {
        this(level, DEFAULT_CAPACITY, procs);
    }

    /** How much is kept. */
    public RecordingLevel level() {
        return level;
    }

    /** How many events are kept at most. */
    public int capacity() {
        return capacity;
    }

    /** An actor (or a count) and a queue (P id, {@link #GLOBAL} or {@link #NO_QUEUE}) in one argument. */
    public static long link(int actor, int queue) {
        return (long) actor << 16 | (queue + 2);
    }

    /** The actor (or count) of a {@link #link}. */
    public static int linkActor(long link) {
        return (int) (link >> 16);
    }

    /** The queue of a {@link #link}. */
    public static int linkQueue(long link) {
        return (int) (link & 0xFFFF) - 2;
    }

    /**
     * Records one event.
     *
     * @param time virtual nanoseconds, not before the event before
     * @param kind what happened
     * @param p the P it happened on, -1 if none
     * @param g the goroutine it is about, 0 if none
     * @param arg the argument, as the kind says
     * @param cause the id of the event that made this one possible, or {@link #NONE}
     * @return the id of the event, {@link #NONE} if it is not kept
     */
    public int record(long time, EventKind kind, int p, int g, long arg, int cause) {
        counts[kind.ordinal()]++;
        TraceHash h = hash;
        return h != null ? keep(h, time, kind, p, g, arg, cause) : NONE;
    }

    private int keep(TraceHash hash, long time, EventKind kind, int p, int g, long arg, int cause) {
        if (!full || size == capacity) {
            hash.event(time, kind.code, p, g, arg, 0);
            sampler.event(time, kind, p, arg);
            if (full) {
                dropped++;
            }
            return NONE;
        }
        if (size == room) {
            grow(time);
        }
        int i = size & MASK;
        Chunk c = last;
        c.setTime(i, time);
        c.arg[i] = arg;
        c.g[i] = g;
        c.cause[i] = cause;
        c.p[i] = (short) p;
        c.kind[i] = (byte) kind.ordinal();
        int id = ++size;
        hash.event(time, kind.code, p, g, arg, cause == NONE ? 0 : id - cause);
        return id;
    }

    private void grow(long time) {
        int n = size >> CHUNK_BITS;
        if (n == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * n);
        }
        if (size == 0) {
            last = new Chunk(FIRST, time);
            room = FIRST;
        } else if (size < CHUNK) {
            room = 2 * size;
            last = new Chunk(last, room);
        } else {
            last = new Chunk(CHUNK, time);
            room = size + CHUNK;
        }
        chunks[n] = last;
    }

    /** How many events are kept; their ids are 1 to this number. */
    public int size() {
        return size;
    }

    /** How many events were not kept because the capacity was reached. */
    public long dropped() {
        return dropped;
    }

    /** How many events of a kind happened, at every level. */
    public long count(EventKind kind) {
        return counts[kind.ordinal()];
    }

    /** How many events of all kinds happened, at every level. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** Virtual time of an event in nanoseconds. */
    public long time(int id) {
        return chunk(id).time(id - 1 & MASK);
    }

    /** Kind of an event. */
    public EventKind kind(int id) {
        return KINDS[chunk(id).kind[id - 1 & MASK]];
    }

    /** P of an event, -1 if none. */
    public int p(int id) {
        return chunk(id).p[id - 1 & MASK];
    }

    /** Goroutine of an event, 0 if none. */
    public int g(int id) {
        return chunk(id).g[id - 1 & MASK];
    }

    /** Argument of an event; its kind says what it means. */
    public long arg(int id) {
        return chunk(id).arg[id - 1 & MASK];
    }

    /** Id of the event that made an event possible, {@link #NONE} if none is known. */
    public int cause(int id) {
        return chunk(id).cause[id - 1 & MASK];
    }

    private Chunk chunk(int id) {
        if (id < 1 || id > size) {
            throw new IndexOutOfBoundsException("event " + id + " of " + size + " kept events");
        }
        return chunks[id - 1 >> CHUNK_BITS];
    }

    /** Gives a goroutine a name; the name is part of the trace hash. */
    public void label(int g, String name) {
        labels.put(g, name);
        if (hash != null) {
            hash.text(name);
        }
    }

    /** The label of a goroutine, null if it has none. */
    public @Nullable String label(int g) {
        return labels.get(g);
    }

    /** The name of a goroutine: its label, "main" for number 1, "goroutine N" otherwise. */
    public String name(int g) {
        String label = labels.get(g);
        return label != null ? label : g == 1 ? "main" : "goroutine " + g;
    }

    /** Numbers of the goroutines that have a label, ascending. */
    public int[] labelled() {
        return labels.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /**
     * A number for a new lock, from 1.
     *
     * @param name what views call it, null for "lock N"
     */
    public int newLock(@Nullable String name) {
        locks++;
        if (name != null) {
            lockNames.put(locks, name);
        }
        return locks;
    }

    /** The name of a lock. */
    public String lockName(int lock) {
        return lockNames.getOrDefault(lock, "lock " + lock);
    }

    /** A number for a text, to be used as an argument; the same text always gets the same number within a run. */
    public int intern(String text) {
        Integer known = internIds.get(text);
        if (known != null) {
            return known;
        }
        interned.add(text);
        internIds.put(text, interned.size());
        return interned.size();
    }

    /** The text of a number that {@link #intern} gave. */
    public String text(long id) {
        return interned.get((int) id - 1);
    }

    /** SHA-256 of the canonical byte stream, 64 hex digits; empty at level OFF. */
    public String traceHash() {
        return hash != null ? hash.hex() : "";
    }

    /**
     * {@code sched.needspinning} changes. It is kept beside the events, for the texts that print it, and is no part of the hash.
     *
     * @param on must differ from what it was; off at the beginning
     */
    public void needSpinning(long time, boolean on) {
        if (full && size < capacity) {
            if (on != (needSpinnings % 2 == 0)) {
                throw new IllegalStateException("needspinning is " + on + " already");
            }
            if (needSpinnings == needSpinning.length) {
                needSpinning = Arrays.copyOf(needSpinning, 2 * needSpinnings);
            }
            needSpinning[needSpinnings++] = time;
        }
    }

    /** Whether {@code sched.needspinning} was set after all that happened until a virtual time. */
    public boolean needSpinningAt(long time) {
        int low = 0;
        int high = needSpinnings;
        while (low < high) {
            int middle = low + high >>> 1;
            if (needSpinning[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low % 2 == 1;
    }

    /** Where goroutines were in the text of the program; no part of the hash. */
    public Places places() {
        return places;
    }

    /** Adds a finished stop of the world; kept at every level. */
    public void pause(Pause pause) {
        pauses.add(pause);
    }

    /** Every finished stop of the world, in order. */
    public List<Pause> pauses() {
        return List.copyOf(pauses);
    }

    /**
     * How many goroutines waited for a processor, over time: exact at level FULL, sampled at level SAMPLED, empty at OFF.
     *
     * @param endNanos virtual time at which the run ended
     */
    public RunQueueView runQueues(long endNanos) {
        long steals = count(EventKind.STEAL);
        long overflows = count(EventKind.RING_OVERFLOW);
        if (!full || dropped > 0) {
            return sampler.view(steals, overflows, endNanos);
        }
        var exact = new RunQueueSampler(sampler.procs(), Integer.MAX_VALUE);
        for (int id = 1; id <= size; id++) {
            int i = id - 1 & MASK;
            Chunk c = chunks[id - 1 >> CHUNK_BITS];
            exact.event(c.time(i), KINDS[c.kind[i]], c.p[i], c.arg[i]);
        }
        return exact.view(steals, overflows, endNanos);
    }
}
