package dev.gopherscope.sim;

import static dev.gopherscope.sim.Goroutine.arrivals;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.connection;
import static dev.gopherscope.sim.Goroutine.exit;
import static dev.gopherscope.sim.Goroutine.file;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gomaxprocs;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.latencyMonitor;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.log;
import static dev.gopherscope.sim.Goroutine.loop;
import static dev.gopherscope.sim.Goroutine.micros;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.observe.EventKind;
import dev.gopherscope.sim.observe.Recorder;
import dev.gopherscope.sim.observe.ThreadsView;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.Costs;
import dev.gopherscope.sim.version.GoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The scheduler's features, one by one. "Ideal" means that nothing costs time: the numbers are then exact. */
class SchedulerAcceptanceTest {
    private static final Go IDEAL = Go.version("1.26").procs(1).costs(Costs.NONE);

    private static Run ok(Run run) {
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        return run;
    }

    private static List<Object> logged(Run run) {
        return ok(run).log().stream().map(LogEntry::value).toList();
    }

    private static long[] times(Run run, EventKind kind) {
        Recorder events = run.recorder();
        return LongStream.rangeClosed(1, events.size())
                .filter(id -> events.kind((int) id) == kind)
                .map(id -> events.time((int) id))
                .toArray();
    }

    // ---- D1, D3 ----

    private static Body spawn(int n) {
        return () -> {
            var wg = waitGroup();
            for (int i = 0; i < n; i++) {
                int me = i;
                wg.go(() -> log(me));
            }
            wg.await();
        };
    }

    @Test
    void D1_the_258th_goroutine_moves_129_to_the_global_queue() {
        Run fits = IDEAL.run(spawn(257));
        assertEquals(0, fits.recorder().count(EventKind.RING_OVERFLOW));
        Run overflows = IDEAL.run(spawn(258));
        assertEquals(1, overflows.recorder().count(EventKind.RING_OVERFLOW));
        List<Object> order = logged(overflows);
        assertEquals(List.of(257, 128, 129), order.subList(0, 3));
        assertEquals(256, order.getLast());
        assertEquals(List.of(61, 122), List.of(order.indexOf(0), order.indexOf(1)));
    }

    @Test
    void D1_before_go_1_5_there_is_no_next_slot() {
        assertEquals(List.of(4, 0, 1, 2, 3), logged(IDEAL.run(spawn(5))));
        assertEquals(List.of(0, 1, 2, 3, 4), logged(Go.version("1.4").run(spawn(5))));
    }

    // ---- D2 ----

    @Test
    void D2_who_gets_a_value_from_a_channel_runs_next_before_all_who_waited_longer() {
        Run run = IDEAL.run(() -> {
            var values = chan(String.class);
            go("receiver", () -> log("receiver got " + values.receive()));
            gosched();
            for (int i = 0; i < 3; i++) {
                int me = i;
                go(() -> log("queued " + me));
            }
            values.send("a value");
            log("sender goes on");
            gosched();
            gosched();
        });
        // The last goroutine was in the next slot and is pushed out of it: it runs after those of the ring.
        assertEquals(
                List.of("sender goes on", "receiver got Ok[value=a value]", "queued 0", "queued 1", "queued 2"),
                logged(run));
        Recorder events = run.recorder();
        int unblock = 0;
        int receiver = 0;
        for (int id = 1; id <= events.size(); id++) {
            if (events.name(events.g(id)).equals("receiver") && events.kind(id) == EventKind.GO_UNBLOCK) {
                unblock = id;
                receiver = events.g(id);
            }
        }
        assertEquals(1, Recorder.linkActor(events.arg(unblock)), "main made it ready");
        assertEquals(0, Recorder.linkQueue(events.arg(unblock)), "in the queue of its own P");
        int start = unblock;
        while (events.kind(++start) != EventKind.GO_START) {}
        assertEquals(receiver, events.g(start), "it is the next one that starts");
        assertEquals(unblock, events.cause(start));
    }

