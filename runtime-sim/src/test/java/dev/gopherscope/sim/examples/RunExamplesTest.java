package dev.gopherscope.sim.examples;

import static dev.gopherscope.sim.Contexts.*;
import static dev.gopherscope.sim.Goroutine.*;
import static dev.gopherscope.sim.Memory.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.RunObserver;
import dev.gopherscope.sim.StartState;
import dev.gopherscope.sim.engine.CoroutineKind;
import dev.gopherscope.sim.engine.StopFlag;
import dev.gopherscope.sim.observe.LatencyView;
import dev.gopherscope.sim.observe.RecordingLevel;
import dev.gopherscope.sim.observe.RunDiff;
import dev.gopherscope.sim.version.Costs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of settings and of questions to a run, shown in the documentation of the two classes. */
class RunExamplesTest {
    private static String print(Object value) {
        String text = String.valueOf(value);
        assertFalse(text.isBlank());
        return text;
    }

    private static Run busy() {
        return Go.version("1.26").procs(2).seed(7).schedDetail(millis(5)).run(() -> {
            recordMarking();
            recordAllocations();
            var mu = mutex("counter");
            var root = named("root", withCancel(background()));
            var wg = waitGroup();
            for (int i = 0; i < 6; i++) {
                wg.go("worker-" + i, () -> {
                    mu.lock();
                    work(millis(3));
                    mu.unlock();
                    loop(millis(4));
                    done(root).receive();
                });
            }
            sleep(millis(40));
            gc();
            root.cancel();
            wg.await();
            log("done");
        });
    }

    @Test
    void whatHappenedInARun() {
        Run other = Go.version("1.26").procs(1).run(() -> work(millis(1)));
        // @start region="Run"
        Run run = busy();
        print(Run.last().endNanos()); // the run that ended last, also one that was interrupted
        print(run.outcome()); // ok, or Go's text of its death
        print(run.log()); // what the program logged
        print(run.endNanos()); // virtual time
        print(run.summary()); // the figures that describe it
        print(run.facts().get("sched.switches")); // figures by name
        print(run.traceHash()); // the same for the same program, version and seed
        print(run.settings().seed());
        print(run.recorder().size()); // every event, for own questions
        RunDiff diff = Run.diff(run, other); // where two runs part, and what changed
        print(diff);
        // @end
        assertEquals("done", run.log().getFirst().value());
        assertEquals(7, run.settings().seed());
        assertFalse(diff.divergence().isEmpty());
    }

    @Test
    void whoRanAndWhoWaited() {
        Run run = busy();
        // @start region="RunViews"
        print(run.timeline().toTable()); // lanes of Ps, threads and goroutines; a chart in a notebook
        print(run.timeline(millis(1), millis(5)).runs()); // a part of it
        print(run.runQueues().steals());
        print(run.states().running().max());
        print(run.threads().toTable()); // as the operating system sees it
        print(run.lockWaits().toTable());
        print(run.contextTree().explain("root"));
        print(run.tasks().toTable());
        print(run.bound()); // the best possible beside the real
        LatencyView late = run.latency().over(millis(2));
        print(run.explain(late)); // who ran instead, who made them ready
        print(run.antagonists(late));
        print(run.explain("worker-3")); // the story of a goroutine
        print(run.explainAt(millis(10))); // what everybody did then
        // @end
        assertTrue(run.explainAt(millis(10)).startsWith("At 10"));
    }

