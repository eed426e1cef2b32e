package dev.gopherscope.sim.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.sim.conformance.Conformance;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values lie in memory, against what go1.26.8 says of the same types. */
class GoTypeTest {

    @TestFactory
    Stream<DynamicTest> structs_are_laid_out_as_in_go() throws IOException {
        Conformance.reads("memory", "struct_layout");
        JsonNode values = new ObjectMapper()
                .readTree(GoTypeTest.class.getResourceAsStream("/oracle/memory/struct_layout.json"))
                .get("values");
        return values.properties().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    GoType type = GoType.of(e.getKey());
                    var text = new StringBuilder("[" + type.size() + "," + type.align());
                    for (long offset : type.offsets()) {
                        text.append(',').append(offset);
                    }
                    assertEquals(e.getValue().toString(), text + "]");
                }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64 | 8 | 0",
                "*T | 8 | 8",
                "string | 16 | 8",
                "any | 16 | 16",
                "[4]string | 64 | 56",
                "next *node; value int | 16 | 8",
                "value int; next *node | 16 | 16",
                "a struct{ p *T; n int }; b struct{ p *T; n int } | 32 | 24",
                "[3]struct{ n int; s []byte } | 96 | 80",
            })
    void marking_looks_at_a_value_up_to_its_last_pointer(String type, long size, long ptrBytes) {

        assertEquals(size, GoType.of(type).size());
        assertEquals(ptrBytes, GoType.of(type).ptrBytes());
    }

    @Test
    void something_that_is_no_type_is_named_in_the_message() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> GoType.of("bool, Node, int"));
        assertTrue(thrown.getMessage().contains("\"Node\""), thrown::getMessage);
    }
}
