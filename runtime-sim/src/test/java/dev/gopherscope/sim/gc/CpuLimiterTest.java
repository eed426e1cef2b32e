package dev.gopherscope.sim.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The limiter of processor time against scripts that ran on go1.26.8: {@code oracle/gc/limiter.json}. */
class CpuLimiterTest {

    @TestFactory
    Stream<DynamicTest> the_bucket_fills_and_empties_as_in_go() throws IOException {
        JsonNode file;
        try (InputStream in = CpuLimiterTest.class.getResourceAsStream("/oracle/gc/limiter.json")) {
            file = new ObjectMapper().readTree(in);
        }
        return StreamSupport.stream(file.get("scripts").spliterator(), false)
                .map(script -> DynamicTest.dynamicTest(script.get("name").asText(), () -> play(script)));
    }

    private static void play(JsonNode script) {
        var limiter =
                new CpuLimiter(script.get("start").asLong(), script.get("procs").asInt());
        for (JsonNode step : script.get("steps")) {
            long now = step.path("now").asLong();
            switch (step.get("op").asText()) {
                case "update" -> limiter.update(now);
                case "need_update" ->
                    assertEquals(step.get("answer").asBoolean(), limiter.needUpdate(now), step::toString);
                case "add_assist" -> limiter.addAssistTime(step.get("ns").asLong());
                case "add_idle" -> limiter.addIdleTime(step.get("ns").asLong());
                case "start_transition" ->
                    limiter.startTransition(step.get("gc_on").asBoolean(), now);
                case "finish_transition" -> limiter.finishTransition(now);
                case "reset_capacity" ->
                    limiter.resetCapacity(now, step.get("procs").asInt());
                default -> throw new IllegalArgumentException("unknown operation " + step);
            }
            assertEquals(step.get("fill").asLong(), limiter.fill(), step::toString);
            assertEquals(step.get("capacity").asLong(), limiter.capacity(), step::toString);
            assertEquals(step.get("overflow").asLong(), limiter.overflow(), step::toString);
            assertEquals(step.get("limiting").asBoolean(), limiter.limiting(), step::toString);
        }
    }
}
