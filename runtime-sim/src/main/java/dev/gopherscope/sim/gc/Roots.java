package dev.gopherscope.sim.gc;

import dev.gopherscope.sim.sched.G;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Where marking begins: global variables by name, and the stack of each goroutine. In the order in which they were made. */
final class Roots {

    /** A list of pointers outside of the heap. */
    static final class Table {
        final String name;
        /** On a stack: no write barrier, scanned as part of its goroutine. */
        final boolean stack;

        private long[] refs = new long[4];
        private int size;

        Table(String name, boolean stack) {
            this.name = name;
            this.stack = stack;
        }

        int size() {
            return size;
        }

        long get(int i) {
            return refs[i];
        }

        void set(int i, long ref) {
            refs[i] = ref;
        }

        void add(long ref) {
            if (size == refs.length) {
                refs = Arrays.copyOf(refs, size * 2);
            }
            refs[size++] = ref;
        }

        /** Takes some pointers out; the others keep their order. */
        void removeAll(Collection<Long> gone) {
            var set = new HashSet<>(gone);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!set.contains(refs[i])) {
                    refs[kept++] = refs[i];
                }
            }
            truncate(kept);
        }

        void truncate(int newSize) {
            Arrays.fill(refs, newSize, size, 0);
            size = newSize;
        }
    }

    private final Map<String, Table> globalByName = new HashMap<>();
    private final List<Table> globals = new ArrayList<>();
    private final Map<Integer, List<Table>> stacks = new HashMap<>();

    /** What the runtime itself refers to, such as the objects of its goroutines; costs nothing to scan. */
    final Table runtime = new Table("runtime", true);

    /** The records of waiting goroutines. */
    Table waits = new Table("sudogs", true);

    /** The records of deferred calls, those in pools included. */
    final Table defers = new Table("defers", true);

    Table global(String name) {
        return globalByName.computeIfAbsent(name, n -> {
            var table = new Table(n, false);
            globals.add(table);
            return table;
        });
    }

    List<Table> globals() {
        return globals;
    }

    Table local(int goid, String name) {
        List<Table> frame = stacks.computeIfAbsent(goid, g -> new ArrayList<>());
        for (Table table : frame) {
            if (table.name.equals(name)) {
                return table;
            }
        }
        var table = new Table(name, true);
        frame.add(table);
        return table;
    }

    List<Table> stack(int goid) {
        return stacks.getOrDefault(goid, List.of());
    }

    /** Forgets the stacks of goroutines that have ended. */
    void keepStacksOf(List<G> goroutines) {
        var alive = new HashSet<Integer>();
        goroutines.forEach(g -> alive.add(g.goid()));
        stacks.keySet().retainAll(alive);
    }
}
