package dev.gopherscope.kernel.engine;

import dev.gopherscope.kernel.display.CellOutput;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Loads and runs the classes that JShell compiles, in this process. User code runs on a thread of its own, so that a cell that
 * can't be stopped is left behind and the kernel goes on. Results stay objects: JShell gets an empty text for them.
 */
final class CellControl implements ExecutionControl {

    /** How long a stopped cell may take to end before it is left behind. */
    private static final long STOP_MILLIS = 300;

    /** The static field in which a batch counts its pieces. */
    private static final String COUNTER = "do_at$";

    private final Loader loader;
    private final ReentrantLock shell;
    private final Map<String, Field> fields = new ConcurrentHashMap<>();

    /** What this thread runs: JShell calls back on the thread that called it, and several may be on their way at once. */
    private final ThreadLocal<@Nullable Run> current = new ThreadLocal<>();

    /** One cell on its way through JShell. */
    static final class Run {
        private volatile CellThreads.@Nullable Cell owner;
        private volatile String threadName = "cell";
        private volatile @Nullable Thread thread;
        private volatile boolean stopAsked;
        private volatile boolean abandoned;
        private @Nullable Object result;
        private @Nullable Throwable thrown;
        private final List<DeclarationSnippet> pending = new ArrayList<>();
        /** Where variables were before this run declared them anew. */
        private final Map<String, Optional<Field>> replaced = new HashMap<>();

        boolean stopAsked() {
            return stopAsked;
        }

        /** Where the cell shows something; null before it began. */
        @Nullable
        CellOutput output() {
            CellThreads.Cell cell = owner;
            return cell == null ? null : cell.output();
        }

        /** Asked to stop, and its code has not ended. */
        boolean isStopping() {
            Thread running = thread;
            return stopAsked && running != null && running.isAlive();
        }

        /** Declarations of the cell that needed something when they were made. */
        List<DeclarationSnippet> pending() {
            return pending;
        }

        void clearOutcome() {
            result = null;
            thrown = null;
        }

        @Nullable
        Object result() {
            return result;
        }

        @Nullable
        Throwable thrown() {
            return thrown;
        }

        /** Sets the outcome, unless nobody waits for it any more. */
        private synchronized void ended(@Nullable Object value, @Nullable Throwable failure) {
            if (!abandoned) {
                result = value;
                thrown = failure;
            }
        }

        private synchronized void abandon() {
            abandoned = true;
        }

        private void stop() {
            CellThreads.Cell stopped = owner;
            if (stopped != null && stopAsked) {
                stopped.stop();
                StopCheck.stopping(true);
                stopped.group().interrupt(); // Those that wait for something would not notice.
            }
        }

        /** How many threads the cell has, its own among them. */
        int threads() {
            CellThreads.Cell cell = owner;
            return cell == null ? 0 : cell.group().activeCount();
        }

        /** Asks the cell to stop. */
        void ask() {
            stopAsked = true;
            stop();
        }