    @Test
    void whatTheCollectorAndTheMachineDid() {
        Run run = busy();
        // @start region="RunFigures"
        print(run.cycles()); // collections
        print(run.pauses().pauses());
        print(run.longestPauseNanos());
        print(run.explainGc(1));
        print(run.explainGoal());
        print(run.gcTrace()); // what GODEBUG=gctrace=1 would have printed
        print(run.gcTrace(2));
        print(run.gcPacerTrace());
        print(run.scavTrace());
        print(run.scanCounts());
        print(run.pacerEvents());
        print(run.heap());
        print(run.stacks());
        print(run.oom());
        print(run.heapProfile());
        print(run.memoryMap());
        print(run.sizeClasses());
        print(run.marking());
        print(run.allocations());
        print(run.sysmon()); // what the monitor thread did
        print(run.schedTrace(millis(10)));
        print(run.schedDetail()); // asked for with schedDetail
        print(run.schedLatencies().count());
        print(run.cpuNanos());
        print(run.throttled() + " " + run.throttledNanos()); // by the quota of the container
        // @end
        assertEquals(1, run.cycles().size());
    }

    @Test
    void filesForOtherTools(@TempDir Path folder) throws Exception {
        Run run = busy();
        // @start region="RunExport"
        run.goTrace(folder.resolve("run.trace")); // go tool trace run.trace
        run.chromeTrace(folder.resolve("run.json")); // ui.perfetto.dev
        Files.writeString(folder.resolve("metrics.txt"), run.openMetrics());
        run.export(folder.resolve("all")); // these and more, with a manifest
        // @end
        assertTrue(Files.size(folder.resolve("run.trace")) > 500);
        assertTrue(Files.isRegularFile(folder.resolve("all").resolve("manifest.json")));
    }

    @Test
    void theProcessAndItsMachine() {
        // @start region="Go"
        Go go = Go.version("1.26") // or Go.latest()
                .cpus(8)
                .procs(4) // GOMAXPROCS
                .seed(42)
                .gogc(50)
                .memoryLimit(mib(512)) // GOMEMLIMIT
                .asyncPreempt(true);
        Run run = go.run(() -> work(millis(1)));
        print(go.version().name() + " " + go.procs() + " " + go.seed() + " " + go.gogc() + " " + go.memoryLimit() + " "
                + go.asyncPreempt() + " " + go.host().cpus());
        // @end
        assertEquals("ok", run.outcome().text());
        assertEquals(Go.latest().version().name(), go.version().name());
    }

    @Test
    void containersAndNeighbours() {
        // @start region="GoContainer"
        Go pod = Go.version("1.26")
                .cpus(16)
                .cpuQuota(2.0) // GOMAXPROCS follows since 1.25
                .cpuQuotaChange(millis(50), 1.0)
                .cgroup(mib(256)) // memory.max
                .memoryHigh(mib(200))
                .noisyNeighbour(millis(10), millis(2));
        Run run = pod.run(() -> work(millis(20)));
        print(pod.procs() + " " + pod.memoryMax() + " " + run.throttled());
        // @end
        assertEquals(2, pod.procs());
    }

    @Test
    void startRecordingAndTheSimulatorItself() {
        var looks = new ArrayList<Long>();
        // @start region="GoSimulator"
        RunObserver watch = new RunObserver(soFar -> looks.add(soFar.endNanos())); // watch.ask() looks, from any thread
        Go go = Go.version("1.26")
                .startState(StartState.RECORDED) // the heap of a real process at main
                .startTick(60) // the next turn looks at the global queue first
                .recording(RecordingLevel.FULL, 1_000_000) // keep so many events at most
                .costs(Costs.measured())
                .coroutines(CoroutineKind.preferred())
                .stopFlag(new StopFlag()) // ends the run from another thread
                .observer(watch)
                .maxStack(mib(64))
                .memProfileRate(1)
                .schedDetail(millis(1))
                .quitAt(millis(5)) // SIGQUIT: prints all goroutines and ends
                .sourceLines(true); // stacks of exported traces have lines
        Run run = go.run(() -> sleep(millis(10)));
        print(go.startState() + " " + go.startTick() + " " + go.recording() + " " + go.capacity() + " " + go.costs()
                + " " + go.coroutines());
        // @end
        assertEquals(2, run.outcome().exitCode());
        assertEquals(List.of(), looks, "nobody asked");
    }
}
