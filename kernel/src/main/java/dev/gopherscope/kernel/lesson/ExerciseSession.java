package dev.gopherscope.kernel.lesson;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An exercise in the hands of a learner: shown as its task; asks for checks, hints, the solution and another variant. */
public final class ExerciseSession implements LessonView {
    private static final int HINTS = 3;

    private final Exercise exercise;
    private final long seed;

    ExerciseSession(Exercise exercise, long seed) {
        this.exercise = exercise;
        this.seed = seed;
    }

    /**
     * The same exercise with other numbers.
     *
     * @param otherSeed names the variant; 0 is the exercise as printed
     */
    public ExerciseSession variant(long otherSeed) {
        return new ExerciseSession(exercise, otherSeed);
    }

    /** Checks an answer, and remembers an honest attempt. */
    public CheckResult check(@Nullable Object answer) {
        CheckResult result = Checks.check(exercise, answer, seed);
        if (result.outcome() != Outcome.NOT_ATTEMPTED) {
            Progress progress = Progress.current();
            Progress.State state = progress.exercise(exercise.id());
            progress.exercise(
                    exercise.id(),
                    new Progress.State(
                            state.tries() + 1, state.hints(), state.done() || result.outcome() == Outcome.CORRECT));
        }
        return result;
    }

    /** The next of three hints; after the third, the third again. */
    public LessonView hint() {
        Progress progress = Progress.current();
        Progress.State state = progress.exercise(exercise.id());
        int number = Math.min(state.hints(), HINTS - 1);
        progress.exercise(
                exercise.id(), new Progress.State(state.tries(), Math.min(HINTS, state.hints() + 1), state.done()));
        return hint(number + 1);
    }

    /**
     * One hint.
     *
     * @param number 1 to 3
     */
    public LessonView hint(int number) {
        if (number < 1 || number > HINTS) {
            throw new IllegalArgumentException("There is no hint " + number + "; hints are 1, 2 and 3.");
        }
        return new Shown(new Box(Box.Kind.HINT, number + " of " + HINTS + ", " + exercise.id())
                .paragraph(exercise.hints(seed).get(number - 1)));
    }

    /** A solution, once there was an honest try. */
    public LessonView solution() {
        return solution(false);
    }

    /**
     * A solution.
     *
     * @param now true: also without a try
     */
    public LessonView solution(boolean now) {
        Progress.State state = Progress.current().exercise(exercise.id());
        if (!now && state.tries() == 0) {
            return new Shown(new Box(Box.Kind.PLAIN, "Solution of " + exercise.id())
                    .paragraph("Try it once, then the solution is here. `solution(true)` shows it now."));
        }
        return new Shown(new Box(Box.Kind.PLAIN, "Solution of " + exercise.id()).code(exercise.solution(seed)));
    }

    /** Why the solution is one, once a check was correct. */
    public LessonView why() {
        boolean done = Progress.current().exercise(exercise.id()).done();
        return new Shown(new Box(Box.Kind.PLAIN, "Why, " + exercise.id())
                .paragraph(done ? exercise.why() : "This is shown when a check was correct."));
    }

    /** The cell to begin with. */
    public LessonView starter() {
        return new Shown(new Box(Box.Kind.PLAIN, "Starter of " + exercise.id()).code(exercise.starter(seed)));
    }

    @Override
    public Box box() {
        return new Box(Box.Kind.EXERCISE, exercise.id() + ", " + exercise.title())
                .paragraph(exercise.task(seed))
                .paragraph("Ask for `hint()`, `solution()`, `variant(7)`.");
    }

    @Override
    public Map<String, Object> json() {
        return Map.of("exercise", exercise.id(), "seed", seed, "notebook", exercise.notebook());
    }

    @Override
    public String toString() {
        return text();
    }

    /** A box and no more. */
    record Shown(Box box) implements LessonView {
        @Override
        public String toString() {
            return text();
        }
    }

    static List<String> idsOf(String notebook) {
        return Exercises.all().stream()
                .filter(each -> each.notebook().equals(notebook))
                .map(Exercise::id)
                .toList();
    }
}
