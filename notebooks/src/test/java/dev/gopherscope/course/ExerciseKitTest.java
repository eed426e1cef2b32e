package dev.gopherscope.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.NoOutput;
import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.Exercises;
import dev.gopherscope.kernel.lesson.LessonView;
import dev.gopherscope.kernel.protocol.Interpreter.Cell;
import dev.gopherscope.kernel.protocol.Interpreter.Execution;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every exercise must have; its cells are typed into the kernel as a learner would type them. */
class ExerciseKitTest {
    private static final long[] VARIANTS = {0, 7, 1234};
    private static JShellInterpreter java;
    private static int number;

    @BeforeAll
    static void start() {
        java = new JShellInterpreter();
        for (String line : List.of(
                "import dev.gopherscope.sim.*;",
                "import dev.gopherscope.charts.*;",
                "import static dev.gopherscope.sim.Goroutine.*;",
                "import static dev.gopherscope.sim.Memory.*;",
                "import java.util.function.*;",
                "import dev.gopherscope.sim.sched.Body;",
                "import static dev.gopherscope.kernel.lesson.Lesson.*;")) {
            assertInstanceOf(Execution.Done.class, execute(line));
        }
    }

    @AfterAll
    static void end() {
        java.close();
    }

    static Stream<Exercise> exercises() {
        return Exercises.all().stream();
    }

    private static Execution execute(String cell) {
        return java.execute(new Cell(cell, ++number, null, false), new NoOutput());
    }

    private static MimeBundle result(String cell) {
        Execution execution = execute(cell);
        if (execution instanceof Execution.Done done && done.value() != null) {
            return done.value();
        }
        throw new AssertionError(cell + "\ngave " + execution);
    }

    private static String outcome(MimeBundle result) {
        return assertInstanceOf(Map.class, result.data().get(LessonView.JSON))
                .get("outcome")
                .toString();
    }

    @Test
    void there_are_exercises() {
        assertFalse(Exercises.all().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void an_exercise_has_a_short_task_three_hints_and_a_reason(Exercise exercise) {
        for (long seed : VARIANTS) {
            assertTrue(exercise.task(seed).length() <= 330, () -> exercise.id() + " has a long task");
            assertEquals(3, exercise.hints(seed).size(), exercise.id());
            assertEquals(3, exercise.hints(seed).stream().distinct().count(), exercise.id());
            assertTrue(exercise.wrongAnswers(seed).size() >= 2, exercise.id());
        }
        assertTrue(exercise.why().length() > 80, exercise.id());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void its_starter_runs_and_is_reported_as_not_attempted(Exercise exercise) {
        for (long seed : VARIANTS) {
            assertEquals("not_attempted", outcome(result(exercise.starter(seed))), exercise.id() + " " + seed);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void its_solution_passes_for_every_variant(Exercise exercise) {
        for (long seed : VARIANTS) {
            MimeBundle result = result(exercise.solution(seed));
            assertEquals("correct", outcome(result), exercise.id() + " " + seed + "\n" + result.text());
            assertTrue(result.text().contains(exercise.why().substring(0, 40)), result.text());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void typical_wrong_answers_get_their_messages(Exercise exercise) {
        for (long seed : VARIANTS) {
            for (var wrong : exercise.wrongAnswers(seed)) {
                MimeBundle result = result(wrong.source());
                assertEquals("incorrect", outcome(result), exercise.id() + " " + seed + "\n" + result.text());
                assertTrue(
                        result.text().contains(wrong.phrase()),
                        () -> exercise.id() + " should say \"" + wrong.phrase() + "\"\n" + result.text());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exercises")
    void variants_differ(Exercise exercise) {
        assertNotEquals(exercise.task(0) + exercise.starter(0), exercise.task(7) + exercise.starter(7));
        assertNotNull(exercise.notebook());
    }
}
