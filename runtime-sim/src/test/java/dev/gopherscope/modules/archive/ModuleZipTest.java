package dev.gopherscope.modules.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ModuleZipTest {
    @Test
    void v5HashesAndRefusalsOfZipsAreThoseOfGo() {
        int refused = 0;
        for (JsonNode z : Oracle.read("zips.json").get("zips")) {
            var m = new ModuleVersion(z.get("path").asText(), z.get("version").asText());
            String prefix = z.has("prefix") ? z.get("prefix").asText() : m + "/";
            var entries = new ArrayList<ModuleZip.Entry>();
            byte[] goMod = null;
            for (var f : z.get("files").properties()) {
                byte[] content = f.getValue().has("text")
                        ? f.getValue().get("text").asText().getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(f.getValue().get("base64").asText());
                entries.add(new ModuleZip.Entry(prefix + f.getKey(), content));
                if (f.getKey().equals("go.mod")) {
                    goMod = content;
                }
            }
            var zip = new ModuleZip(entries);
            if (z.has("sum")) {
                assertEquals(z.get("sum").asText(), zip.hash(), m.toString());
            }
            if (z.has("go_mod_sum")) {
                String text =
                        z.hasNonNull("go_mod") ? z.get("go_mod").asText() : new String(goMod, StandardCharsets.UTF_8);
                assertEquals(z.get("go_mod_sum").asText(), Hash1.ofGoMod(text), m.toString());
            }
            GoError wrong = zip.wrongPrefix(m);
            wrong = wrong == null ? zip.check(m) : wrong;
            if (z.has("error")) {
                refused++;
                assertNotNull(wrong, m.toString());
                String expected = z.get("error").asText();
                String text =
                        expected.startsWith("unzip ") ? expected.substring(expected.indexOf(".zip: ") + 6) : expected;
                assertEquals(text, wrong.text());
            } else {
                assertEquals(null, wrong, m.toString());
            }
        }
        assertEquals(7, refused);
    }
}
