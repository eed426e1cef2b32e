package dev.gopherscope.sim.observe;

import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.sleep;
import static dev.gopherscope.sim.Goroutine.syscall;
import static dev.gopherscope.sim.Goroutine.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.sched.Body;
import dev.gopherscope.sim.version.Costs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedDetailTest {
    private static final Body PROGRAM = () -> {
        var never = chan(Integer.class);
        var lock = mutex();
        lock.lock();
        go("locked", () -> {
            lockOSThread();
            sleep(millis(20));
        });
        go("receiver", never::receive);
        go("waiter", lock::lock);
        go("caller", () -> syscall(millis(20)));
        go("worker", () -> work(millis(20)));
        sleep(millis(12));
    };

    private static List<String> at6ms(String version) {
        String text = Go.version(version)
                .procs(3)
                .costs(Costs.NONE)
                .schedDetail(millis(6))
                .run(PROGRAM)
                .schedDetail();
        return Stream.of(text.substring(text.indexOf("SCHED 6ms"), text.indexOf("SCHED 12ms"))
                        .split("\n"))
                .toList();
    }

    private static long count(List<String> lines, String pattern) {
        return lines.stream().filter(line -> line.matches(pattern)).count();
    }

    @Test
    void everyPThreadAndGoroutineHasALineInTheFormOfGo126() {
        List<String> lines = at6ms("1.26");
        assertTrue(
                lines.getFirst()
                        .matches(
                                "SCHED 6ms: gomaxprocs=3 idleprocs=\\d threads=\\d+ spinningthreads=0 needspinning=0"
                                        + " idlethreads=\\d+ runqueue=0 gcwaiting=false nmidlelocked=1 stopwait=0 sysmonwait=false"),
                lines.getFirst());
        String p =
                "  P\\d: status=[01] schedtick=\\d+ syscalltick=\\d+ m=(nil|\\d+) runqsize=\\d+ gfreecnt=0 timerslen=\\d+";
        assertEquals(3, count(lines, p), lines.toString());
        String m = "  M\\d+: p=(nil|\\d) curg=(nil|\\d+) mallocing=0 throwing=0 preemptoff= locks=0 dying=0"
                + " spinning=(true|false) blocked=(true|false) lockedg=(nil|\\d+)";
        assertEquals(count(lines, "  M.*"), count(lines, m), lines.toString());
        assertEquals(1, count(lines, "  M.* p=nil .*blocked=true lockedg=[1-9]\\d*"), lines.toString());
        assertEquals(1, count(lines, "  G\\d+: status=4\\(sleep\\) m=nil lockedm=\\d+"), lines.toString());
        assertEquals(1, count(lines, "  G\\d+: status=4\\(chan receive\\) m=nil lockedm=nil"), lines.toString());
        assertEquals(1, count(lines, "  G\\d+: status=4\\(sync.Mutex.Lock\\) m=nil lockedm=nil"), lines.toString());
        assertEquals(1, count(lines, "  G\\d+: status=3\\(\\) m=\\d+ lockedm=nil"), lines.toString());
        assertEquals(1, count(lines, "  G\\d+: status=2\\(\\) m=\\d+ lockedm=nil"), lines.toString());
        // Every line is one of these.
        assertEquals(lines.size() - 1, count(lines, p) + count(lines, m) + count(lines, "  G\\d+: status=.*"));
    }

    @Test
    void olderVersionsPrintTheirOwnForms() {
        List<String> go119 = at6ms("1.19");
        assertTrue(
                go119.getFirst()
                        .matches("SCHED 6ms: .* spinningthreads=0 idlethreads=\\d+ runqueue=0 gcwaiting=0"
                                + " nmidlelocked=1 stopwait=0 sysmonwait=0"),
                go119.getFirst());
        assertTrue(count(go119, "  M.* lockedg=-1") > 0, go119.toString());
        assertEquals(1, count(go119, "  G\\d+: status=4\\(semacquire\\) m=-1 lockedm=-1"), go119.toString());
        // A call of 20 ms lost its P long ago; one that is young still has it, and until 1.25 the P says so.
        Go young = Go.version("1.25").procs(1).costs(Costs.NONE).schedDetail(1_000);
        String text = young.run(() -> syscall(10_000)).schedDetail();
        assertTrue(text.contains("\n  P0: status=2 "), text);
        String now = Go.version("1.26")
                .procs(1)
                .costs(Costs.NONE)
                .schedDetail(1_000)
                .run(() -> syscall(10_000))
                .schedDetail();
        assertTrue(!now.contains("P0: status=2 "), now);
        assertTrue(at6ms("1.13").stream().noneMatch(line -> line.contains("timerslen")));
    }

    @Test
    void printingChangesNothingOfWhatHappens() {
        for (String version : List.of("1.13", "1.26")) {
            Go go = Go.version(version).procs(3).seed(9);
            Run quiet = go.run(PROGRAM);
            Run printed = go.schedDetail(70_000).run(PROGRAM);
            assertEquals(quiet.traceHash(), printed.traceHash());
        }
    }

    @Test
    void whoDidNotAskForTheLinesIsToldHow() {
        Run run = Go.latest().run(() -> work(1));
        var e = assertThrows(IllegalStateException.class, run::schedDetail);
        assertTrue(e.getMessage().contains(".schedDetail(millis(1))"), e.getMessage());
    }
}
