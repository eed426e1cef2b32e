package dev.gopherscope.kernel.lesson;

import java.util.List;

/**
 * One exercise: its texts and its checker. Found through {@link java.util.ServiceLoader}, so a subclass is public and has a
 * public constructor without parameters.
 *
 * <p>Sources are whole cells. They end with {@code exercise("id").check(answer)}, or with
 * {@code exercise("id").variant(seed).check(answer)} for a variant. A checker looks at facts of runs, never at text, and
 * takes what it expects from a run too: no table of answers.
 *
 * <p>The seed 0 is the exercise as printed; other seeds change its numbers.
 */
public abstract class Exercise {
    private final String id;
    private final String title;
    private final String notebook;

    /**
     * Names an exercise.
     *
     * @param id such as {@code sched-3}, unique in the course
     * @param title a few words
     * @param notebook two digits, such as {@code 07}
     */
    protected Exercise(String id, String title, String notebook) {
        this.id = id;
        this.title = title;
        this.notebook = notebook;
    }

    /** The name by which a cell asks for it. */
    public final String id() {
        return id;
    }

    /** A few words. */
    public final String title() {
        return title;
    }

    /** The notebook that it belongs to, two digits. */
    public final String notebook() {
        return notebook;
    }

    /** What to do, at most three lines. */
    public abstract String task(long seed);

    /** The cell that the learner begins with. It runs as it is. */
    public abstract String starter(long seed);

    /** Three hints: where to look, which mechanism, the step before the answer. */
    public abstract List<String> hints(long seed);

    /** A cell that passes. */
    public abstract String solution(long seed);

    /** The mechanism, when it matters in production, and where it lives in Go's source. Shown after success. */
    public abstract String why();

    /** At least two typical wrong answers. */
    public abstract List<WrongAnswer> wrongAnswers(long seed);

    /** Verifies an answer: adds facts to the attempt, and messages for known mistakes. */
    protected abstract void check(Attempt attempt);

    /**
     * Whether an answer is what the starter gives. By default a {@link Blank}; an exercise whose starter is a program
     * compares with the run of that program.
     */
    protected boolean untouched(Object answer, long seed) {
        return Blank.is(answer);
    }

    /** A cell that gives the answer to a variable and has it checked. */
    protected final String cell(String variable, String answer, long seed) {
        return "var " + variable + " = " + answer + ";\n" + checked(variable, seed);
    }

    /** The line that has a variable checked as the answer. */
    protected final String checked(String variable, long seed) {
        return "exercise(\"" + id + "\")" + (seed == 0 ? "" : ".variant(" + seed + ")") + ".check(" + variable + ")";
    }
}
