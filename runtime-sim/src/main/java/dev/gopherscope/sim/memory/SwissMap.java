package dev.gopherscope.sim.memory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a map since 1.24: groups of eight slots, tables of up to 1,024 slots that double, a directory of tables that split.
 * Follows {@code internal/runtime/maps}. Keys are numbers that stand for distinct keys. Simplified: deleted slots are used again
 * at once, so there are no tombstones, and the keys of a table fill its slots in order.
 */
public final class SwissMap implements MapMemory {
    private static final int GROUP = 8;
    private static final int MAX_TABLE = 1024;
    private static final GoType HEADER =
            GoType.of("used uint64; seed uintptr; dirPtr *T; dirLen int; depth uint64; clearSeq uint64");
    private static final GoType TABLE = GoType.of("used uint64; index int; groups *T; lengthMask uint64");

    private final Allocator allocator;
    private final Pointers pointers;
    private final GoType group;
    private final int keyWords;
    private final int slotWords;
    private final boolean valueIsPointer;
    private final long seed;
    private final long header;

    /** Which table a key is in and which slot of it. */
    private final Map<Long, Place> places = new HashMap<>();

    private @Nullable Table @Nullable [] directory;
    private int depth;
    private long smallGroup;
    private long[] smallKeys = new long[0];

    /** Stores and loads pointers in objects. */
    public interface Pointers {
        /** {@code *(object + 8 * word) = target}. */
        void set(long object, long word, long target);

        /** The pointer stored there. */
        long get(long object, long word);
    }

    private record Place(@Nullable Table table, int slot) {}

    private static final class Table {
        final long address;
        final long groups;
        final int localDepth;
        final long[] keys;
        final boolean[] full;
        int used;

        Table(long address, long groups, int capacity, int localDepth) {
            this.address = address;
            this.groups = groups;
            this.localDepth = localDepth;
            this.keys = new long[capacity];
            this.full = new boolean[capacity];
        }

        int free() {
            for (int i = 0; i < full.length; i++) {
                if (!full[i]) {
                    return i;
                }
            }
            throw new IllegalStateException("a table has no free slot");
        }
    }

    /**
     * {@code make(map[K]V, hint)}.
     *
     * @param seed of the hash; how large maps split depends on it
     */
    public SwissMap(Allocator allocator, Pointers pointers, GoType key, GoType value, long hint, long seed) {
        this.allocator = allocator;
        this.pointers = pointers;
        this.seed = seed;
        this.valueIsPointer = value.size() == GoType.PTR && value.ptrBytes() == GoType.PTR;
        GoType slot = GoType.of("k " + wrapped(key) + "; v " + wrapped(value));
        this.group = GoType.of("ctrl uint64; slots [8]struct{k " + wrapped(key) + "; v " + wrapped(value) + "}");
        this.keyWords = (int) (slot.offsets()[1] / GoType.PTR);
        this.slotWords = (int) (slot.size() / GoType.PTR);
        this.header = allocator.newarray(HEADER, 1);
        if (hint > GROUP) {
            long slots = (hint * GROUP + GROUP - 2) / (GROUP - 1);
            int tables = powerOfTwo((slots + MAX_TABLE - 1) / MAX_TABLE);
            depth = Integer.numberOfTrailingZeros(tables);
            long directoryAddress = allocator.newarray(GoType.POINTER, tables);
            var made = new Table[tables];
            pointers.set(header, 2, directoryAddress);
            for (int i = 0; i < tables; i++) {
                made[i] = newTable(Math.max(GROUP, powerOfTwo(hint * GROUP / (GROUP - 1) / tables)), depth);
                pointers.set(directoryAddress, i, made[i].address);
            }
            directory = made;
        }
    }

    static String wrapped(GoType type) {
        String text = type.toString();
        return text.contains(";") || text.contains(",") ? "struct{" + text + "}" : text;
    }

    private static int powerOfTwo(long n) {
        return n <= 1 ? 1 : Math.toIntExact(Long.highestOneBit(n - 1) << 1);
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
        Place place = places.get(key);
        if (place == null) {
            place = insert(key);
            places.put(key, place);
        }
        store(place, value);
    }

    private void store(Place place, long value) {
        if (valueIsPointer) {
            long groups = place.table == null ? smallGroup : place.table.groups;
            pointers.set(groups, word(place.slot), value);
        }
    }

    /** The place of a value, in words from the first group: a control word before each eight slots. */
    private long word(int slot) {
        return (long) slot / GROUP * (1 + GROUP * slotWords) + 1 + (long) (slot % GROUP) * slotWords + keyWords;
    }

