package dev.gopherscope.sim.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a map up to 1.23: buckets of eight entries, chains of overflow buckets, a doubled array that fills bit by bit. Follows
 * {@code runtime/map.go}. Keys are numbers that stand for distinct keys. Left out: keys and values of more than 128 bytes, which
 * lie outside of the bucket; the forms for keys of 4 and 8 bytes and strings, which differ in speed only.
 */
public final class BucketMap implements MapMemory {
    private static final int ENTRIES = 8;

    /** Average load at which the array doubles: 13/2 entries of a bucket. */
    private static final int LOAD_NUM = 13;

    private static final int LOAD_DEN = 2;
    private static final GoType HEADER =
            GoType.of("count int; flags uint32; hash0 uint32; buckets *T; oldbuckets *T; nevacuate uintptr; extra *T");
    private static final GoType EXTRA = GoType.of("overflow *T; oldoverflow *T; nextOverflow *T");
    private static final int HEADER_BUCKETS = 2;
    private static final int HEADER_OLD = 3;
    private static final int HEADER_EXTRA = 5;

    private final Allocator allocator;
    private final SwissMap.Pointers pointers;
    private final SizeClasses classes;
    private final GoType bucket;
    private final int bucketWords;
    private final int firstValueWord;
    private final int valueWords;
    private final boolean valueIsPointer;
    private final boolean listsOverflow;
    private final long seed;
    private final long header;
    private final Map<Long, Place> places = new HashMap<>();

    private int bits;
    private @Nullable Array buckets;
    private @Nullable Array old;
    private int evacuated;
    private int overflows;
    private long extra;
    private long listLength;
    private long listCapacity;

    private record Place(Bucket bucket, int slot) {}

    /** A bucket, part of an array or on its own. */
    private static final class Bucket {
        final long address;
        final long[] keys = new long[ENTRIES];
        final boolean[] full = new boolean[ENTRIES];

        @Nullable
        Bucket next;

        Bucket(long address) {
            this.address = address;
        }
    }

    /** An array of buckets with some more behind it for chains. */
    private static final class Array {
        final long address;
        final Bucket[] heads;
        final List<Bucket> spare = new ArrayList<>();
        boolean[] evacuated = new boolean[0];

        Array(long address, int n) {
            this.address = address;
            this.heads = new Bucket[n];
        }
    }

    /**
     * {@code make(map[K]V, hint)}.
     *
     * @param seed of the hash: which keys share a bucket depends on it
     */
    public BucketMap(
            Allocator allocator,
            SwissMap.Pointers pointers,
            SizeClasses classes,
            GoType key,
            GoType value,
            long hint,
            long seed) {
        this.allocator = allocator;
        this.pointers = pointers;
        this.classes = classes;
        this.seed = seed;
        this.listsOverflow = key.ptrBytes() == 0 && value.ptrBytes() == 0;
        this.valueIsPointer = value.size() == GoType.PTR && value.ptrBytes() == GoType.PTR;
        String overflow = listsOverflow ? "uintptr" : "*T";
        this.bucket = GoType.of("tophash [8]uint8; keys [8]" + SwissMap.wrapped(key) + "; values [8]"
                + SwissMap.wrapped(value) + "; overflow " + overflow);
        this.bucketWords = (int) (bucket.size() / GoType.PTR);
        this.firstValueWord = (int) (bucket.offsets()[2] / GoType.PTR);
        this.valueWords = (int) Math.max(1, value.size() / GoType.PTR);
        this.header = allocator.newarray(HEADER, 1);
        while (overLoad(hint, bits)) {
            bits++;
        }
        if (bits > 0) {
            buckets = newArray(bits);
            pointers.set(header, HEADER_BUCKETS, address(buckets));
        }
    }

    private static boolean overLoad(long count, int bits) {
        return count > ENTRIES && count > LOAD_NUM * ((1L << bits) / LOAD_DEN);
    }

    /** {@code tooManyOverflowBuckets}: about as many as buckets. */
    private static boolean tooManyOverflows(int overflows, int bits) {
        return overflows >= 1 << Math.min(bits, 15);
    }

    private static long address(@Nullable Array array) {
        return array == null ? 0 : array.address;
    }

    /** {@code makeBucketArray}: from 16 buckets on an eighth more for chains, and what the size class leaves. */
    private Array newArray(int log) {
        int base = 1 << log;
        long n = base;
        if (log >= 4) {
            n += 1L << log - 4;
            long bytes = bucket.size() * n;
            long up = classes.usableBytes(bytes, bucket.ptrBytes() == 0);
            if (up != bytes) {
                n = up / bucket.size();
            }
        }
        long at = allocator.newarray(bucket, n);
        var array = new Array(at, base);
        for (int i = 0; i < base; i++) {
            array.heads[i] = new Bucket(at + i * bucket.size());
        }
        for (long i = base; i < n; i++) {
            array.spare.add(new Bucket(at + i * bucket.size()));
        }
        if (!array.spare.isEmpty()) {
            makeExtra();
        }
        return array;
    }

    private void makeExtra() {
        if (extra == 0) {
            extra = allocator.newarray(EXTRA, 1);
            pointers.set(header, HEADER_EXTRA, extra);
        }
    }

