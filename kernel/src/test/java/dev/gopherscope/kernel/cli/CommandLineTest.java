package dev.gopherscope.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.protocol.Json;
import dev.gopherscope.kernel.protocol.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as they are typed: exit codes and words. */
class CommandLineTest {

    private final StringWriter said = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private int execute(String... arguments) {
        var line = Main.commandLine();
        line.setErr(new PrintWriter(said));
        line.setOut(new PrintWriter(said));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "lab --port many",
                "lab --port 99999",
                "run",
                "run --nonsense x.ipynb",
                "install --user --sys-prefix",
                "kernel"
            })
    void bad_arguments_are_answered_with_the_usage_and_exit_code_2(String arguments) {
        assertEquals(2, arguments.isEmpty() ? execute() : execute(arguments.split(" ")));
        // For a word that is close to a command, that command is suggested instead.
        assertTrue(said.toString().matches("(?s).*(Usage: gopherscope|Did you mean).*"), said::toString);
    }

    @Test
    void a_notebook_that_is_not_there_is_named() {
        assertEquals(1, execute("run", folder.resolve("none.ipynb").toString()));
        assertTrue(said.toString().contains("there is no notebook"), said::toString);
        assertFalse(said.toString().contains("Exception"), said::toString);
    }

    @Test
    void a_failing_cell_gives_exit_code_1_and_a_good_notebook_is_written() throws IOException {
        String cell =
                "{\"cells\":[{\"cell_type\":\"code\",\"id\":\"a\",\"metadata\":{},\"execution_count\":null,\"outputs\":[],\"source\":[\"%s\"]}],"
                        + "\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}";
        Path bad = Files.writeString(folder.resolve("bad.ipynb"), cell.formatted("int x = 1 / 0;"));
        assertEquals(1, execute("run", "--output", folder.resolve("out").toString(), bad.toString()));
        Path good = Files.writeString(folder.resolve("good.ipynb"), cell.formatted("6 * 7"));
        assertEquals(0, execute("run", "--html", folder.toString(), good.toString()));
        assertTrue(Files.readString(good).contains("\"42\""));
        assertTrue(Files.readString(folder.resolve("good.html")).contains("42"));
        assertEquals(0, execute("run", "--check", good.toString()));
        Files.writeString(good, Files.readString(good).replace("\"42\"", "\"41\""));
        assertEquals(1, execute("run", "--check", good.toString()));
    }

    @Test
    void the_kernelspec_starts_the_jvm_directly_and_asks_for_interrupts_by_message() throws IOException {
        assertEquals(0, execute("install", "--prefix", folder.toString()));
        String json = Files.readString(folder.resolve("share/jupyter/kernels/gopherscope/kernel.json"));
        assertTrue(json.contains("\"interrupt_mode\" : \"message\""), json);
        assertTrue(json.contains("{connection_file}"), json);
        assertTrue(Files.exists(folder.resolve("share/jupyter/kernels/gopherscope/logo-64x64.png")));
    }

    @Test
    void a_small_kernel_has_one_compiler_and_half_of_the_heap() throws IOException {
        assertEquals(0, execute("install", "--small", "--prefix", folder.toString()));
        String json = Files.readString(folder.resolve("share/jupyter/kernels/gopherscope/kernel.json"));
        assertTrue(json.indexOf("-XX:TieredStopAtLevel=1") > json.indexOf("-Xmx1g"), json);
        // Of two options the JVM takes the later.
        assertTrue(json.indexOf("-Xmx512m") > json.indexOf("-Xmx1g"), json);
        assertTrue(KernelSpec.isCurrent(json));
    }

    @Test
    void the_kernelspec_says_the_protocol_that_the_kernel_speaks_and_that_it_can_encrypt() throws IOException {
        assertEquals(0, execute("install", "--prefix", folder.toString()));
        var spec = Json.readObject(Files.readAllBytes(folder.resolve("share/jupyter/kernels/gopherscope/kernel.json")));
        assertEquals(Session.PROTOCOL_VERSION, spec.get("kernel_protocol_version"));
        assertEquals("java", spec.get("language"));
        assertEquals(Map.of("debugger", false, "supported_encryption", List.of("curve")), spec.get("metadata"));
        for (String logo : List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
            assertTrue(
                    Files.size(folder.resolve("share/jupyter/kernels/gopherscope")
                                    .resolve(logo))
                            > 100,
                    logo);
        }
    }

    @Test
    void what_is_handed_to_the_shell_is_quoted_word_by_word() {
        assertEquals(
                "'env' 'A=b c' 'run it' '$(x)' 'it'\\''s'",
                HandOver.shellLine(List.of("run it", "$(x)", "it's"), new TreeMap<>(Map.of("A", "b c"))));
    }
}
