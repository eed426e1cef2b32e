package dev.gopherscope.modules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What real Go 1.26.8 said about modules; the format is in {@code oracle/modules/README.md}. */
public final class Oracle {
    private Oracle() {}

    public static JsonNode read(String name) {
        try (InputStream in = Oracle.class.getResourceAsStream("/oracle/modules/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> strings(JsonNode list) {
        var out = new ArrayList<String>();
        if (list != null) {
            list.forEach(n -> out.add(n.asText()));
        }
        return out;
    }
}
