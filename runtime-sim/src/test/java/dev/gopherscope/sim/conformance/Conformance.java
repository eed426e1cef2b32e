package dev.gopherscope.sim.conformance;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Watches all tests: which recorded program each of them reads, and whether it passes. A test takes part by reading its
 * recording through {@link #reads}; {@link ConformancePageTest} writes what came out into {@code docs/conformance.md}.
 */
public final class Conformance implements InvocationInterceptor {
    private static final TreeMap<String, Held> HELD = new TreeMap<>();
    private static final ThreadLocal<List<String>> READ = ThreadLocal.withInitial(ArrayList::new);

    /** What the factory of the dynamic tests that run now has read: it belongs to each of them. */
    private static final ThreadLocal<List<String>> SHARED = ThreadLocal.withInitial(ArrayList::new);

    /** What the tests of this run found out about one program. */
    static final class Held {
        final TreeSet<String> tests = new TreeSet<>();
        boolean failed;
        String leftOut = "";
    }

    /**
     * The running test holds the simulator to the whole of a recorded program.
     *
     * @param topic the folder, such as "sched"
     * @param name of the program
     */
    public static void reads(String topic, String name) {
        READ.get().add(topic + "/" + name);
    }

    /**
     * The running test holds the simulator to a part of a recorded program; call it after the program was read.
     *
     * @param leftOut what the test leaves out, in a few words
     */
    public static void inPart(String topic, String name, String leftOut) {
        reads(topic, name);
        held(topic + "/" + name).leftOut = leftOut;
    }

    /** What this run found out so far, by "topic/name". */
    static synchronized TreeMap<String, Held> found() {
        return new TreeMap<>(HELD);
    }

    private static synchronized Held held(String program) {
        return HELD.computeIfAbsent(program, p -> new Held());
    }

    private static <T> T watch(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        boolean passed = false;
        READ.get().clear();
        try {
            T result = invocation.proceed();
            passed = true;
            return result;
        } finally {
            READ.get().addAll(SHARED.get());
            for (String program : READ.get()) {
                Held held = held(program);
                held.tests.add(testClass(context));
                held.failed |= !passed;
            }
        }
    }

    private static String testClass(ExtensionContext context) {
        return context.getTestClass()
                .map(Class::getSimpleName)
                .orElseGet(() -> testClass(context.getParent().orElseThrow()));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        SHARED.get().clear();
        watch(invocation, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        SHARED.get().clear();
        T tests = watch(invocation, context);
        SHARED.get().addAll(READ.get());
        return tests;
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        SHARED.get().clear();
        watch(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        watch(invocation, context);
    }
}
