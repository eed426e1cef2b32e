package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Goroutine.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gopherscope.sim.Arrivals;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Conn;
import dev.gopherscope.sim.Distribution;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LatencyMonitor;
import dev.gopherscope.sim.Pull;
import dev.gopherscope.sim.Ticker;
import dev.gopherscope.sim.Timer;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.stack.StackVariable;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the verbs in Goroutine. */
class GoroutineExamplesTest {
    @Test
    void go_() {
        Example.logs(
                () -> {
                    // @start region="go"
                    go("greeter", () -> log("hello"));
                    sleep(millis(1)); // without this, main would end first
                    // @end
                },
                "hello");
    }

    @Test
    void work_() {
        Example.logs(
                () -> {
                    // @start region="work"
                    work(micros(250)); // computes for 250 virtual microseconds
                    log(now() / micros(1) >= 250);
                    // @end
                },
                true);
    }

    @Test
    void loop_() {
        Example.logs(
                () -> {
                    // @start region="loop"
                    loop(1_000_000_000); // no calls in the loop: only a signal can preempt it
                    log("one goroutine waited: " + (numGoroutine() == 1));
                    // @end
                },
                "one goroutine waited: true");
    }

    @Test
    void gosched_() {
        Example.logs(
                () -> {
                    // @start region="gosched"
                    go(() -> log("the other"));
                    gosched(); // to the end of the global queue
                    log("main");
                    // @end
                },
                "the other",
                "main");
    }

    @Test
    void goexit_() {
        Example.logs(
                () -> {
                    // @start region="goexit"
                    go(() -> {
                        try {
                            goexit();
                        } finally {
                            log("finally runs, as a deferred call would");
                        }
                    });
                    sleep(millis(1));
                    // @end
                },
                "finally runs, as a deferred call would");
    }

    @Test
    void sleep_() {
        Example.logs(
                () -> {
                    // @start region="sleep"
                    long before = now();
                    sleep(millis(5));
                    log(now() - before >= millis(5));
                    // @end
                },
                true);
    }

    @Test
    void syscall_() {
        Example.logs(
                () -> {
                    // @start region="syscall"
                    go(() -> log("somebody else has the P meanwhile"));
                    syscall(millis(3)); // the thread blocks; sysmon takes its P
                    log("back");
                    // @end
                },
                "somebody else has the P meanwhile",
                "back");
    }

    @Test
    void connection_() {
        Example.logs(
                () -> {
                    // @start region="connection"
                    Conn peer = connection(millis(2)); // answers after 2 ms
                    log(peer.read());
                    // @end
                },
                true);
    }

    @Test
    void file_() {
        Example.logs(
                () -> {
                    // @start region="file"
                    file(micros(80)).read(); // blocks the thread, not only the goroutine
                    log("read");
                    // @end
                },
                "read");
    }

    @Test
    void arrivals_() {
        Example.logs(
                () -> {
                    // @start region="arrivals"
                    Arrivals requests = arrivals(100, Distribution.exponential(micros(200)), n -> work(micros(50)));
                    requests.await();
                    log(requests.served().size() + " served");
                    // @end
                },
                "100 served");
    }

    @Test
    void gomaxprocs_() {
        Example.logs(
                () -> {
                    // @start region="gomaxprocs"
                    int before = gomaxprocs(3); // stops the world
                    log(before + " -> " + gomaxprocs(0)); // 0 only asks
                    // @end
                },
                "1 -> 3");
    }

    @Test
    void schedLatencies_() {
        Example.logs(
                () -> {
                    // @start region="schedLatencies"
                    for (int i = 0; i < 100; i++) {
                        go(() -> work(micros(10)));
                    }
                    sleep(millis(5));
                    log(schedLatencies().quantile(0.99) > micros(1));
                    // @end
                },
                true);
    }