    @Override
    public void remove(long key) {
        Place place = places.remove(key);
        if (place == null) {
            return;
        }
        store(place, 0);
        Table table = place.table;
        if (table != null) {
            table.full[place.slot] = false;
            table.used--;
        } else {
            smallKeys[place.slot] = -1;
        }
    }

    @Override
    public void clear() {
        for (long key :
                places.keySet().stream().mapToLong(Long::longValue).sorted().toArray()) {
            remove(key);
        }
    }

    private Place insert(long key) {
        @Nullable Table[] tables = directory;
        if (tables == null) {
            if (smallGroup == 0) {
                smallGroup = allocator.newarray(group, 1);
                pointers.set(header, 2, smallGroup);
                smallKeys = new long[GROUP];
                Arrays.fill(smallKeys, -1);
            }
            for (int i = 0; i < GROUP; i++) {
                if (smallKeys[i] < 0) {
                    smallKeys[i] = key;
                    return new Place(null, i);
                }
            }
            tables = leaveSmall();
        }
        while (true) {
            Table table = tables[index(key, depth)];
            if (table == null) {
                throw new IllegalStateException("the directory of a map has a hole");
            }
            if (table.used < table.keys.length - table.keys.length / GROUP) {
                return fill(table, key);
            }
            tables = makeRoom(tables, table);
        }
    }

    private static Place fill(Table table, long key) {
        int slot = table.free();
        table.full[slot] = true;
        table.keys[slot] = key;
        table.used++;
        return new Place(table, slot);
    }

    /** The ninth key: a table takes the place of the single group. */
    private @Nullable Table[] leaveSmall() {
        Table table = newTable(2 * GROUP, 0);
        long directoryAddress = allocator.newarray(GoType.POINTER, 1);
        for (long key : smallKeys) {
            move(key, table);
        }
        pointers.set(directoryAddress, 0, table.address);
        pointers.set(header, 2, directoryAddress);
        smallGroup = 0;
        @Nullable Table[] tables = {table};
        directory = tables;
        return tables;
    }

    private void move(long key, Table to) {
        Place old = places.get(key);
        if (old == null) {
            return;
        }
        long from = old.table == null ? smallGroup : old.table.groups;
        long value = valueIsPointer ? pointers.get(from, word(old.slot)) : 0;
        Place place = fill(to, key);
        places.put(key, place);
        store(place, value);
    }

    private @Nullable Table[] makeRoom(@Nullable Table[] tables, Table full) {
        if (full.keys.length < MAX_TABLE) {
            Table larger = newTable(2 * full.keys.length, full.localDepth);
            moveAll(full, larger, larger);
            replace(tables, full, larger, larger);
            return tables;
        }
        Table left = newTable(MAX_TABLE, full.localDepth + 1);
        Table right = newTable(MAX_TABLE, full.localDepth + 1);
        @Nullable Table[] wider = tables;
        long directoryAddress = pointers.get(header, 2);
        if (full.localDepth == depth) {
            depth++;
            wider = new Table[tables.length * 2];
            directoryAddress = allocator.newarray(GoType.POINTER, wider.length);
            for (int i = 0; i < wider.length; i++) {
                Table table = tables[i / 2];
                wider[i] = table;
                pointers.set(directoryAddress, i, table == null ? 0 : table.address);
            }
            pointers.set(header, 2, directoryAddress);
            directory = wider;
        }
        moveAll(full, left, right);
        replace(wider, full, left, right);
        return wider;
    }

    private void moveAll(Table from, Table left, Table right) {
        for (int i = 0; i < from.keys.length; i++) {
            if (from.full[i]) {
                long key = from.keys[i];
                move(key, left == right || (index(key, left.localDepth) & 1) == 0 ? left : right);
            }
        }
    }

    private void replace(@Nullable Table[] tables, Table old, Table left, Table right) {
        long directoryAddress = pointers.get(header, 2);
        for (int i = 0; i < tables.length; i++) {
            if (tables[i] == old) {
                Table table = left == right || (i >>> depth - left.localDepth & 1) == 0 ? left : right;
                tables[i] = table;
                pointers.set(directoryAddress, i, table.address);
            }
        }
    }

    private Table newTable(int capacity, int localDepth) {
        long address = allocator.newarray(TABLE, 1);
        long groups = allocator.newarray(group, capacity / GROUP);
        pointers.set(address, 2, groups);
        return new Table(address, groups, capacity, localDepth);
    }

    /** The leading bits of the hash. */
    private int index(long key, int bits) {
        return bits == 0 ? 0 : (int) (hash(key, seed) >>> 64 - bits);
    }

    static long hash(long key, long seed) {
        long h = (key + seed) * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        h ^= h >>> 32;
        return h * 0xD6E8FEB86659FD93L;
    }
}
