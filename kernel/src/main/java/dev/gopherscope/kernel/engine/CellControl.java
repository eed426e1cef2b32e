package dev.gopherscope.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.spi.ExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Loads and runs the classes that JShell compiles, in this process. User code runs on a thread of its own, so that a cell that
 * can't be stopped is left behind and the kernel goes on. Results stay objects: JShell gets an empty text for them.
 */
final class CellControl implements ExecutionControl {

    /** How long a stopped cell may take to end before it is left behind. */
    private static final long STOP_MILLIS = 300;

    private final Loader loader;
    private final ReentrantLock shell;
    private final Map<String, Field> fields = new HashMap<>();

    private volatile CellThreads.@Nullable Cell cell;
    private volatile @Nullable Thread thread;
    private volatile String threadName = "cell";
    private volatile boolean stopAsked;
    private volatile boolean abandoned;
    private @Nullable Object result;
    private @Nullable Throwable thrown;

    CellControl(ClassLoader parent, ReentrantLock shell) {
        this.loader = new Loader(parent);
        this.shell = shell;
    }

    private static final class Loader extends URLClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

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

    /** Makes ready for a cell: its threads belong to it and bear its name. */
    void begin(CellThreads.Cell next, String name) {
        cell = next;
        threadName = name;
        stopAsked = false;
        abandoned = false;
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

    boolean stopAsked() {
        return stopAsked;
    }

    boolean wasAbandoned() {
        return abandoned;
    }

    /**
     * A variable got a new place. JShell compiles a variable anew when something that it was computed from is declared again, and
     * would leave it null: whoever runs a cell for a second time does not expect that, so the value moves over. If the variable
     * itself was declared, its initialiser comes next.
     */
    private void replace(Field field) {
        Field old = fields.put(field.getName(), field);
        if (old == null) {
            return;
        }
        try {
            field.setAccessible(true);
            old.setAccessible(true);
            if (field.getType() == old.getType()) {
                field.set(null, old.get(null));
            }
            if (!old.getType().isPrimitive()) {
                old.set(null, null);
            }
        } catch (IllegalAccessException | IllegalArgumentException e) {
            // A constant can't be cleared; it keeps its value as long as its class.
            return;
        }
    }

    /** Sets a variable to the default of its type. */
    void reset(String variable) {
        Field field = fields.get(variable);
        if (field != null && !field.getName().startsWith("$")) {
            try {
                field.set(
                        null, java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(field.getType(), 1), 0));
            } catch (IllegalAccessException e) {
                return;
            }
        }
    }

    /** Drops what the variable of that name held before it was declared anew. */
    void forget(String variable) {
        Field field = fields.remove(variable);
        if (field != null && !field.getType().isPrimitive()) {
            try {
                field.set(null, null);
            } catch (IllegalAccessException | IllegalArgumentException e) {
                // A constant can't be cleared; it keeps its value as long as its class.
                return;
            }
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
                        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                            replace(field);
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
        Method method;
        try {
            method = loader.loadClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new InternalException("no method " + className + "." + methodName + ": " + e);
        }
        clearOutcome();
        CellThreads.Cell owner = cell;
        var running = Thread.ofPlatform()
                .name(threadName)
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    CellThreads.bind(owner);
                    Thread.currentThread().setContextClassLoader(loader);
                    Object value = null;
                    Throwable failure = null;
                    try {
                        value = method.invoke(null);
                    } catch (InvocationTargetException e) {
                        failure = e.getCause();
                    } catch (Throwable e) {
                        failure = e;
                    }
                    synchronized (this) {
                        if (cell == owner && !abandoned) {
                            result = value;
                            thrown = failure;
                        }
                    }
                });
        // While user code runs, others may ask JShell for completions.
        int holds = shell.getHoldCount();
        for (int i = 0; i < holds; i++) {
            shell.unlock();
        }
        try {
            thread = running;
            running.start();
            if (stopAsked) {
                stop();
            }
            joinOrAbandon(running);
        } finally {
            thread = null;
            for (int i = 0; i < holds; i++) {
                shell.lock();
            }
        }
        if (stopAsked) {
            throw new StoppedException();
        }
        if (thrown != null) {
            throw new UserException(
                    String.valueOf(thrown.getClass().getName()),
                    thrown.getClass().getName(),
                    thrown.getStackTrace());
        }
        return "";
    }

    private void joinOrAbandon(Thread running) {
        while (running.isAlive() && !abandoned) {
            try {
                running.join(50);
            } catch (InterruptedException e) {
                stop();
            }
        }
    }

    @Override
    public String varValue(String className, String varName) throws InternalException {
        try {
            Field field = loader.loadClass(className).getDeclaredField(varName);
            field.setAccessible(true);
            result = field.get(null);
            return "";
        } catch (ReflectiveOperationException e) {
            throw new InternalException("no variable " + className + "." + varName + ": " + e);
        }
    }

    /** The present value of a top-level variable, null also if there is none. */
    @Nullable
    Object value(String variable) {
        Field field = fields.get(variable);
        if (field == null) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            return null;
        }
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

    /** Asks the cell to stop; returns null once it has, else the thread that can't be stopped. */
    @Nullable
    Thread interrupt() {
        stopAsked = true;
        Thread running = thread;
        stop();
        if (running == null) {
            return null;
        }
        long end = System.nanoTime() + STOP_MILLIS * 1_000_000;
        try {
            while (running.isAlive() && System.nanoTime() < end) {
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
        synchronized (this) {
            abandoned = true;
        }
        return running;
    }

    @Override
    public void stop() {
        CellThreads.Cell stopped = cell;
        if (stopped != null && stopAsked) {
            stopped.stop();
            StopCheck.stopping(true);
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        interrupt();
    }
}