    @Override
    public long address() {
        return header;
    }

    @Override
    public int size() {
        return places.size();
    }

    @Override
    public void put(long key, long value) {
        if (buckets == null) {
            buckets = newArray(0);
            pointers.set(header, HEADER_BUCKETS, address(buckets));
        }
        Array array = buckets;
        if (old != null) {
            growWork(index(key, bits));
        }
        Place place = places.get(key);
        if (place == null) {
            if (old == null && (overLoad(places.size() + 1L, bits) || tooManyOverflows(overflows, bits))) {
                hashGrow();
                growWork(index(key, bits));
                array = buckets;
            }
            place = insert(array, key);
            places.put(key, place);
        }
        store(place, value);
    }

    private void store(Place place, long value) {
        if (valueIsPointer) {
            pointers.set(place.bucket.address, word(place.slot), value);
        }
    }

    private long word(int slot) {
        return firstValueWord + (long) slot * valueWords;
    }

    @Override
    public void remove(long key) {
        if (buckets != null && old != null) {
            growWork(index(key, bits));
        }
        Place place = places.remove(key);
        if (place != null) {
            store(place, 0);
            place.bucket.full[place.slot] = false;
        }
    }

    /** {@code clear(m)}: the array stays, chains are cut. */
    @Override
    public void clear() {
        old = null;
        Array array = buckets;
        for (long key :
                places.keySet().stream().mapToLong(Long::longValue).sorted().toArray()) {
            remove(key);
        }
        if (array != null) {
            for (Bucket head : array.heads) {
                head.next = null;
                Arrays.fill(head.full, false);
            }
        }
        pointers.set(header, HEADER_OLD, 0);
        overflows = 0;
    }

    private Place insert(Array array, long key) {
        Bucket b = array.heads[index(key, bits)];
        while (true) {
            for (int i = 0; i < ENTRIES; i++) {
                if (!b.full[i]) {
                    b.full[i] = true;
                    b.keys[i] = key;
                    return new Place(b, i);
                }
            }
            if (b.next == null) {
                b.next = newOverflow(array, b);
            }
            b = b.next;
        }
    }

    /** {@code newoverflow}: one of those behind the array if one is left. */
    private Bucket newOverflow(Array array, Bucket after) {
        Bucket made = array.spare.isEmpty() ? new Bucket(allocator.newarray(bucket, 1)) : array.spare.removeFirst();
        overflows++;
        if (listsOverflow) {
            // The bucket is scanned by nobody: a list of the map keeps its chains alive.
            makeExtra();
            if (listCapacity == 0) {
                pointers.set(extra, 0, allocator.newarray(GoType.of("[]int"), 1));
            }
            if (++listLength > listCapacity) {
                listCapacity = SliceGrowth.capacity(classes, listCapacity, listLength, GoType.POINTER);
                long list = allocator.newarray(GoType.POINTER, listCapacity);
                pointers.set(pointers.get(extra, 0), 0, list);
            }
            pointers.set(pointers.get(pointers.get(extra, 0), 0), listLength - 1, made.address);
        } else {
            pointers.set(after.address, bucketWords - 1L, made.address);
        }
        return made;
    }

    /** {@code hashGrow}: twice as many buckets, or as many again if chains are long although the map is not full. */
    private void hashGrow() {
        Array full = buckets;
        int log = overLoad(places.size() + 1L, bits) ? bits + 1 : bits;
        Array larger = newArray(log);
        old = full;
        if (full != null) {
            full.evacuated = new boolean[full.heads.length];
        }
        buckets = larger;
        bits = log;
        evacuated = 0;
        overflows = 0;
        if (listsOverflow && extra != 0 && listCapacity > 0) {
            pointers.set(extra, 1, pointers.get(extra, 0));
            pointers.set(extra, 0, 0);
            listLength = 0;
            listCapacity = 0;
        }
        pointers.set(header, HEADER_OLD, address(old));
        pointers.set(header, HEADER_BUCKETS, larger.address);
    }

    /** {@code growWork}: moves the old bucket that belongs to the one in use, and one more. */
    private void growWork(int index) {
        Array from = old;
        if (from != null) {
            evacuate(from, index & from.heads.length - 1);
        }
        if (old != null) {
            evacuate(old, evacuated);
        }
    }

    private void evacuate(Array from, int index) {
        Array to = buckets;
        if (to != null && !from.evacuated[index]) {
            from.evacuated[index] = true;
            for (Bucket b = from.heads[index]; b != null; b = b.next) {
                for (int i = 0; i < ENTRIES; i++) {
                    if (b.full[i]) {
                        long value = valueIsPointer ? pointers.get(b.address, word(i)) : 0;
                        Place place = insert(to, b.keys[i]);
                        places.put(b.keys[i], place);
                        store(place, value);
                    }
                }
            }
        }
        while (evacuated < from.heads.length && from.evacuated[evacuated]) {
            evacuated++;
        }
        if (evacuated == from.heads.length) {
            old = null;
            pointers.set(header, HEADER_OLD, 0);
            if (extra != 0) {
                pointers.set(extra, 1, 0);
            }
        }
    }

    private int index(long key, int log) {
        return (int) SwissMap.hash(key, seed) & (1 << log) - 1;
    }
}