        /** Whether the JVM loads or links classes for it, and it gets to code of the cell soon. */
        private static boolean linking(Thread thread) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getClassName().startsWith("java.lang.invoke.")
                        || frame.getMethodName().equals("loadClass")) {
                    return true;
                }
            }
            return false;
        }

        /** Waits for a cell that was asked; returns null once it has stopped, else the thread that can't be stopped. */
        @Nullable
        Thread awaitStop() {
            Thread running = thread;
            if (running == null) {
                return null;
            }
            long asked = System.nanoTime();
            long burnt = -1;
            try {
                while (running.isAlive()) {
                    long waited = (System.nanoTime() - asked) / 1_000_000;
                    if (waited > STOP_MILLIS) {
                        // On a busy machine the thread may not have had the time to notice.
                        long cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(running.threadId()) / 1_000_000;
                        burnt = burnt < 0 ? cpu : burnt;
                        if (running.getState() != Thread.State.RUNNABLE
                                || cpu - burnt > 50 && !linking(running)
                                || waited > 5 * STOP_MILLIS) {
                            break;
                        }
                    }
                    running.join(20);
                    if (running.isAlive()) {
                        // Code that swallowed the interrupt and sleeps again gets the next one.
                        running.interrupt();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!running.isAlive()) {
                return null;
            }
            abandon();
            return running;
        }
    }

    CellControl(ClassLoader parent, ReentrantLock shell) {
        this.loader = new Loader(parent);
        this.shell = shell;
    }

    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

        Loader(ClassLoader parent) {
            super("cells", new URL[0], parent);
        }

        Class<?> defined(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.remove(name.replace('.', '/'));
            return bytes != null ? defined(name, bytes) : super.findClass(name);
        }

        @Override
        public void addURL(URL url) {
            super.addURL(url);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /** Makes this thread ready for a cell: its threads belong to it and bear its name. */
    void begin(Run run, CellThreads.Cell owner, String name) {
        run.owner = owner;
        run.threadName = name;
        current.set(run);
    }

    /** This thread has nothing more to run. */
    void end() {
        current.remove();
    }

    private Run run() throws InternalException {
        Run run = current.get();
        if (run == null) {
            throw new InternalException("JShell runs code outside of a cell");
        }
        return run;
    }

    /**
     * A variable got a new place. JShell compiles a variable anew when something that it was computed from is declared again, and
     * would leave it null: whoever runs a cell for a second time does not expect that, so the value moves over. If the variable
     * itself was declared, its initialiser comes next.
     */
    private void replace(Field field, @Nullable Run run) {
        field.setAccessible(true);
        Field old = fields.put(field.getName(), field);
        if (run != null) {
            run.replaced.put(field.getName(), Optional.ofNullable(old));
        }
        if (old != null && field.getType() == old.getType()) {
            set(field, get(old));
        }
    }

    /** The places that a run gave to variables are final: what the old ones held can go. */
    void release(Run run) {
        run.replaced.values().forEach(old -> old.ifPresent(CellControl::clear));
        run.replaced.clear();
    }

    /** A run did not get as far as to declare the variable: it is where it was. */
    void restore(Run run, String variable) {
        Optional<Field> old = run.replaced.remove(variable);
        if (old != null) {
            old.ifPresentOrElse(field -> fields.put(variable, field), () -> fields.remove(variable));
        }
    }

    private static @Nullable Object get(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static void set(Field field, @Nullable Object value) {
        try {
            field.set(null, value);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            // A constant can't be set; it keeps its value as long as its class.
            return;
        }
    }

    private static void clear(Field field) {
        if (!field.getType().isPrimitive()) {
            set(field, null);
        }
    }

    /** Gives a variable a value. */
    void assign(String variable, @Nullable Object value) {
        Field field = fields.get(variable);
        if (field != null) {
            set(field, value);
        }
    }

    /** How far a batch got: the number of the piece that began last. */
    int reached(String className) {
        try {
            return loader.loadClass(className).getDeclaredField(COUNTER).getInt(null);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    /** Sets a variable to the default of its type. */
    void reset(String variable) {
        Field field = fields.get(variable);
        if (field != null && !field.getName().startsWith("$")) {
            set(field, java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(field.getType(), 1), 0));
        }
    }

    /** Drops what the variable of that name held. */
    void forget(String variable) {
        Field field = fields.remove(variable);
        if (field != null) {
            clear(field);
        }
    }

    @Override
    public void load(ClassBytecodes[] compiled) throws ClassInstallException {
        var loading = new HashMap<String, byte[]>();
        for (ClassBytecodes each : compiled) {
            loading.put(each.name().replace('.', '/'), each.bytecodes());
        }
        for (ClassBytecodes each : compiled) {
            loader.classes.put(each.name().replace('.', '/'), StopWeaver.weave(each.bytecodes(), loading, loader));
        }
        boolean[] loaded = new boolean[compiled.length];
        try {
            for (int i = 0; i < compiled.length; i++) {
                Class<?> type = Class.forName(compiled[i].name(), false, loader);
                loaded[i] = true;
                if (type.getDeclaringClass() == null) {
                    for (Field field : type.getDeclaredFields()) {
                        if (Modifier.isStatic(field.getModifiers())
                                && !field.isSynthetic()
                                && !field.getName().equals(COUNTER)) {
                            replace(field, current.get());
                        }
                    }
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException("a class of the cell could not be loaded: " + e, loaded);
        }
    }

    @Override
    public void redefine(ClassBytecodes[] compiled) throws NotImplementedException {
        throw new NotImplementedException("classes are replaced, not redefined");
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, EngineTerminationException, InternalException {
        Run run = run();
        Method method;
        try {
            method = loader.loadClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new InternalException("no method " + className + "." + methodName + ": " + e);
        }
        run(run, () -> method.invoke(null));
        return "";
    }

    /** Runs code of an earlier cell as a part of the present one. */
    void call(Runnable code) throws RunException, InternalException {
        run(run(), () -> {
            code.run();
            return null;
        });
    }

    private void run(Run run, Callable<@Nullable Object> code) throws RunException {
        run.clearOutcome();
        CellThreads.Cell owner = run.owner;
        var running = Thread.ofPlatform()
                .group(owner == null ? null : owner.group())
                .name(run.threadName)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    CellThreads.bind(owner);
                    Thread.currentThread().setContextClassLoader(loader);
                    Object value = null;
                    Throwable failure = null;
                    try {
                        value = code.call();
                    } catch (InvocationTargetException e) {
                        failure = e.getCause();
                    } catch (Throwable e) {
                        failure = e;
                    }
                    run.ended(value, failure);
                });
        // While user code runs, others may ask JShell for completions.
        int holds = shell.getHoldCount();
        for (int i = 0; i < holds; i++) {
            shell.unlock();
        }
        try {
            run.thread = running;
            running.start();
            if (run.stopAsked) {
                run.stop();
            }
            joinOrAbandon(run, running);
        } finally {
            for (int i = 0; i < holds; i++) {
                shell.lock();
            }
        }
        if (run.stopAsked) {
            throw new StoppedException();
        }
        Throwable thrown = run.thrown;
        if (thrown instanceof SPIResolutionException unresolved) {
            throw new ResolutionException(unresolved.id(), unresolved.getStackTrace());
        }
        if (thrown != null) {
            throw ThrownErrors.forJShell(thrown);
        }
    }

    private static void joinOrAbandon(Run run, Thread running) {
        while (running.isAlive() && !run.abandoned) {
            try {
                running.join(50);
            } catch (InterruptedException e) {
                run.stop();
            }
        }
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            Field field = loader.loadClass(className).getDeclaredField(varName);
            field.setAccessible(true);
            run().result = field.get(null);
            return "";
        } catch (ReflectiveOperationException e) {
            throw new InternalException("no variable " + className + "." + varName + ": " + e);
        }
    }

    /** The present value of a top-level variable, null also if there is none. */
    @Nullable
    Object value(String variable) {
        Field field = fields.get(variable);
        return field == null ? null : get(field);
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        for (String part : path.split(java.io.File.pathSeparator)) {
            try {
                loader.addURL(Path.of(part).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new InternalException("not a class path entry: " + part);
            }
        }
    }

    /** JShell's own way to stop; cells are stopped by {@link Run#ask}. */
    @Override
    public void stop() {}

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {}
}