    @Test
    void latencyMonitor_() {
        Example.logs(
                () -> {
                    // @start region="latencyMonitor"
                    LatencyMonitor monitor = latencyMonitor(millis(1), micros(500));
                    for (int i = 0; i < 300; i++) {
                        go(() -> work(micros(20)));
                    }
                    sleep(millis(10));
                    log(monitor.alarms().isEmpty() ? "calm" : "alarm");
                    // @end
                },
                "alarm");
    }

    @Test
    void pull_() {
        Example.logs(
                () -> {
                    // @start region="pull"
                    Pull<Integer> squares = pull(values -> {
                        for (int n = 1; values.give(n * n); n++) {}
                    });
                    log(squares.next());
                    log(squares.next());
                    squares.stop();
                    // @end
                },
                "Ok[value=1]",
                "Ok[value=4]");
    }

    @Test
    void lockOSThread_() {
        Example.logs(
                () -> {
                    // @start region="lockOSThread"
                    go("pinned", () -> {
                        lockOSThread(); // this goroutine and its thread belong together
                        work(micros(10));
                        unlockOSThread();
                    });
                    sleep(millis(1));
                    log("done");
                    // @end
                },
                "done");
    }

    @Test
    void newTimer_() {
        Example.logs(
                () -> {
                    // @start region="newTimer"
                    Timer timer = newTimer(millis(10));
                    log(timer.stop()); // true: it had not fired
                    // @end
                },
                true);
    }

    @Test
    void after_() {
        Example.logs(
                () -> {
                    // @start region="after"
                    Chan<Long> timeout = after(millis(2));
                    timeout.receive();
                    log(now() >= millis(2));
                    // @end
                },
                true);
    }

    @Test
    void afterFunc_() {
        Example.logs(
                () -> {
                    // @start region="afterFunc"
                    afterFunc(millis(1), () -> log("fired"));
                    sleep(millis(2));
                    // @end
                },
                "fired");
    }

    @Test
    void newTicker_() {
        Example.logs(
                () -> {
                    // @start region="newTicker"
                    Ticker ticker = newTicker(millis(1));
                    for (int i = 0; i < 3; i++) {
                        ticker.c().receive();
                    }
                    ticker.stop();
                    log(now() / millis(1));
                    // @end
                },
                3);
    }

    @Test
    void now_() {
        Example.logs(
                () -> {
                    // @start region="now"
                    long start = now();
                    work(millis(1));
                    log(now() - start >= millis(1));
                    // @end
                },
                true);
    }

    @Test
    void numGoroutine_() {
        Example.logs(
                () -> {
                    // @start region="numGoroutine"
                    go(() -> sleep(millis(1)));
                    log(numGoroutine()); // main counts
                    // @end
                },
                2);
    }

    @Test
    void chan_() {
        Example.logs(
                () -> {
                    // @start region="chan"
                    Chan<String> words = chan(String.class, 2);
                    words.send("a");
                    words.send("b");
                    words.close();
                    for (String word : words.range()) {
                        log(word);
                    }
                    // @end
                },
                "a",
                "b");
    }

    @Test
    void nilChan_() {
        Example.logs(
                () -> {
                    // @start region="nilChan"
                    int chosen = select(
                            onReceive(nilChan(Integer.class), r -> log("never")), // a nil channel is never ready
                            onDefault(() -> log("default")));
                    // @end
                },
                "default");
    }

    @Test
    void select_() {
        Example.logs(
                () -> {
                    // @start region="select"
                    Chan<String> answers = chan(String.class, 1);
                    Chan<Long> timeout = after(millis(5));
                    go("server", () -> {
                        sleep(millis(1));
                        answers.send("ready");
                    });
                    select(
                            onReceive(answers, a -> log(a)), //
                            onReceive(timeout, t -> log("too late")));
                    // @end
                },
                "Ok[value=ready]");
    }

    @Test
    void onSend_() {
        Example.logs(
                () -> {
                    // @start region="onSend"
                    Chan<Integer> full = chan(Integer.class, 1);
                    full.send(1);
                    select(onSend(full, 2, () -> log("sent")), onDefault(() -> log("full, dropped")));
                    // @end
                },
                "full, dropped");
    }

