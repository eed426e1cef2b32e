package dev.gopherscope.golang.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The sources of Go's standard library are correct: parser and checker must find nothing. Skipped without a toolchain. */
class StdLibraryTest {
    @Test
    void theStandardLibraryHasNoErrors() {
        Path root = GoRootImporter.goRoot();
        Assumptions.assumeTrue(root != null, "no Go toolchain in the path");
        GoRootImporter importer = new GoRootImporter(java.util.Objects.requireNonNull(root));
        for (String path : List.of(
                "fmt",
                "strings",
                "sort",
                "slices",
                "maps",
                "sync",
                "context",
                "time",
                "bufio",
                "container/heap",
                "encoding/json",
                "iter")) {
            assertNotNull(importer.importPackage(path), path);
        }
        assertEquals(List.of(), importer.errors);
    }
}
