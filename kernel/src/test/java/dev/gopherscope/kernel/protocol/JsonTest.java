package dev.gopherscope.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static Map<String, Object> read(String json) throws IOException {
        return Json.readObject(json.getBytes(UTF_8));
    }

    @Test
    void whatIsReadIsWrittenBackTheSame() throws IOException {
        var json = """
                {"a":[1,-2.5,true,null,"ü😀\\n"],"b":{"c":{}},"d":9223372036854775808,"e":[],"f":""}""";
        assertEquals(json, new String(Json.write(read(json)), UTF_8));
    }

    @Test
    void numbersHaveTheSmallestFittingType() throws IOException {
        var numbers = read("{\"a\": 1, \"b\": 1.0, \"c\": 9223372036854775808}");
        assertEquals(List.of(1L, 1.0, new BigInteger("9223372036854775808")), List.copyOf(numbers.values()));
    }

    @Test
    void whatIsNoObjectIsRefused() {
        for (var json : List.of("", "1", "[]", "{", "{\"a\":}", "{} {}", "{\"a\":1,}", "nul", "{\"a\":NaN}")) {
            assertThrows(IOException.class, () -> read(json), json);
        }
        assertThrows(IOException.class, () -> Json.readObject(new byte[] {'{', '"', -1, '"', ':', '1', '}'}));
    }

    @Test
    void hostileNestingIsRefusedBothWays() {
        assertThrows(IOException.class, () -> read("{\"a\":" + "[".repeat(1_000_000)));
        var cycle = new ArrayList<Object>();
        cycle.add(cycle);
        assertThrows(IllegalArgumentException.class, () -> Json.write(cycle));
    }

    @Test
    void aTextLongerThanTwentyMillionCharactersPasses() throws IOException {
        var text = "x".repeat(25_000_000);
        assertEquals(text, Json.readObject(Json.write(Map.of("a", text))).get("a"));
    }

    @Test
    void valuesThatJsonDoesNotKnowAreNamed() {
        var fault = assertThrows(IllegalArgumentException.class, () -> Json.write(List.of(new Thread())));
        assertTrue(fault.getMessage().contains("java.lang.Thread"), fault.getMessage());
    }

    @Test
    void allKindsOfNumbersAndSequencesAreWritten() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("numbers", List.of((byte) 1, (short) 2, 3, 4L, 0.5f, 1e100));
        tree.put("collection", new TreeSet<>(List.of(2, 1)));
        assertEquals("{\"numbers\":[1,2,3,4,0.5,1.0E100],\"collection\":[1,2]}", new String(Json.write(tree), UTF_8));
    }

    @Test
    void unpairedSurrogatesBecomeReplacementCharacters() {
        assertEquals("a\ufffdb", Json.wellFormed("a\ud83db"));
        assertEquals("\ufffd\ufffd", Json.wellFormed("\ude00\ud83d"));
        assertEquals("😀", Json.wellFormed("😀"));
        assertTrue(Arrays.equals("{\"k\":\"\ufffd\"}".getBytes(UTF_8), Json.write(Map.of("k", "\udc00"))));
    }
}
