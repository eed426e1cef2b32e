package dev.gopherscope.sim.oracle;

import static dev.gopherscope.sim.Contexts.background;
import static dev.gopherscope.sim.Contexts.done;
import static dev.gopherscope.sim.Contexts.withTimeout;
import static dev.gopherscope.sim.Goroutine.after;
import static dev.gopherscope.sim.Goroutine.afterFunc;
import static dev.gopherscope.sim.Goroutine.chan;
import static dev.gopherscope.sim.Goroutine.go;
import static dev.gopherscope.sim.Goroutine.gosched;
import static dev.gopherscope.sim.Goroutine.millis;
import static dev.gopherscope.sim.Goroutine.newTimer;
import static dev.gopherscope.sim.Goroutine.now;
import static dev.gopherscope.sim.Goroutine.onReceive;
import static dev.gopherscope.sim.Goroutine.onSend;
import static dev.gopherscope.sim.Goroutine.seconds;
import static dev.gopherscope.sim.Goroutine.select;
import static dev.gopherscope.sim.Goroutine.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.Ok;
import dev.gopherscope.sim.Received;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.Timer;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.version.Costs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs of sleeps, timers and channels do everything in the order and at the nanosecond at which go1.26.8 did it in a bubble of
 * {@code testing/synctest}. The recorder, which this follows operation by operation, is in {@code src/recorder/timers}.
 */
class RandomTimersTest {
    private static final int MOST_STARTS = 30;

    static List<JsonNode> programs() throws IOException {
        var json = new ObjectMapper();
        List<JsonNode> all = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RandomTimersTest.class.getResourceAsStream("/oracle/orders/timers.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null; ) {
                all.add(json.readTree(line));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "program {index}")
    @MethodSource("programs")
    void aRandomProgramDoesEverythingWhenGoDoesIt(JsonNode program) {
        var interpreter = new Interpreter(program);
        Run run = Go.version("1.26").procs(1).costs(Costs.NONE).run(interpreter::main);
        assertEquals("ok", run.outcome().text(), () -> run.outcome().report());
        List<String> recorded = new ArrayList<>();
        program.get("order").forEach(step -> recorded.add(step.asText()));
        assertEquals(recorded, interpreter.order);
    }

    private static final class Interpreter {
        final List<String> order = new ArrayList<>();
        private final JsonNode program;
        private final List<Chan<Integer>> channels = new ArrayList<>();
        private final List<Timer> timers = new ArrayList<>();
        private int next;

        Interpreter(JsonNode program) {
            this.program = program;
        }

        void main() {
            program.get("capacities").forEach(c -> channels.add(chan(Integer.class, c.asInt())));
            for (int i = 0; i < 3; i++) {
                timers.add(newTimer(seconds(3600)));
            }
            program.get("start").forEach(script -> start(script.asInt()));
            sleep(millis(20));
        }

        private void log(int id, String what) {
            order.add(id + " " + what + " at " + now());
        }

        private void start(int script) {
            if (next == MOST_STARTS) {
                return;
            }
            int id = next++;
            JsonNode operations = program.get("scripts").get(script);
            go(() -> {
                for (int i = 0; i < operations.size(); i++) {
                    JsonNode o = operations.get(i);
                    int x = o.size() > 1 ? o.get(1).asInt() : 0;
                    int y = o.size() > 2 ? o.get(2).asInt() : 0;
                    log(id, perform(id, o.get(0).asText(), x, y, x + id * 1009L + i * 13L, id * 100 + i));
                }
            });
        }

        private static String received(String operation, Received<Integer> value) {
            return operation + " " + (value instanceof Ok<Integer>(var n) ? n : 0);
        }

        /** Does something and says what to log. What never happens is left waiting when main ends. */
        private String perform(int id, String operation, int x, int y, long nanos, int value) throws Exception {
            switch (operation) {
                // Both wait in a select in Go, so that they can be ended.
                case "send" ->
                    select(onSend(channels.get(x), value, () -> {}), onReceive(chan(Boolean.class), v -> {}));
                case "receive" -> {
                    var got = new String[1];
                    select(
                            onReceive(channels.get(x), v -> got[0] = received(operation, v)),
                            onReceive(chan(Boolean.class), v -> {}));
                    return got[0];
                }
                case "trySend" -> {
                    return channels.get(x).trySend(value) ? operation : "full";
                }
                case "tryReceive" -> {
                    Received<Integer> v = channels.get(x).tryReceive();
                    return v == null ? "empty" : received(operation, v);
                }
                case "gosched" -> gosched();
                case "sleep" -> sleep(nanos);
                case "receiveOrAfter" -> {
                    var got = new String[1];
                    select(
                            onReceive(channels.get(y), v -> got[0] = received(operation, v)),
                            onReceive(after(nanos), v -> got[0] = "too late"));
                    return got[0];
                }
                case "after" -> after(nanos).recv();
                case "newTimer" -> timers.set(y, newTimer(nanos));
                case "stop" -> {
                    return operation + " " + timers.get(y).stop();
                }
                case "reset" -> {
                    return operation + " " + timers.get(y).reset(nanos);
                }
                case "timer" -> timers.get(y).c().recv();
                case "afterFunc" -> afterFunc(nanos, () -> log(id, "function " + value));
                case "withTimeout" -> {
                    try (CancelCtx ctx = withTimeout(background(), nanos)) {
                        done(ctx).recv();
                    }
                }
                case "go" -> start(x);
                default -> throw new IllegalArgumentException(operation);
            }
            return operation;
        }
    }
}
