package dev.gopherscope.kernel.lesson;

import java.util.List;

/**
 * What the cells of the course call, made for static import: exercises, outcomes of predictions, claims, comparisons with
 * recordings of real Go.
 */
public final class Lesson {

    /** Where the learner's answer belongs: {@code var p = ____;}. */
    @SuppressWarnings("checkstyle:ConstantName")
    public static final Blank ____ = Blank.BLANK;

    private Lesson() {}

    /**
     * An exercise. Shown, it is its task; {@code check}, {@code hint}, {@code solution}, {@code why} and {@code variant} do the rest.
     *
     * @throws IllegalArgumentException for an id that does not exist; the message names near ones
     */
    public static ExerciseSession exercise(String id) {
        return new ExerciseSession(Exercises.byId(id), 0);
    }

    /**
     * Sets what came beside the prediction that was committed for it.
     *
     * @param id of the {@code %%predict} cell
     * @param came the outcome that the run gave: a number, a text, a list
     * @throws IllegalArgumentException if no such question was asked
     */
    public static PredictionResult outcome(String id, Object came) {
        return Prediction.outcome(id, came);
    }

    /** A popular statement, to be tested by runs. */
    public static Claim claim(String statement) {
        return new Claim(statement);
    }

    /**
     * A recording of real Go, to be compared with a run.
     *
     * @param recording its name, such as {@code sched/worker_pool}
     * @throws IllegalArgumentException if the course has no such recording
     */
    public static CrossCheck crossCheck(String recording) {
        return CrossCheck.of(recording);
    }

    /**
     * A table for the learner to fill.
     *
     * @param question what is asked
     * @param choices what may stand in a row
     */
    public static FillTable fillTable(String question, String... choices) {
        return new FillTable(question, List.of(choices));
    }

    /** The map of the course with what is done. */
    public static LessonView progress() {
        return CourseMap.map(Progress.current());
    }
}
