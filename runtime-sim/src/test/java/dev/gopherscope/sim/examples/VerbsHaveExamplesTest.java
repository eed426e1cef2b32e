package dev.gopherscope.sim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Contexts;
import dev.gopherscope.sim.Goroutine;
import dev.gopherscope.sim.Memory;
import dev.gopherscope.sim.Trace;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation of each verb shows an example, and the example is a region of a test that ran. */
class VerbsHaveExamplesTest {
    private static final Path MAIN = Path.of("src/main/java/dev/gopherscope/sim");
    private static final Path EXAMPLES = Path.of("src/test/java");

    /** A documentation comment and the verb that follows it. */
    private static final Pattern VERB =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public static [^;{=]*?\\b(\\w+)\\(", Pattern.DOTALL);

    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"(\\w+)\"}");

    @ParameterizedTest
    @ValueSource(classes = {Goroutine.class, Memory.class, Contexts.class, Trace.class})
    void everyPublicVerbShowsAnExampleThatIsCompiledAndRun(Class<?> verbs) throws IOException {
        String source = Files.readString(MAIN.resolve(verbs.getSimpleName() + ".java"));
        Set<String> shown = new TreeSet<>();
        var verb = VERB.matcher(source);
        while (verb.find()) {
            var snippet = SNIPPET.matcher(verb.group(1));
            assertTrue(snippet.find(), () -> verb.group(2) + " shows no example");
            String examples = Files.readString(EXAMPLES.resolve(snippet.group(1)));
            String start = "// @start region=\"" + snippet.group(2) + "\"";
            int from = examples.indexOf(start);
            assertTrue(
                    from > 0, () -> verb.group(2) + " shows the region " + snippet.group(2) + ", which is not there");
            String region = examples.substring(from + start.length(), examples.indexOf("// @end", from));
            assertTrue(
                    region.matches("(?s).*\\b" + verb.group(2) + "\\(.*"),
                    () -> "the example of " + verb.group(2) + " does not use it");
            shown.add(verb.group(2));
        }
        Set<String> all = Arrays.stream(verbs.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, shown);
    }
}
