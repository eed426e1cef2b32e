package dev.gopherscope.kernel.lesson;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs checkers with JUnit's launcher, in the thread of the cell, so that an interrupt of the cell reaches them. An exception of
 * the checker or of the learner's program is an outcome, not a failure of the kit.
 */
final class Checks {
    private Checks() {}

    static CheckResult check(Exercise exercise, @Nullable Object answer, long seed) {
        var attempt = new Attempt(answer, seed);
        if (answer != null && exercise.untouched(answer, seed)) {
            return CheckResult.of(exercise, attempt, Outcome.NOT_ATTEMPTED, null);
        }
        Throwable thrown = run(attempt, () -> exercise.check(attempt));
        if (thrown instanceof Attempt.UnfitAnswerException) {
            attempt.mistake(String.valueOf(thrown.getMessage()));
            return CheckResult.of(exercise, attempt, Outcome.INCORRECT, null);
        }
        if (thrown != null) {
            return CheckResult.of(exercise, attempt, Outcome.EXCEPTION, thrown);
        }
        if (attempt.facts().isEmpty()) {
            throw new IllegalStateException("the checker of " + exercise.id() + " looked at nothing");
        }
        boolean good = attempt.facts().stream().allMatch(Fact::holds);
        return CheckResult.of(exercise, attempt, good ? Outcome.CORRECT : Outcome.INCORRECT, null);
    }

    /** What the checker threw, or null. */
    private static @Nullable Throwable run(Attempt attempt, Runnable checker) {
        var thrown = new AtomicReference<@Nullable Throwable>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                // Facts that do not hold are assertion errors; they are kept in the attempt already.
                result.getThrowable()
                        .filter(t -> !(t instanceof AssertionError))
                        .ifPresent(t -> thrown.compareAndSet(null, t));
            }
        };
        CheckTest.prepare(attempt, checker);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // JUnit finds its engine through the loader of the thread, and the thread of a cell does not see JUnit.
            thread.setContextClassLoader(Checks.class.getClassLoader());
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(CheckTest.class))
                    .configurationParameter(LauncherConstants.CAPTURE_STDOUT_PROPERTY_NAME, "false")
                    .build();
            Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                    .enableTestExecutionListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .build());
            launcher.execute(request, listener);
        } finally {
            thread.setContextClassLoader(before);
            CheckTest.clear();
        }
        return thrown.get();
    }
}
