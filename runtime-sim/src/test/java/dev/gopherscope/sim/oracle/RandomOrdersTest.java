package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.done;
import static dev.gopherscope.sim.Contexts.withCancel;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.cond;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.goexit;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.lockOSThread;
import static dev.gopherscope.sim.Goroutine.mutex;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.onSend;
import static dev.gopherscope.sim.Goroutine.once;
import static dev.gopherscope.sim.Goroutine.rwMutex;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.unlockOSThread;
import static dev.gopherscope.sim.Goroutine.waitGroup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Received;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.sched.GoPanic;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.Once;
import dev.gopherscope.sim.sync.RWMutex;
import dev.gopherscope.sim.sync.WaitGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs of goroutines, channels, locks and contexts do everything in the order in which go1.26.8 did it on one P. The recorder,
 * whose {@code main.go} this follows operation by operation, is in {@code src/recorder/orders}.
 */
class RandomOrdersTest {
    private static final int MOST_STARTS = 40;
    private static final int YIELDS = 300;

    static List<JsonNode> programs() throws IOException {
        var json = new ObjectMapper();
        List<JsonNode> all = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RandomOrdersTest.class.getResourceAsStream("/oracle/orders/orders.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null; ) {
                all.add(json.readTree(line));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "program {index}")
    @MethodSource("programs")
    void aRandomProgramDoesEverythingInTheOrderOfGo(JsonNode program) {
        var interpreter = new Interpreter(program);
        Run run = Go.version("1.26").procs(1).run(interpreter::main);
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        List<String> recorded = new ArrayList<>();
        program.get("order").forEach(step -> recorded.add(step.asText()));
        assertEquals(recorded, interpreter.order);
    }

    @Test
    void theProgramsUseEveryOperation() throws IOException {
        List<String> used = programs().stream()
                .flatMap(p -> stream(p.get("scripts")).flatMap(RandomOrdersTest::stream))
                .map(o -> o.get(0).asText())
                .distinct()
                .toList();
        assertEquals(29, used.size(), used.toString());
        assertTrue(programs().size() >= 200);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get);
    }

    private static final class Interpreter {
        final List<String> order = new ArrayList<>();
        private final JsonNode program;
        private final List<Chan<Integer>> channels = new ArrayList<>();
        private final List<Mutex> mutexes = new ArrayList<>();
        private final List<RWMutex> rw = new ArrayList<>();
        private final List<Once> onces = new ArrayList<>();
        private final List<Mutex> lockOfCond = new ArrayList<>();
        private final List<Cond> conds = new ArrayList<>();
        private final List<CancelCtx> contexts = new ArrayList<>();
        private final boolean[] closed;
        private Chan<Integer> never;
        private WaitGroup group;
        private int inGroup;
        private int next;

        Interpreter(JsonNode program) {
            this.program = program;
            this.closed = new boolean[program.get("capacities").size()];
        }

        void main() {
            never = chan(Integer.class);
            group = waitGroup();
            program.get("capacities").forEach(c -> channels.add(chan(Integer.class, c.asInt())));
            for (int i = 0; i < program.get("mutexes").asInt(); i++) {
                mutexes.add(mutex());
            }
            for (int i = 0; i < program.get("rwMutexes").asInt(); i++) {
                rw.add(rwMutex());
            }
            for (int i = 0; i < 2; i++) {
                lockOfCond.add(mutex());
                conds.add(cond(lockOfCond.get(i)));
            }
            Context parent = background();
            for (int i = 0; i < 3; i++) {
                onces.add(once());
                CancelCtx made = withCancel(parent);
                contexts.add(made);
                parent = made;
            }
            program.get("start").forEach(script -> start(script.asInt()));
            for (int i = 0; i < YIELDS; i++) {
                gosched();
            }
        }

        private void log(int id, String what) {
            order.add(id + " " + what);
        }

        private void start(int script) {
            if (next == MOST_STARTS) {
                return;
            }
            int id = next++;
            JsonNode operations = program.get("scripts").get(script);
            go(() -> {
                try {
                    for (int i = 0; i < operations.size(); i++) {
                        JsonNode o = operations.get(i);
                        int x = o.size() > 1 ? o.get(1).asInt() : 0;
                        String result = perform(id, o.get(0).asText(), x, id * 100 + i);
                        if (!result.isEmpty()) {
                            log(id, result);
                        }
                    }
                } catch (GoPanic e) {
                    log(id, e.getMessage());
                }
            });
        }

        private static String received(String operation, Received<Integer> value) {
            return operation + (value instanceof Ok<Integer>(var n) ? " " + n + " true" : " 0 false");
        }

        /** Does something and says what to log, nothing if it was not to be done. */
        private String perform(int id, String operation, int x, int value) throws Exception {
            switch (operation) {
                case "send" -> channels.get(x).send(value);
                case "receive" -> {
                    return received(operation, channels.get(x).receive());
                }
                case "trySend" -> {
                    return channels.get(x).trySend(value) ? operation : "full";
                }
                case "tryReceive" -> {
                    Received<Integer> v = channels.get(x).tryReceive();
                    return v == null ? "empty" : received(operation, v);
                }
                case "selectReceive" -> {
                    var got = new String[1];
                    select(onReceive(channels.get(x), v -> got[0] = received(operation, v)), onReceive(never, v -> {}));
                    return got[0];
                }
                case "selectSend" -> select(onSend(channels.get(x), value, () -> {}), onReceive(never, v -> {}));
                case "close" -> {
                    if (closed[x]) {
                        return "";
                    }
                    closed[x] = true;
                    channels.get(x).close();
                }
                case "gosched" -> gosched();
                case "lock" -> mutexes.get(x).lock();
                case "unlock" -> mutexes.get(x).unlock();
                case "tryLock" -> {
                    if (!mutexes.get(x).tryLock()) {
                        return "locked";
                    }
                    gosched();
                    mutexes.get(x).unlock();
                }
                case "rLock" -> rw.get(x).rLock();
                case "rUnlock" -> rw.get(x).rUnlock();
                case "wLock" -> rw.get(x).lock();
                case "wUnlock" -> rw.get(x).unlock();
                case "go" -> start(x);
                case "once" ->
                    onces.get(x).doOnce(() -> {
                        gosched();
                        log(id, "first");
                    });
                case "done" -> done(contexts.get(x)).recv();
                case "cancel" -> contexts.get(x).cancel();
                case "err" -> {
                    var err = contexts.get(x).err();
                    return "err " + (err == null ? "<nil>" : err);
                }
                case "groupWait" -> group.await();
                case "groupAdd" -> {
                    inGroup++;
                    group.add(1);
                }
                case "groupDone" -> {
                    if (inGroup == 0) {
                        return "";
                    }
                    inGroup--;
                    group.done();
                }
                case "lockOSThread" -> lockOSThread();
                case "unlockOSThread" -> unlockOSThread();
                case "condWait" -> {
                    lockOfCond.get(x).lock();
                    conds.get(x).await();
                    lockOfCond.get(x).unlock();
                }
                case "signal" -> conds.get(x).signal();
                case "broadcast" -> conds.get(x).broadcast();
                case "goexit" -> {
                    log(id, operation);
                    goexit();
                }
                default -> throw new IllegalArgumentException(operation);
            }
            return operation;
        }
    }
}
