package dev.gopherscope.kernel.lesson;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AssertionFailureBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An attempt as a JUnit test: each fact that its checker adds is one dynamic test. Started by {@link Checks} only. */
final class CheckTest {
    private static final ThreadLocal<@Nullable Runnable> CHECKER = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable Attempt> ATTEMPT = new ThreadLocal<>();

    static void prepare(Attempt attempt, Runnable checker) {
        ATTEMPT.set(attempt);
        CHECKER.set(checker);
    }

    static void clear() {
        ATTEMPT.remove();
        CHECKER.remove();
    }

    @TestFactory
    Stream<DynamicTest> facts() {
        Attempt attempt = ATTEMPT.get();
        Runnable checker = CHECKER.get();
        if (attempt == null || checker == null) {
            return Stream.empty();
        }
        checker.run();
        return attempt.facts().stream()
                .map(fact -> DynamicTest.dynamicTest(fact.name(), () -> {
                    if (!fact.holds()) {
                        AssertionFailureBuilder.assertionFailure()
                                .message(fact.name())
                                .expected(fact.expected())
                                .actual(fact.actual())
                                .buildAndThrow();
                    }
                }));
    }
}
