package dev.gopherscope.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gopherscope.kernel.display.MimeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A library of the user that brings displayers by jvm-repr. The interface, which no public repository of Maven has, is stated here with
 * the signatures of its version 0.4; the library is compiled against it and loaded by a cell.
 */
class JvmReprTest {

    private static final Map<String, String> INTERFACE =
            Map.of("jupyter/Displayer", """
                    package jupyter;
                    public abstract class Displayer<T> {
                        public void setMimeTypes(String... types) {}
                        public abstract java.util.Map<String, String> display(T obj);
                    }
                    """, "jupyter/Registration", """
                    package jupyter;
                    public class Registration {
                        private final java.util.Map<Class<?>, Displayer<?>> all = new java.util.HashMap<>();
                        private final Displayer<Object> plain = new Displayer<>() {
                            public java.util.Map<String, String> display(Object obj) {
                                return java.util.Map.of("text/plain", "default of " + obj);
                            }
                        };
                        public <T> void add(Class<T> type, Displayer<T> displayer) { all.put(type, displayer); }
                        @SuppressWarnings("unchecked")
                        public <T> Displayer<? super T> find(Class<T> type) {
                            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                                if (all.containsKey(c)) return (Displayer<? super T>) all.get(c);
                            }
                            return plain;
                        }
                    }
                    """, "jupyter/Displayers", """
                    package jupyter;
                    public abstract class Displayers {
                        private static final Registration ONE = new Registration();
                        public static Registration registration() { return ONE; }
                        @SuppressWarnings("unchecked")
                        public static <T> java.util.Map<String, String> display(T obj) {
                            return registration().find((Class<T>) obj.getClass()).display(obj);
                        }
                    }
                    """);

    private static final Map<String, String> LIBRARY = Map.of("org/example/Gauge", """
                    package org.example;
                    public class Gauge {
                        public final int percent;
                        public Gauge(int percent) { this.percent = percent; }
                        public String toString() { return "Gauge@" + percent; }
                        public static class Broken extends Gauge { public Broken() { super(-1); } }
                        public static void register() {
                            jupyter.Displayers.registration().add(Gauge.class, new jupyter.Displayer<Gauge>() {
                                public java.util.Map<String, String> display(Gauge g) {
                                    if (g.percent < 0) throw new IllegalStateException("no such gauge");
                                    return java.util.Map.of("text/html", "<meter value=\\"" + g.percent + "\\"></meter>",
                                            "text/plain", g.percent + " percent");
                                }
                            });
                        }
                    }
                    """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Cells cells;

    @BeforeEach
    void loadTheLibrary() throws IOException {
        var sources = new ArrayList<String>();
        for (Map<String, String> each : List.of(INTERFACE, LIBRARY)) {
            for (Map.Entry<String, String> source : each.entrySet()) {
                Path file = folder.resolve(source.getKey() + ".java");
                Files.createDirectories(file.getParent());
                sources.add(Files.writeString(file, source.getValue()).toString());
            }
        }
        var arguments = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none"));
        arguments.addAll(sources);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        cells = new Cells();
        cells.value("%classpath " + folder);
    }

    @AfterEach
    void stop() {
        cells.close();
    }

    @Test
    void a_displayer_that_a_library_registers_shows_its_values() {
        assertEquals("Gauge@30", cells.text("new org.example.Gauge(30)"), "not registered yet");
        MimeBundle shown = cells.value("org.example.Gauge.register();\nnew org.example.Gauge(30)");
        assertNotNull(shown);
        assertEquals("<meter value=\"30\"></meter>", shown.data().get(MimeBundle.HTML));
        assertEquals("30 percent", shown.text());
        cells.run("display(new org.example.Gauge(7));");
        assertEquals("7 percent", cells.shown.getFirst().text());
    }

    @Test
    void values_without_a_displayer_are_shown_as_ever() {
        cells.value("org.example.Gauge.register();");
        assertEquals("[1, 2]", cells.text("List.of(1, 2)"));
        MimeBundle record = cells.value("record Point(int x, int y) {}\nnew Point(1, 2)");
        assertNotNull(record);
        assertFalse(record.text().contains("default of"), record.text());
    }

    @Test
    void a_displayer_that_throws_fails_its_cell_only() {
        cells.value("org.example.Gauge.register();");
        assertEquals(
                "no such gauge", cells.failure("new org.example.Gauge.Broken()").message());
        assertEquals("2", cells.text("1 + 1"));
    }
}
