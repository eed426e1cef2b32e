package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.gc;

import dev.gopherscope.sim.sync.AtomicInt;
import dev.gopherscope.sim.sync.AtomicPointer;
import dev.gopherscope.sim.sync.AtomicValue;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.Once;
import dev.gopherscope.sim.sync.OnceValue;
import dev.gopherscope.sim.sync.Pool;
import dev.gopherscope.sim.sync.RWMutex;
import dev.gopherscope.sim.sync.ReaderPreferenceLock;
import dev.gopherscope.sim.sync.SyncMap;
import dev.gopherscope.sim.sync.Variable;
import dev.gopherscope.sim.sync.WaitGroup;
import org.junit.jupiter.api.Test;

/** Examples of what package sync has, shown in the documentation of the classes. */
class SyncExamplesTest {
    @Test
    void mutex_() {
        Example.logs(
                () -> {
                    // @start region="Mutex"
                    Mutex mu = mutex("accounts");
                    mu.lock();
                    log(mu.tryLock()); // false: somebody has it
                    go("waiter", () -> {
                        mu.lock();
                        log("waiter has it");
                        mu.unlock();
                    });
                    gosched();
                    log(mu.state().waiters());
                    mu.unlock();
                    sleep(millis(1));
                    // @end
                },
                false,
                1,
                "waiter has it");
    }

    @Test
    void rwMutex_() {
        Example.logs(
                () -> {
                    // @start region="RWMutex"
                    RWMutex mu = rwMutex("catalogue");
                    mu.rLock();
                    log(mu.tryRLock()); // true: readers share
                    go("writer", () -> {
                        mu.lock();
                        log("writer has it");
                        mu.unlock();
                    });
                    gosched();
                    log(mu.readerWait()); // the writer waits for two readers
                    log(mu.readerCount() < 0); // and no further reader gets in
                    log(mu.tryLock());
                    mu.rUnlock();
                    mu.rUnlock();
                    sleep(millis(1));
                    // @end
                },
                true,
                2,
                true,
                false,
                "writer has it");
    }

    @Test
    void waitGroup_() {
        Example.logs(
                () -> {
                    // @start region="WaitGroup"
                    WaitGroup wg = waitGroup();
                    wg.go("first", () -> work(millis(2))); // add(1), go, done() in one
                    wg.add(1);
                    go("second", () -> {
                        work(millis(1));
                        wg.done();
                    });
                    wg.await();
                    log(now() >= millis(3)); // one P: they take turns
                    // @end
                },
                true);
    }

    @Test
    void once_() {
        Example.logs(
                () -> {
                    // @start region="Once"
                    Once once = once();
                    for (int i = 0; i < 3; i++) {
                        once.doOnce(() -> log("opened"));
                    }
                    // @end
                },
                "opened");
    }

    @Test
    void onceValue_() {
        Example.logs(
                () -> {
                    // @start region="OnceValue"
                    OnceValue<Integer> answer = onceValue(() -> {
                        log("computed");
                        return 42;
                    });
                    log(answer.get());
                    log(answer.get());
                    // @end
                },
                "computed",
                42,
                42);
    }

    @Test
    void cond_() {
        Example.logs(
                () -> {
                    // @start region="Cond"
                    Mutex mu = mutex();
                    Cond ready = cond(mu);
                    boolean[] open = new boolean[1];
                    for (int i = 0; i < 3; i++) {
                        int n = i;
                        go(() -> {
                            mu.lock();
                            while (!open[0]) {
                                ready.await(); // gives the lock back while it waits
                            }
                            log(n);
                            mu.unlock();
                        });
                    }
                    sleep(millis(1));
                    open[0] = true;
                    ready.signal(); // wakes the one that waits longest
                    sleep(millis(1));
                    ready.broadcast(); // wakes the others
                    sleep(millis(1));
                    // @end
                },
                2,
                1,
                0);
    }

    @Test
    void pool_() {
        Example.logs(
                () -> {
                    // @start region="Pool"
                    Pool<String> p = pool(() -> "new");
                    p.put("used");
                    log(p.size());
                    log(p.get());
                    log(p.get());
                    p.put("used");
                    gc();
                    gc(); // what nobody took survives one collection, not two
                    log(p.get());
                    log(p.found(Pool.Source.NEW)); // how often Get had to make one
                    // @end
                },
                1,
                "used",
                "new",
                "new",
                2);
    }

    @Test
    void syncMap_() {
        Example.logs(
                () -> {
                    // @start region="SyncMap"
                    SyncMap<String, Integer> m = syncMap();
                    m.store("a", 1);
                    log(m.loadOrStore("a", 9).value());
                    log(m.swap("a", 2).value());
                    log(m.compareAndSwap("a", 2, 3));
                    log(m.compareAndDelete("a", 2));
                    log(m.load("a").value());
                    m.range((k, v) -> {
                        log(k + "=" + v);
                        return true; // go on
                    });
                    log(m.loadAndDelete("a").value());
                    m.delete("a");
                    m.clear();
                    // @end
                },
                1,
                1,
                true,
                false,
                3,
                "a=3",
                3);
    }

    @Test
    void atomicInt_() {
        Example.logs(
                () -> {
                    // @start region="AtomicInt"
                    AtomicInt n = atomicInt();
                    n.store(6);
                    log(n.add(1));
                    log(n.compareAndSwap(7, 12));
                    log(n.swap(5)); // the old value
                    log(n.or(8)); // the old value, as Go 1.23 has it
                    log(n.and(12));
                    log(n.load());
                    // @end
                },
                7,
                true,
                12,
                5,
                13,
                12);
    }

    @Test
    void atomicValue_() {
        Example.logs(
                () -> {
                    // @start region="AtomicValue"
                    AtomicValue config = atomicValue();
                    config.store("v1");
                    log(config.load());
                    log(config.compareAndSwap("v1", "v2"));
                    log(config.swap("v3")); // the old one; all must have the same type
                    // @end
                },
                "v1",
                true,
                "v2");
    }

    @Test
    void atomicPointer_() {
        Example.logs(
                () -> {
                    // @start region="AtomicPointer"
                    AtomicPointer<String> p = atomicPointer();
                    String first = "first";
                    p.store(first);
                    log(p.compareAndSwap(first, "second")); // compares references
                    log(p.swap("third"));
                    log(p.load());
                    // @end
                },
                true,
                "second",
                "third");
    }

    @Test
    void variable_() {
        Example.logs(
                () -> {
                    // @start region="Variable"
                    Variable<Integer> balance = variable("balance", 10); // no lock: an explorer lets others in between
                    balance.set(balance.get() + 1);
                    log(balance.get());
                    // @end
                },
                11);
    }

    @Test
    void readerPreferenceLock_() {
        Example.logs(
                () -> {
                    // @start region="ReaderPreferenceLock"
                    ReaderPreferenceLock mu = readerPreferenceLock();
                    mu.rLock();
                    go("writer", () -> {
                        mu.lock();
                        log("writer");
                        mu.unlock();
                    });
                    gosched();
                    mu.rLock(); // gets in before the writer that waits: with an RWMutex it would not
                    log("reader");
                    mu.rUnlock();
                    mu.rUnlock();
                    sleep(millis(1));
                    // @end
                },
                "reader",
                "writer");
    }
}
