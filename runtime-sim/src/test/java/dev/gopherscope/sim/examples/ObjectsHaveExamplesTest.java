package dev.gopherscope.sim.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.sim.Arrivals;
import dev.gopherscope.sim.Chan;
import dev.gopherscope.sim.Conn;
import dev.gopherscope.sim.Explorer;
import dev.gopherscope.sim.Go;
import dev.gopherscope.sim.LatencyMonitor;
import dev.gopherscope.sim.Pull;
import dev.gopherscope.sim.Region;
import dev.gopherscope.sim.Requests;
import dev.gopherscope.sim.Run;
import dev.gopherscope.sim.SimFile;
import dev.gopherscope.sim.Task;
import dev.gopherscope.sim.Ticker;
import dev.gopherscope.sim.Timer;
import dev.gopherscope.sim.context.CancelCtx;
import dev.gopherscope.sim.context.Context;
import dev.gopherscope.sim.sync.AtomicInt;
import dev.gopherscope.sim.sync.AtomicPointer;
import dev.gopherscope.sim.sync.AtomicValue;
import dev.gopherscope.sim.sync.Cond;
import dev.gopherscope.sim.sync.Mutex;
import dev.gopherscope.sim.sync.Once;
import dev.gopherscope.sim.sync.OnceValue;
import dev.gopherscope.sim.sync.Pool;
import dev.gopherscope.sim.sync.RWMutex;
import dev.gopherscope.sim.sync.ReaderPreferenceLock;
import dev.gopherscope.sim.sync.SyncMap;
import dev.gopherscope.sim.sync.Variable;
import dev.gopherscope.sim.sync.WaitGroup;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation of each class that programs use shows examples that use all of its methods, and the examples ran. */
class ObjectsHaveExamplesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path EXAMPLES = Path.of("src/test/java");
    private static final Pattern SNIPPET = Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"(\\w+)\"}");

    /** What every object has, and the same thing under the name that Java wants. */
    private static final Set<String> EVERYWHERE = Set.of("toString", "equals", "hashCode", "close");

    /** Public for other parts of the simulator, or there to show what goes wrong. */
    private static final Map<Class<?>, Set<String>> INTERNAL = Map.of(
            Chan.class, Set.of("lower"),
            Pool.class, Set.of("cleanup"),
            Cond.class, Set.of("copy"),
            Mutex.class, Set.of("internal"),
            CancelCtx.class, Set.of("done", "err"));

    @ParameterizedTest
    @ValueSource(
            classes = {
                Go.class,
                Run.class,
                Chan.class,
                Timer.class,
                Ticker.class,
                Conn.class,
                SimFile.class,
                Pull.class,
                Arrivals.class,
                Requests.class,
                LatencyMonitor.class,
                Explorer.class,
                Task.class,
                Region.class,
                Context.class,
                CancelCtx.class,
                Mutex.class,
                RWMutex.class,
                WaitGroup.class,
                Once.class,
                OnceValue.class,
                Cond.class,
                Pool.class,
                SyncMap.class,
                AtomicInt.class,
                AtomicValue.class,
                AtomicPointer.class,
                Variable.class,
                ReaderPreferenceLock.class
            })
    void theExamplesOfAClassUseEachOfItsMethods(Class<?> type) throws IOException {
        String source = Files.readString(MAIN.resolve(type.getName().replace('.', '/') + ".java"));
        int declared = Pattern.compile(
                        "^public .*\\b(class|interface|record) " + type.getSimpleName() + "\\b", Pattern.MULTILINE)
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow()
                .start();
        String comment = source.substring(source.lastIndexOf("/**", declared), declared);
        var shown = new StringBuilder();
        var snippet = SNIPPET.matcher(comment);
        while (snippet.find()) {
            String examples = Files.readString(EXAMPLES.resolve(snippet.group(1)));
            String start = "// @start region=\"" + snippet.group(2) + "\"";
            int from = examples.indexOf(start);
            assertTrue(from > 0, () -> type + " shows the region " + snippet.group(2) + ", which is not there");
            shown.append(examples, from + start.length(), examples.indexOf("// @end", from));
        }
        for (Method method : type.getDeclaredMethods()) {
            String name = method.getName();
            boolean asked = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !EVERYWHERE.contains(name)
                    && !INTERNAL.getOrDefault(type, Set.of()).contains(name);
            assertTrue(
                    !asked
                            || Pattern.compile("\\." + name + "\\(")
                                    .matcher(shown)
                                    .find(),
                    () -> "no example of " + type.getSimpleName() + " uses " + name);
        }
    }
}
