package dev.gopherscope.modules.modfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gopherscope.modules.Oracle;
import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModFileTest {
    @Test
    void printsAndRefusesFilesAsGoDoes() {
        var wrong = new ArrayList<String>();
        JsonNode files = Oracle.read("modfiles.json").get("files");
        for (JsonNode file : files) {
            String text = file.get("text").asText();
            String expected = file.has("printed")
                    ? file.get("printed").asText()
                    : file.get("error").asText().strip();
            String got;
            try {
                ModFile f = ModFile.parse("go.mod", text, null);
                new RequireEditor(f).sortBlocks();
                f.cleanUp();
                got = f.print();
            } catch (GoError e) {
                got = ("go: errors parsing go.mod:\n" + e.text()).strip();
            }
            if (!got.equals(expected)) {
                wrong.add(text + "\n--- expected\n" + expected + "\n--- got\n" + got);
            }
        }
        assertTrue(files.size() > 600);
        assertEquals(List.of(), wrong);
    }

    @Test
    void keepsCommentsWhenRequirementsChange() {
        ModFile f = ModFile.parse("go.mod", """
                module example.com/m

                go 1.21

                // What we need.
                require (
                	example.com/a v1.0.0 // pinned for a reason
                	example.com/b v1.0.0
                )
                """, null);
        new RequireEditor(f)
                .setSeparately(List.of(
                        new RequireEditor.Wanted(ModuleVersion.parse("example.com/a v1.2.0"), false),
                        new RequireEditor.Wanted(ModuleVersion.parse("example.com/c v1.0.0"), true)));
        f.cleanUp();
        assertEquals("""
                module example.com/m

                go 1.21

                // What we need.
                require example.com/a v1.2.0 // pinned for a reason

                require example.com/c v1.0.0 // indirect
                """, f.print());
    }

    @Test
    void readsDependenciesOfTheFutureButOnlyMainModulesStrictly() {
        String text = "module example.com/m\n\ngo 1.99\n\nfuture thing\n";
        assertEquals("1.99", ModFile.parseLax("go.mod", text).goVersion());
        GoError e = assertThrows(GoError.class, () -> ModFile.parse("go.mod", text, null));
        assertEquals("go.mod:5: unknown directive: future", e.text());
    }

    @Test
    void readsWorkspaces() {
        WorkFile w = WorkFile.parse(
                "go.work", "go 1.22\n\nuse (\n\t./a\n\t./b // second\n)\nreplace x.com/y => ../y\n", null);
        assertEquals(List.of("./a", "./b"), w.use());
        assertEquals("1.22", w.goVersion());
        assertEquals("go 1.22\n\nuse (\n\t./a\n\t./b // second\n)\n\nreplace x.com/y => ../y\n", w.print());
    }
}