    @Test
    void D2_a_value_goes_straight_to_who_waits_and_a_buffer_keeps_the_order() {
        assertEquals(List.of("len 0", "first", "len 3", "second", "third", "fourth"), logged(IDEAL.run(() -> {
            var buffered = chan(String.class, 3);
            go(() -> {
                log(buffered.recv());
                gosched();
                buffered.range().forEach(Goroutine::log);
            });
            gosched();
            buffered.send("first");
            log("len " + buffered.len());
            gosched();
            buffered.send("second");
            buffered.send("third");
            buffered.send("fourth");
            log("len " + buffered.len());
            buffered.close();
            sleep(millis(1));
        })));
    }

    @Test
    void D3_a_thief_takes_half_and_runs_the_last_one_first() {
        Run run = ok(Go.version("1.26").procs(2).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 9; i++) {
                wg.go("task-" + i, () -> work(millis(1)));
            }
            work(millis(1));
            wg.await();
        }));
        Recorder events = run.recorder();
        int steal = 0;
        while (events.kind(++steal) != EventKind.STEAL) {}
        int taken = Recorder.linkActor(events.arg(steal));
        int victim = Recorder.linkQueue(events.arg(steal));
        // One goroutine is in the next slot, which a thief leaves alone at first; of the ring of n it takes n - n/2.
        int left = (int) run.runQueues().perP().get(victim).at(events.time(steal)) - 1;
        int ring = left + taken;
        assertTrue(ring >= 1, ring + " in the ring");
        assertEquals(ring - ring / 2, taken);
        int start = steal;
        while (events.kind(++start) != EventKind.GO_START || events.p(start) != events.p(steal)) {}
        assertEquals(events.g(steal), events.g(start), "the last one stolen runs first");
    }

    @Test
    void D3_the_order_in_which_ps_are_looked_at_is_drawn_from_the_seed() {
        var victims = new TreeSet<Integer>();
        for (int seed = 1; seed <= 20; seed++) {
            Run run = ok(Go.version("1.26").procs(8).seed(seed).run(() -> {
                var wg = waitGroup();
                for (int p = 0; p < 4; p++) {
                    wg.go(() -> {
                        for (int i = 0; i < 20; i++) {
                            wg.go(() -> work(micros(100)));
                        }
                        work(millis(1));
                    });
                }
                work(millis(1));
                wg.await();
            }));
            Recorder events = run.recorder();
            for (int id = 1; id <= events.size(); id++) {
                if (events.kind(id) == EventKind.STEAL) {
                    victims.add(Recorder.linkQueue(events.arg(id)));
                }
            }
        }
        assertTrue(victims.size() >= 4, "victims: " + victims);
    }

    @Test
    void D3_at_most_half_as_many_threads_look_for_work_as_ps_are_busy() {
        Run run = ok(Go.version("1.26").procs(16).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 200; i++) {
                int n = i;
                wg.go(() -> {
                    work(micros(10 + n % 7 * 30));
                    sleep(micros(n % 5 * 40));
                    work(micros(20));
                });
            }
            wg.await();
        }));
        Recorder events = run.recorder();
        int busy = 0;
        int spinning = 0;
        int most = 0;
        for (int id = 1; id <= events.size(); id++) {
            switch (events.kind(id)) {
                case PROC_START -> busy++;
                case PROC_STOP -> busy--;
                case SPIN_BEGIN -> spinning++;
                case SPIN_END -> spinning--;
                default -> {}
            }
            most = Math.max(most, spinning);
            if (events.kind(id) == EventKind.SPIN_BEGIN && spinning > 1) {
                // A thread that begins by itself counts already.
                assertTrue(2 * (spinning - 1) < busy + 1, spinning + " spin, " + busy + " Ps are busy");
            }
        }
        assertTrue(most >= 2, "spinning at most: " + most);
    }

    // ---- D4 ----

    @Test
    void D4_a_p_is_taken_after_20_to_40_us_if_others_wait_and_after_10_ms_if_nobody_does() {
        long[] started = new long[1];
        ok(IDEAL.run(() -> {
            go(() -> started[0] = now());
            syscall(millis(5));
        }));
        assertTrue(started[0] >= micros(20) && started[0] <= micros(40), started[0] + " ns");
        Run alone = ok(Go.version("1.26").procs(2).costs(Costs.NONE).run(() -> syscall(millis(60))));
        long first = times(alone, EventKind.RETAKE)[0];
        assertTrue(first >= millis(10) && first <= millis(22), first + " ns");
    }

    // ---- D5 ----

    @Test
    void D5_waiting_for_the_network_costs_no_thread_and_files_do() {
        int[] threads = new int[2];
        for (int kind = 0; kind < 2; kind++) {
            boolean network = kind == 0;
            Run run = ok(Go.version("1.26").procs(4).run(() -> {
                var wg = waitGroup();
                for (int i = 0; i < 100; i++) {
                    wg.go(() -> {
                        if (network) {
                            assertTrue(connection(millis(50)).read());
                        } else {
                            file(millis(50)).read();
                        }
                    });
                }
                wg.await();
            }));
            threads[kind] = (int) run.recorder().count(EventKind.THREAD_START);
        }
        // A thread for each P, and one that waits in the poller; a thread for each file that is read, and those for the
        // Ps.
        assertTrue(threads[0] <= 4 + 1, threads[0] + " threads for sockets");
        assertTrue(threads[1] >= 100 && threads[1] <= 100 + 4 + 1, threads[1] + " threads for files");
    }

    @Test
    void D5_a_ready_list_is_split_between_idle_ps_and_the_own_queue() {
        Run run = ok(Go.version("1.26").procs(3).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 4; i++) {
                wg.go("reader-" + i, () -> {
                    connection(millis(1)).read();
                    work(millis(1));
                });
            }
            wg.await();
        }));
        // All four asked within a few microseconds; the poller takes what is there when it returns.
        assertTrue(run.recorder().count(EventKind.NET_READY) == 4);
        assertTrue(run.endNanos() < millis(4), "the readers share the Ps: " + run.endNanos());
        Run split = ok(IDEAL.procs(3).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 4; i++) {
                wg.go("reader-" + i, () -> {
                    connection(millis(1)).read();
                    work(millis(1));
                });
            }
            wg.await();
        }));
        Recorder events = split.recorder();
        int global = 0;
        int local = 0;
        for (int id = 1; id <= events.size(); id++) {
            boolean reader = events.name(events.g(id)).startsWith("reader");
            if (reader && events.kind(id) == EventKind.GO_UNBLOCK) {
                int queue = Recorder.linkQueue(events.arg(id));
                global += queue == Recorder.GLOBAL ? 1 : 0;
                local += queue >= 0 ? 1 : 0;
            }
        }
        assertEquals(4, global + local);
        assertTrue(global >= 1, "idle Ps get theirs from the global queue");
    }

    @Test
    void D5_a_deadline_ends_a_read() {
        assertEquals(List.of(false, 2_000_000L, true), logged(IDEAL.run(() -> {
            var slow = connection(millis(10));
            slow.setDeadline(millis(2));
            log(slow.read());
            log(now());
            slow.setDeadline(0);
            log(slow.read());
        })));
    }

    @Test
    void D5_the_monitor_polls_when_nobody_has_for_10_ms() {
        Run run = ok(IDEAL.run(() -> {
            go(() -> connection(millis(3)).read());
            gosched();
            loop(millis(40));
        }));
        assertTrue(run.sysmon().polls() >= 1, run.sysmon()::toString);
    }

    @Test
    void D5_a_program_that_waits_for_the_network_only_hangs_without_a_deadlock_report() {
        Run run = IDEAL.run(() -> {
            var pd = new dev.gopherscope.sim.sched.PollDesc();
            RuntimeEntry.current("test").sched().netpollBlock(pd);
        });
        assertEquals("hangs", run.outcome().text());
        assertEquals(-1, run.outcome().exitCode());
    }

    // ---- D6, D7, D8, D9 ----

    @Test
    void D6_sysmon_wakes_67_times_in_100_ms() {
        Run run = ok(IDEAL.run(() -> work(millis(100))));
        long[] looks = LongStream.of(times(run, EventKind.SYSMON))
                .filter(t -> t <= millis(100))
                .toArray();
        assertEquals(67, looks.length);
        assertEquals(micros(1_020), looks[50]);
        long[] later = {1_060, 1_140, 1_300, 1_620, 2_260, 3_540, 6_100, 11_220, 21_220, 31_220};
        for (int i = 0; i < later.length; i++) {
            assertEquals(micros(later[i]), looks[51 + i]);
        }
    }

    @Test
    void D6_the_duties_of_the_monitor_are_counted() {
        Run run = ok(IDEAL.run(() -> {
            go(() -> work(millis(30)));
            syscall(millis(1));
            Memory.gc();
            sleep(seconds(200));
        }));
        var duties = run.sysmon();
        assertTrue(duties.looks() > 50, duties::toString);
        assertTrue(duties.retakes() >= 1, duties::toString);
        assertTrue(duties.deepSleeps() >= 3, duties::toString);
        assertTrue(duties.forcedCollections() >= 1, duties::toString);
    }

    private static long sleepBesideALoop(Go settings, Body hog) {
        var took = new AtomicLong();
        ok(settings.run(() -> {
            go("hog", hog);
            sleep(millis(1));
            took.set(now());
        }));
        return took.get();
    }

    @Test
    void D7_a_loop_without_calls_is_preempted_by_a_signal_only() {
        Body hog = () -> loop(1_000_000_000);
        assertEquals(micros(11_220), sleepBesideALoop(IDEAL, hog));
        assertEquals(seconds(1), sleepBesideALoop(Go.version("1.13").procs(1).costs(Costs.NONE), hog));
        assertEquals(seconds(1), sleepBesideALoop(IDEAL.asyncPreempt(false), hog));
    }

    @Test
    void D7_before_go_1_2_nothing_is_preempted() {
        Body hog = () -> work(seconds(1));
        assertTrue(sleepBesideALoop(Go.version("1.2").costs(Costs.NONE), hog) < millis(25));
        assertTrue(sleepBesideALoop(Go.version("1.1").costs(Costs.NONE), hog) >= seconds(1));
    }

    @Test
    void D7_a_call_helps_only_if_it_is_not_inlined_and_checks_the_stack() {
        Go old = Go.version("1.13").procs(1).costs(Costs.NONE);
        var inlined = new Callee(20, 16, true);
        var smallLeaf = new Callee(200, 64, true);
        var real = new Callee(200, 160, true);
        assertEquals(seconds(1), sleepBesideALoop(old, () -> loop(1_000_000_000, inlined)));
        assertEquals(seconds(1), sleepBesideALoop(old, () -> loop(1_000_000_000, smallLeaf)));
        assertEquals(micros(11_220), sleepBesideALoop(old, () -> loop(1_000_000_000, real)));
        assertEquals(micros(11_220), sleepBesideALoop(old, () -> loop(1_000_000_000, Callee.CHANNEL_OPERATION)));
        assertEquals(micros(11_220), sleepBesideALoop(old, () -> loop(1_000_000_000, Callee.MAP_ACCESS)));
        // Functions that call others were not inlined before 1.12.
        var middle = new Callee(60, 32, false);
        assertFalse(middle.inlined(GoVersion.of("1.11")));
        assertTrue(middle.inlined(GoVersion.of("1.12")));
    }

    @Test
    void D8_the_first_slice_is_11_22_ms_and_the_others_20() {
        Run run = ok(IDEAL.run(() -> {
            go(() -> loop(millis(200)));
            loop(millis(200));
        }));
        long[] stops = times(run, EventKind.GO_PREEMPT);
        assertEquals(micros(11_220), stops[0]);
        for (int i = 2; i < 10; i++) {
            assertEquals(millis(20), stops[i] - stops[i - 1], "slice " + i);
        }
    }

    @Test
    void D9_a_loop_holds_up_a_stop_of_the_world_in_1_13_and_not_in_1_14() {
        long[] waits = new long[2];
        String[] versions = {"1.13", "1.14"};
        for (int i = 0; i < 2; i++) {
            Run run = ok(Go.version(versions[i]).procs(4).run(() -> {
                go(() -> loop(millis(800)));
                sleep(micros(500));
                Memory.gc();
            }));
            waits[i] = run.pauses().pauses().getFirst().durationNanos();
        }
        assertTrue(waits[0] > millis(700), waits[0] + " ns in 1.13");
        assertTrue(waits[1] < millis(1), waits[1] + " ns in 1.14");
    }

    // ---- D10 ----

    @Test
    void D10_a_goroutine_that_ends_while_it_is_locked_takes_its_thread_with_it_since_go_1_10() {
        Body program = () -> {
            var wg = waitGroup();
            wg.go(() -> {
                lockOSThread();
                work(micros(10));
            });
            wg.await();
            sleep(millis(1));
        };
        assertEquals(1, ok(Go.version("1.10").procs(2).run(program)).recorder().count(EventKind.THREAD_END));
        assertEquals(0, ok(Go.version("1.9").procs(2).run(program)).recorder().count(EventKind.THREAD_END));
    }

    @Test
    void D10_pinned_loops_make_short_tasks_wait_for_whole_slices() {
        long[] p99 = new long[2];
        for (int pinned = 0; pinned < 2; pinned++) {
            int loops = 4 * pinned;
            Run run = ok(Go.version("1.26").procs(4).run(() -> {
                for (int i = 0; i < loops; i++) {
                    go("poller-" + i, () -> {
                        lockOSThread();
                        loop(seconds(2));
                    });
                }
                var load = arrivals(200, Distribution.fixed(millis(5)), n -> work(micros(100)));
                load.await();
                log(load.latencyQuantile(0.99));
            }));
            p99[pinned] = (Long) logged(run).getFirst();
        }
        assertTrue(p99[0] < millis(1), p99[0] + " ns without");
        assertTrue(p99[1] > millis(10), p99[1] + " ns with pinned loops");
    }

    // ---- D11 ----

    @Test
    void D11_deaths_have_go_s_exit_codes_and_a_partial_deadlock_is_silent() {
        assertEquals(2, IDEAL.run(() -> chan(Integer.class).receive()).outcome().exitCode());
        assertEquals(2, IDEAL.run(() -> Goroutine.panic("x")).outcome().exitCode());
        Run exited = IDEAL.run(() -> exit(3));
        assertEquals("exit status 3", exited.outcome().text());
        assertEquals(3, exited.outcome().exitCode());
        assertEquals(0, IDEAL.run(() -> exit(0)).outcome().exitCode());
        ok(IDEAL.run(() -> {
            go(() -> chan(Integer.class).receive());
            sleep(millis(5));
        }));
    }

    // ---- D12 ----

    @Test
    void D12_gomaxprocs_follows_the_quota_from_go_1_25_on() {
        assertEquals(16, Go.version("1.24").cpus(16).cpuQuota(2).procs());
        assertEquals(2, Go.version("1.25").cpus(16).cpuQuota(2).procs());
        assertEquals(2, Go.version("1.25").cpus(16).cpuQuota(0.5).procs());
        assertEquals(3, Go.version("1.25").cpus(16).cpuQuota(2.5).procs());
        assertEquals(1, Go.version("1.4").cpus(16).procs());
        assertEquals(16, Go.version("1.5").cpus(16).procs());
    }

    @Test
    void D12_since_go_1_25_gomaxprocs_follows_a_quota_that_changes_unless_somebody_set_it() {
        Body program = () -> {
            for (int second = 0; second < 6; second++) {
                log(gomaxprocs(0));
                work(seconds(1));
            }
        };
        Go changing = Go.version("1.25")
                .cpus(8)
                .cpuQuota(2)
                .cpuQuotaChange(millis(1_500), 4)
                .cpuQuotaChange(millis(3_500), 3.2);
        Run run = ok(changing.run(program));
        assertEquals(List.of(2, 2, 2, 4, 4, 4), logged(run));
        assertEquals(1, run.recorder().count(EventKind.GOMAXPROCS));
        // The monitor looks once a second, so the change is seen within a second and a little more.
        long changed = times(run, EventKind.GOMAXPROCS)[0];
        assertTrue(changed > millis(1_500) && changed <= millis(2_520), changed + " ns");
        assertEquals(0, ok(changing.procs(2).run(program)).recorder().count(EventKind.GOMAXPROCS));
        Go old = Go.version("1.24").cpus(8).cpuQuota(2).cpuQuotaChange(millis(1_500), 4);
        assertEquals(List.of(8, 8, 8, 8, 8, 8), logged(old.run(program)));
        Run own = ok(changing.run(() -> {
            gomaxprocs(7);
            work(seconds(6));
            log(gomaxprocs(0));
        }));
        assertEquals(List.of(7), logged(own));
    }

    private static Run underQuota(String version) {
        return ok(Go.version(version).cpus(16).cpuQuota(2).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 32; i++) {
                wg.go(() -> work(millis(20)));
            }
            wg.await();
        }));
    }

    @Test
    void D12_a_quota_makes_all_threads_stand_still_until_the_next_period() {
        Run throttled = underQuota("1.24");
        Run aware = underQuota("1.25");
        assertTrue(throttled.throttled() >= 3, "throttled " + throttled.throttled());
        // 640 ms of work at 2 CPUs take 320 ms at least; with 16 Ps the quota of 200 ms is gone after 12.5 ms.
        assertTrue(throttled.endNanos() >= millis(300), throttled.endNanos() + " ns");
        assertTrue(aware.endNanos() >= millis(319), aware.endNanos() + " ns");
        long[] gaps = times(throttled, EventKind.CPU_THROTTLED);
        assertTrue(gaps[0] > millis(12) && gaps[0] < millis(14), gaps[0] + " ns");
        // No thread runs while all stand still.
        Recorder events = throttled.recorder();
        for (int id = 1; id <= events.size(); id++) {
            if (events.kind(id) == EventKind.GO_START) {
                long t = events.time(id);
                for (long gap : gaps) {
                    assertTrue(t <= gap || t >= (gap / millis(100) + 1) * millis(100), "a start at " + t);
                }
            }
        }
        long work = millis(640);
        assertTrue(throttled.cpuNanos() >= work && throttled.cpuNanos() < work * 1.3, "" + throttled.cpuNanos());
    }

    @Test
    void D12_a_noisy_neighbour_makes_work_take_longer_by_the_time_it_takes() {
        Body program = () -> work(millis(500));
        long quiet = ok(Go.version("1.26").procs(1).run(program)).endNanos();
        Go noisy = Go.version("1.26").procs(1).noisyNeighbour(millis(10), millis(2));
        Run run = ok(noisy.run(program));
        double slower = (double) run.endNanos() / quiet;
        assertTrue(slower > 1.05 && slower < 1.4, "factor " + slower);
        assertEquals(run.traceHash(), noisy.run(program).traceHash());
        assertTrue(!run.traceHash().equals(noisy.seed(2).run(program).traceHash()), "another seed, other bursts");
    }

    // ---- D13 ----

    @Test
    void D13_requests_come_whether_or_not_the_program_keeps_up() {
        long[] p99 = new long[2];
        double[] load = {0.5, 0.95};
        for (int i = 0; i < 2; i++) {
            long gap = (long) (millis(1) / 4 / load[i]);
            Run run = ok(Go.version("1.26")
                    .procs(4)
                    .recording(dev.gopherscope.sim.observe.RecordingLevel.OFF)
                    .run(() -> {
                        var open = arrivals(8_000, Distribution.exponential(gap), n -> work(millis(1)));
                        open.await();
                        log(open.latencyQuantile(0.99));
                        long waits = 0;
                        for (var r : open.served()) {
                            assertTrue(r.began() >= r.arrived() && r.ended() >= r.began() + millis(1));
                            waits = Math.max(waits, r.runnable());
                        }
                        assertTrue(waits > 0);
                    }));
            p99[i] = (Long) logged(run).getFirst();
        }
        assertTrue(p99[1] > 3 * p99[0], p99[0] + " ns at half load, " + p99[1] + " at 95 %");
    }

    @Test
    void D13_the_metric_follows_one_departure_in_eight() {
        Run run = ok(Go.version("1.26").procs(1).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 4; i++) {
                wg.go(() -> {
                    for (int k = 0; k < 2_000; k++) {
                        work(micros(10));
                        gosched();
                    }
                });
            }
            wg.await();
        }));
        double share = (double) run.schedLatencies().count() / run.recorder().count(EventKind.GO_START);
        assertEquals(1 / 8.0, share, 0.01);
        assertTrue(run.schedLatencies().quantile(0.5) >= micros(30), "three others go first");
    }

    @Test
    void D13_a_monitor_inside_the_program_alarms_when_all_ps_are_busy() {
        int[] alarms = new int[2];
        for (int hogs = 0; hogs < 2; hogs++) {
            int n = 8 * hogs;
            ok(Go.version("1.26").procs(4).run(() -> {
                var monitor = latencyMonitor(millis(100), millis(2));
                for (int i = 0; i < n; i++) {
                    go(() -> work(seconds(3)));
                }
                arrivals(2_000, Distribution.exponential(micros(500)), k -> work(micros(100)))
                        .await();
                log(monitor.alarms().size());
                log(monitor.samples().size());
                alarms[n / 8] = monitor.alarms().size();
            }));
        }
        assertEquals(0, alarms[0]);
        assertTrue(alarms[1] >= 3, alarms[1] + " alarms");
    }

    // ---- D17, D18 ----

    // ---- D17 ----

    @Test
    void D17_the_operating_system_sees_one_thread_that_never_stops_where_goroutines_take_turns() {
        Run run = ok(IDEAL.run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 50; i++) {
                wg.go(() -> {
                    for (int turn = 0; turn < 4; turn++) {
                        work(micros(100));
                        gosched();
                    }
                });
            }
            wg.await();
        }));
        assertTrue(run.summary().switches() > 200, run.summary().switches() + " switches of goroutines");
        ThreadsView seen = run.threads();
        assertEquals(0, seen.contextSwitches());
        assertEquals(1, seen.spans().size());
        assertEquals(run.endNanos(), seen.runningNanos(0));
    }

    @Test
    void D17_a_system_call_and_an_empty_queue_switch_a_thread_out() {
        ThreadsView seen = ok(IDEAL.run(() -> {
                    work(micros(100));
                    syscall(micros(10));
                    work(micros(100));
                    sleep(millis(1));
                    work(micros(100));
                }))
                .threads();
        assertEquals(2, seen.contextSwitches(), seen::toText);
        assertEquals(micros(300), seen.runningNanos(0), seen::toText);
    }

    @Test
    void D18_a_loop_of_a_thousand_million_iterations_costs_nothing() {
        Run run = ok(IDEAL.run(() -> loop(1_000_000_000)));
        assertEquals(seconds(1), run.endNanos());
        assertTrue(run.recorder().total() < 1_000, run.recorder().total() + " events");
    }

    // ---- GOMAXPROCS, timers of old versions ----

    @Test
    void where_nothing_costs_anything_time_passes_by_work_and_sleeps_only() {
        Run run = ok(Go.version("1.26").procs(1).costs(Costs.NONE).run(() -> {
            var c = chan(Integer.class, 1);
            for (int i = 0; i < 50; i++) {
                go(() -> Goroutine.recurse(300, 40));
            }
            go(() -> Goroutine.select(
                    Goroutine.onReceive(c, v -> log(now())),
                    Goroutine.onReceive(Goroutine.after(seconds(9)), v -> {})));
            Memory.allocMany(64, 100_000);
            Memory.allocMany(40_000, 100);
            Contexts.lookup(Contexts.withValue(Contexts.background(), "k", "v"), "k");
            sleep(millis(3));
            c.send(1);
            Memory.gc();
            log(now());
            work(micros(5));
        }));
        assertEquals(List.of(millis(3), millis(3)), logged(run));
        assertEquals(millis(3) + micros(5), run.endNanos());
        assertTrue(
                run.recorder().count(EventKind.STACK_COPY) > 50 && run.cycles().size() > 0);
    }

    @Test
    void GOMAXPROCS_changes_while_the_program_runs() {
        List<Long> ends = new ArrayList<>();
        Run run = ok(Go.version("1.26").procs(1).run(() -> {
            for (int procs : new int[] {1, 4, 2}) {
                gomaxprocs(procs);
                assertEquals(procs, gomaxprocs(0));
                long began = now();
                var wg = waitGroup();
                for (int i = 0; i < 8; i++) {
                    wg.go(() -> work(millis(5)));
                }
                wg.await();
                ends.add(now() - began);
            }
            Memory.gc();
        }));
        assertEquals(40e6, ends.get(0), 1e6);
        assertEquals(10e6, ends.get(1), 1e6);
        assertEquals(20e6, ends.get(2), 1e6);
        assertEquals(
                2,
                run.pauses().pauses().stream()
                        .filter(p -> p.reason().equals("GOMAXPROCS"))
                        .count());
    }

    @Test
    void GOMAXPROCS_can_shrink_below_the_p_of_the_caller_with_goroutines_queued() {
        int[] done = new int[1];
        ok(Go.version("1.26").procs(8).run(() -> {
            var wg = waitGroup();
            for (int i = 0; i < 400; i++) {
                wg.go(() -> {
                    work(micros(50));
                    if (done[0]++ == 100) {
                        gomaxprocs(2);
                    }
                    sleep(micros(10));
                });
            }
            wg.await();
        }));
        assertEquals(400, done[0]);
    }

    @Test
    void before_go_1_14_a_timer_needs_a_thread_and_a_p_to_fire() {
        Body program = () -> {
            for (int i = 0; i < 20; i++) {
                sleep(millis(1));
            }
        };
        Run old = ok(Go.version("1.13").procs(2).run(program));
        Run modern = ok(Go.version("1.14").procs(2).run(program));
        assertTrue(old.recorder().count(EventKind.GO_SYSCALL) >= 20, "timerproc sleeps in the kernel");
        assertEquals(0, modern.recorder().count(EventKind.GO_SYSCALL));
    }

    @Test
    void every_version_has_a_source_for_what_it_does_differently_and_runs_the_same_program() {
        for (String version : GoVersion.known()) {
            Run run = Go.version(version).procs(2).run(() -> {
                var wg = waitGroup();
                var c = chan(Integer.class, 2);
                wg.go(() -> {
                    for (int i = 0; i < 10; i++) {
                        c.send(i);
                        sleep(micros(10));
                    }
                    c.close();
                });
                int sum = 0;
                while (c.receive() instanceof Ok(var n)) {
                    sum += n;
                }
                wg.await();
                log(sum);
            });
            assertEquals(List.of(45), logged(run), version);
        }
    }
}
