package dev.gopherscope.sim.sync;

import dev.gopherscope.sim.sched.Sched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A map for many goroutines: {@code sync.Map} in {@code sync/hashtriemap.go}. What its operations do and return is Go's; the trie
 * below is left out, and {@link #range} goes in the order of insertion where Go's goes by hash.
 *
 * {@snippet file="dev/gopherscope/sim/examples/SyncExamplesTest.java" region="SyncMap"}
 */
public final class SyncMap<K, V> {
    private final Sched sched;
    private final Map<K, V> entries = new LinkedHashMap<>();

    /** A value and whether it was there. */
    public record Result<V>(@Nullable V value, boolean ok) {}

    /** An empty map. */
    public SyncMap(Sched sched) {
        this.sched = sched;
    }

    private void enter(String operation) {
        sched.enter("Map." + operation, sched.costs().mapOp());
    }

    private Result<V> at(K key) {
        return new Result<>(entries.get(key), entries.containsKey(key));
    }

    /** {@code Load}. */
    public Result<V> load(K key) {
        enter("load");
        return at(key);
    }

    /** {@code Store}. */
    public void store(K key, V value) {
        enter("store");
        entries.put(key, value);
    }

    /** {@code LoadOrStore}: the value that is in the map now, and whether it was there before. */
    public Result<V> loadOrStore(K key, V value) {
        enter("loadOrStore");
        Result<V> before = at(key);
        if (before.ok()) {
            return before;
        }
        entries.put(key, value);
        return new Result<>(value, false);
    }

    /** {@code LoadAndDelete}: what was there. */
    public Result<V> loadAndDelete(K key) {
        enter("loadAndDelete");
        Result<V> before = at(key);
        entries.remove(key);
        return before;
    }

    /** {@code Delete}. */
    public void delete(K key) {
        loadAndDelete(key);
    }

    /** {@code Swap}: what was there before. */
    public Result<V> swap(K key, V value) {
        enter("swap");
        Result<V> before = at(key);
        entries.put(key, value);
        return before;
    }

    /** {@code CompareAndSwap}. */
    public boolean compareAndSwap(K key, @Nullable V old, V value) {
        enter("compareAndSwap");
        if (!entries.containsKey(key) || !Objects.equals(entries.get(key), old)) {
            return false;
        }
        entries.put(key, value);
        return true;
    }

    /** {@code CompareAndDelete}. */
    public boolean compareAndDelete(K key, V old) {
        enter("compareAndDelete");
        if (!entries.containsKey(key) || !Objects.equals(entries.get(key), old)) {
            return false;
        }
        entries.remove(key);
        return true;
    }

    /** {@code Range}: shows the entries that are there now, until the function says false. */
    public void range(BiPredicate<? super K, ? super V> each) {
        enter("range");
        for (var e : new ArrayList<>(entries.entrySet())) {
            if (!each.test(e.getKey(), e.getValue())) {
                return;
            }
        }
    }

    /** {@code Clear}. */
    public void clear() {
        enter("clear");
        entries.clear();
    }
}