    @Test
    void waitGroup_() {
        Example.logs(
                () -> {
                    // @start region="waitGroup"
                    WaitGroup wg = waitGroup();
                    for (int i = 0; i < 3; i++) {
                        wg.go("worker-" + i, () -> work(micros(100)));
                    }
                    wg.await();
                    log("all done");
                    // @end
                },
                "all done");
    }

    @Test
    void mutex_() {
        Example.logs(
                () -> {
                    // @start region="mutex"
                    Mutex mu = mutex("account");
                    mu.lock();
                    try {
                        work(micros(10));
                    } finally {
                        mu.unlock();
                    }
                    log(mu.state().locked());
                    // @end
                },
                false);
    }

    @Test
    void rwMutex_() {
        Example.logs(
                () -> {
                    // @start region="rwMutex"
                    RWMutex mu = rwMutex("cache");
                    mu.rLock();
                    log(mu.tryRLock() + " " + mu.tryLock()); // readers share, a writer is alone
                    mu.rUnlock();
                    mu.rUnlock();
                    // @end
                },
                "true false");
    }

    @Test
    void once_() {
        Example.logs(
                () -> {
                    // @start region="once"
                    Once once = once();
                    for (int i = 0; i < 3; i++) {
                        once.doOnce(() -> log("only the first time"));
                    }
                    // @end
                },
                "only the first time");
    }

