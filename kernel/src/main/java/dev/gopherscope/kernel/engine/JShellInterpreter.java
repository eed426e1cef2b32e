package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.engine.CellControl.Run;
import dev.gopherscope.kernel.engine.Inspections.Word;
import dev.gopherscope.kernel.engine.Names.Declared;
import dev.gopherscope.kernel.magic.JavaSession;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** Java cells on JShell, in this process. JShell is not thread-safe: one lock guards it, released while user code runs. */
public final class JShellInterpreter implements JavaSession {

    /** Few, since each star import costs every later cell some milliseconds. */
    private static final List<String> IMPORTS =
            List.of("import java.util.*;", "import static dev.gopherscope.kernel.display.Display.*;");

    private final ReentrantLock lock = new ReentrantLock(true);
    private final CellControl control;
    /** The cells on their way, by identity: two subshells may run equal ones. */
    private final Map<Cell, Run> runs = Collections.synchronizedMap(new IdentityHashMap<>());

    private final CompletableFuture<JShell> shell = new CompletableFuture<>();
    private final CompletableFuture<CellExecution> cells = new CompletableFuture<>();
    private final Places places = new Places();
    private final Names names = new Names();
    private final CompletableFuture<Inspections> inspections = new CompletableFuture<>();
    private final CompletableFuture<Completions> completions = new CompletableFuture<>();
    private final List<Path> loaded = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    public JShellInterpreter() {
        CellThreads.install();
        ClassLoader kernel = JShellInterpreter.class.getClassLoader();
        control = new CellControl(new VisibleClasses(kernel), lock);
        Thread.ofPlatform().daemon().name("jshell-start").start(() -> {
            lock.lock();
            try {
                JShell made = create(kernel);
                shell.complete(made);
                var suggestions = new Suggestions(made, control.loader());
                var classes = new ClassNames(VisibleClasses.compilePath(kernel));
                completions.complete(new Completions(made.sourceCodeAnalysis(), names, classes));
                inspections.complete(new Inspections(names, new Documentation(made), suggestions));
                CellBatches batches = InsideJShell.batches(made);
                if (batches != null) {
                    dev.gopherscope.sim.observe.Places.cells(frame -> places.typed(frame, batches));
                }
                var execution = new CellExecution(made, control, places, names, suggestions, batches);
                // The first evaluation is ten times slower than the next: pay for it now.
                var run = new Run();
                control.begin(run, new CellThreads.Cell(new NoOutput()), "warm-up");
                execution.run(new Cell(String.join("\n", IMPORTS) + "\n1+1", 0, null, true), run);
                control.end();
                cells.complete(execution);
            } catch (RuntimeException | Error e) {
                shell.completeExceptionally(e);
                inspections.completeExceptionally(e);
                completions.completeExceptionally(e);
                cells.completeExceptionally(e);
            } finally {
                lock.unlock();
            }
        });
    }

