package dev.gopherscope.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

/** The classes that are defined inside JShell are all there: one that is missing would fail at some later cell only. */
class InsideJShellTest {

    @Test
    void everyClassThatTheCompilerMadeOfCellBatchIsDefined() throws Exception {
        var classes = Path.of(InsideJShell.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.list(classes.resolve("jdk/jshell"))) {
            var made = files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring("CellBatch".length(), name.length() - ".class".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(made, new TreeSet<>(InsideJShell.CLASSES));
        }
    }

    @Test
    void theJvmThatRunsTheTestsHasBatches() {
        try (var shell = JShell.create()) {
            assertNotNull(InsideJShell.batches(shell));
        }
    }
}