    @Test
    void onceValue_() {
        Example.logs(
                () -> {
                    // @start region="onceValue"
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
    void readerPreferenceLock_() {
        Example.logs(
                () -> {
                    // @start region="readerPreferenceLock"
                    ReaderPreferenceLock lock = readerPreferenceLock(); // not Go's: writers can starve
                    lock.rLock();
                    lock.rLock();
                    lock.rUnlock();
                    lock.rUnlock();
                    log("free again");
                    // @end
                },
                "free again");
    }

    @Test
    void pool_() {
        Example.logs(
                () -> {
                    // @start region="pool"
                    Pool<String> buffers = pool(() -> "new buffer");
                    buffers.put("used buffer");
                    log(buffers.get());
                    log(buffers.get());
                    // @end
                },
                "used buffer",
                "new buffer");
    }

    @Test
    void syncMap_() {
        Example.logs(
                () -> {
                    // @start region="syncMap"
                    SyncMap<String, Integer> hits = syncMap();
                    hits.store("/", 1);
                    log(hits.load("/").value());
                    log(hits.load("/about").ok());
                    // @end
                },
                1,
                false);
    }

    @Test
    void atomicInt_() {
        Example.logs(
                () -> {
                    // @start region="atomicInt"
                    AtomicInt counter = atomicInt();
                    WaitGroup wg = waitGroup();
                    for (int i = 0; i < 10; i++) {
                        wg.go(() -> counter.add(1));
                    }
                    wg.await();
                    log(counter.load());
                    // @end
                },
                10);
    }

    @Test
    void atomicValue_() {
        Example.logs(
                () -> {
                    // @start region="atomicValue"
                    AtomicValue config = atomicValue();
                    config.store("v1");
                    log(config.swap("v2"));
                    log(config.load());
                    // @end
                },
                "v1",
                "v2");
    }

    @Test
    void atomicPointer_() {
        Example.logs(
                () -> {
                    // @start region="atomicPointer"
                    AtomicPointer<String> head = atomicPointer();
                    log(head.compareAndSwap(null, "first"));
                    log(head.load());
                    // @end
                },
                true,
                "first");
    }

    @Test
    void variable_() {
        Example.logs(
                () -> {
                    // @start region="variable"
                    Variable<Integer> shared =
                            variable("n", 0); // plain, unprotected: Explorer interleaves its reads and writes
                    shared.set(shared.get() + 1);
                    log(shared.get());
                    // @end
                },
                1);
    }

    @Test
    void cond_() {
        Example.logs(
                () -> {
                    // @start region="cond"
                    Mutex mu = mutex();
                    Cond ready = cond(mu);
                    boolean[] done = {false};
                    go(() -> {
                        mu.lock();
                        done[0] = true;
                        ready.signal();
                        mu.unlock();
                    });
                    mu.lock();
                    while (!done[0]) {
                        ready.await();
                    }
                    mu.unlock();
                    log("woken");
                    // @end
                },
                "woken");
    }

    @Test
    void call_() {
        Example.logs(
                () -> {
                    // @start region="call"
                    call(
                            "main.parse",
                            256,
                            () -> { // a frame of 256 bytes while the body runs
                                log(runtimeStack().contains("main.parse"));
                            });
                    // @end
                },
                true);
    }

    @Test
    void recurse_() {
        Example.logs(
                () -> {
                    // @start region="recurse"
                    long before = stackSize();
                    recurse(128, 1_000); // a thousand calls of 128 bytes, computed, not run
                    log(stackSize() > before);
                    // @end
                },
                true);
    }

    @Test
    void stackVariable_() {
        Example.logs(
                () -> {
                    // @start region="stackVariable"
                    StackVariable x = stackVariable("x", 7);
                    long old = addressOf(x);
                    recurse(128, 1_000); // the stack moves, and the variable with it
                    log(x.get() + " " + (addressOf(x) != old));
                    // @end
                },
                "7 true");
    }

    @Test
    void stackSize_() {
        Example.logs(
                () -> {
                    // @start region="stackSize"
                    log(stackSize());
                    // @end
                },
                2_048);
    }

    @Test
    void runtimeStack_() {
        Example.logs(
                () -> {
                    // @start region="runtimeStack"
                    log(runtimeStack().lines().findFirst().orElse(""));
                    // @end
                },
                "goroutine 1 [running]:");
    }

    @Test
    void goroutineDump_() {
        Example.logs(
                () -> {
                    // @start region="goroutineDump"
                    Chan<Integer> never = chan(Integer.class);
                    go("stuck", never::receive);
                    sleep(millis(1));
                    log(goroutineDump().contains("goroutine 2 [chan receive]:"));
                    // @end
                },
                true);
    }

    @Test
    void setMaxStack_() {
        Example.logs(
                () -> {
                    // @start region="setMaxStack"
                    long before = setMaxStack(mib(64));
                    log(before);
                    // @end
                },
                1_000_000_000);
    }

    @Test
    void panic_() {
        Example.logs(
                () -> {
                    // @start region="panic"
                    try {
                        panic("no such user");
                    } catch (GoPanic p) { // what recover() does in a deferred function
                        log(p.getMessage());
                    }
                    // @end
                },
                "no such user");
    }

    @Test
    void log_() {
        Example.logs(
                () -> {
                    // @start region="log"
                    log("kept with its time and goroutine; takes no virtual time");
                    // @end
                },
                "kept with its time and goroutine; takes no virtual time");
    }

    @Test
    void nanos_() {
        Example.logs(
                () -> {
                    // @start region="nanos"
                    log(seconds(1) == millis(1_000) && millis(1) == micros(1_000) && micros(1) == nanos(1_000));
                    // @end
                },
                true);
    }

    @Test
    void kib_() {
        Example.logs(
                () -> {
                    // @start region="kib"
                    log(mib(1) == kib(1_024) && kib(1) == 1_024);
                    // @end
                },
                true);
    }

    @Test
    void exit_() {
        var run = Go.latest().run(() -> {
            // @start region="exit"
            go(() -> log("never: the process ends first"));
            exit(3);
            // @end
        });
        assertEquals("exit status 3", run.outcome().text());
        assertEquals(List.of(), run.log());
    }

    @Test
    void deferLoop_() {
        Example.logs(
                () -> {
                    // @start region="deferLoop"
                    deferLoop(2, () -> log("unlocked")); // runs when the function returns
                    // @end
                },
                "unlocked",
                "unlocked");
    }
}