    private JShell create(ClassLoader kernel) {
        ExecutionControlProvider provider = new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cells";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return control;
            }
        };
        var jars = new ArrayList<Path>();
        var others = new ArrayList<Path>();
        for (Path each : VisibleClasses.compilePath(kernel)) {
            (Files.isRegularFile(each) ? jars : others).add(each);
        }
        // An empty class path is the working directory to the compiler, so that it gets one that does not exist.
        if (others.isEmpty()) {
            others.add(Path.of(System.getProperty("java.home"), "no-class-path"));
        }
        // JShell compiles against java.class.path, and has no other way to leave out what the kernel itself is made of.
        // Two interpreters that start together must not take the other's path for the own one.
        synchronized (JShellInterpreter.class) {
            String own = System.getProperty("java.class.path");
            try {
                CompilePath path = new CompilePath(jars);
                System.setProperty(
                        "java.class.path",
                        others.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
                return JShell.builder()
                        .executionEngine(provider, Map.of())
                        .compilerOptions("-Xlint:none", "-proc:none")
                        .fileManager(jdk -> new CellFileManager(jdk, path, others))
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException("the jars of the kernel can't be read; install it again", e);
            } finally {
                System.setProperty("java.class.path", own);
            }
        }
    }

    @Override
    public LanguageInfo languageInfo() {
        return new LanguageInfo(
                "java",
                String.valueOf(Runtime.version().feature()),
                "text/x-java-source",
                ".java",
                "java",
                "text/x-java");
    }

    @Override
    public String banner() {
        return "Gopherscope: Java " + Runtime.version().feature() + " cells on a simulated Go runtime";
    }

    @Override
    public Execution execute(Cell cell, CellOutput output) {
        return run(cell, output, (execution, run) -> execution.run(cell, run));
    }

    @Override
    public Execution call(Cell cell, CellOutput output, Runnable code) {
        return run(cell, output, (execution, run) -> execution.call(cell, run, code));
    }

    private Execution run(Cell cell, CellOutput output, BiFunction<CellExecution, Run, Execution> work) {
        // An interrupt that came before its cell has made the run already.
        Run run = runs.computeIfAbsent(cell, c -> new Run());
        CellExecution execution = cells.join();
        var owner = new CellThreads.Cell(output);
        lock.lock();
        CellThreads.Cell before = CellThreads.current();
        CellThreads.bind(owner);
        try {
            control.begin(run, owner, "cell-" + cell.number());
            synchronized (runs) {
                StopCheck.stopping(runs.values().stream().anyMatch(Run::isStopping));
            }
            return work.apply(execution, run);
        } finally {
            control.end();
            runs.remove(cell);
            CellThreads.bind(before);
            lock.unlock();
        }
    }

    @Override
    public Execution evaluate(Cell expression) {
        return execute(expression, new NoOutput());
    }

    /** Waits until the names of all classes are known: completion offers those that are not imported from then on. */
    void awaitNames() {
        completions.join().awaitNames();
        // JShell reads its own in the background too.
        for (var analysis = shell.join().sourceCodeAnalysis();
                !analysis.listQualifiedNames("Path", 4).isUpToDate(); ) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public Completion complete(String code, int cursor) {
        Completions known = completions.join();
        lock.lock();
        try {
            return known.at(code, Math.min(cursor, code.length()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable MimeBundle inspect(String code, int cursor, int detailLevel) {
        Inspections known = inspections.join();
        Word word = Word.at(code, Math.min(cursor, code.length()));
        List<Declared> declared;
        List<String> users;
        lock.lock();
        try {
            declared = known.declared(code, word);
            if (declared.isEmpty()) {
                return known.library(code, cursor, word, detailLevel).orElse(null);
            }
            users = known.users(declared);
        } finally {
            lock.unlock();
        }
        return Inspections.shown(declared, users, control.value(word.text()), detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        JShell java = shell.join();
        lock.lock();
        try {
            String rest = code;
            while (!rest.isBlank()) {
                CompletionInfo info = java.sourceCodeAnalysis().analyzeCompletion(rest);
                switch (info.completeness()) {
                    case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY -> rest = info.remaining();
                    case DEFINITELY_INCOMPLETE -> {
                        return new Completeness(Completeness.Status.INCOMPLETE, indent(code));
                    }
                    case UNKNOWN -> {
                        return new Completeness(Completeness.Status.INVALID, "");
                    }
                }
                if (rest == null) {
                    break;
                }
            }
            return new Completeness(Completeness.Status.COMPLETE, "");
        } finally {
            lock.unlock();
        }
    }

    private static String indent(String code) {
        int depth = 0;
        for (int i = 0; i < code.length(); i++) {
            depth += code.charAt(i) == '{' ? 1 : code.charAt(i) == '}' ? -1 : 0;
        }
        return "    ".repeat(Math.max(0, depth));
    }

    @Override
    public Interruption interrupt(Cell cell) {
        Run run = runs.computeIfAbsent(cell, c -> new Run());
        synchronized (runs) {
            run.ask();
        }
        Thread left = run.awaitStop();
        if (left == null) {
            return new Interruption(true, "");
        }
        StringBuilder text = new StringBuilder(
                "The thread " + left.getName()
                        + " runs library code that can't be stopped. It goes on; the kernel takes new cells. Restart the kernel to end it. It is at:");
        StackTraceElement[] stack = left.getStackTrace();
        for (int i = 0; i < Math.min(8, stack.length); i++) {
            text.append("\n    at ").append(stack[i]);
        }
        return new Interruption(false, text.toString());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            List<Run> running;
            synchronized (runs) {
                running = List.copyOf(runs.values());
                running.forEach(Run::ask);
            }
            running.forEach(Run::awaitStop);
        }
    }

    private <T> T locked(Function<JShell, T> work) {
        JShell java = shell.join();
        lock.lock();
        try {
            return work.apply(java);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Variable> variables() {
        return locked(java -> java.variables()
                .filter(variable -> !variable.name().startsWith("$"))
                .map(variable -> new Variable(variable.name(), variable.typeName()))
                .toList());
    }

    @Override
    public @Nullable Object value(String variable) {
        lock.lock();
        try {
            return control.value(variable);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> declared() {
        return locked(java ->
                declarations(java).map(DeclarationSnippet::name).distinct().toList());
    }

    private static Stream<DeclarationSnippet> declarations(JShell java) {
        return java.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet
                        && java.status(snippet).isActive())
                .map(DeclarationSnippet.class::cast)
                .filter(snippet -> !snippet.name().startsWith("$"));
    }

    @Override
    public List<String> drop(Predicate<String> name) {
        return locked(java -> {
            var dropped = declarations(java)
                    .filter(snippet -> name.test(snippet.name()))
                    .toList();
            dropped.forEach(snippet -> drop(java, snippet));
            return dropped.stream().map(DeclarationSnippet::name).distinct().toList();
        });
    }

    private void drop(JShell java, Snippet snippet) {
        if (snippet instanceof VarSnippet variable) {
            control.forget(variable.name());
        }
        java.drop(snippet);
        names.forget(snippet);
    }

    @Override
    public int threads(Cell cell) {
        Run run = runs.get(cell);
        return run == null ? 0 : run.threads();
    }

    @Override
    public void reset() {
        locked(java -> {
            cells.join().clearResults();
            List<Snippet> all = java.snippets()
                    .filter(snippet -> java.status(snippet).isActive())
                    .filter(snippet -> !(snippet instanceof ImportSnippet && IMPORTS.contains(snippet.source())))
                    .toList();
            all.forEach(snippet -> drop(java, snippet));
            return all;
        });
    }

    @Override
    public void addToClasspath(List<Path> entries) {
        var added = entries.stream()
                .filter(entry -> !loaded.contains(entry))
                .distinct()
                .toList();
        if (!added.isEmpty()) {
            locked(java -> {
                java.addToClasspath(added.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
                return loaded.addAll(added);
            });
        }
    }

    @Override
    public List<Path> classpath() {
        return List.copyOf(loaded);
    }

    @Override
    public ClassLoader loader() {
        return control.loader();
    }
}
