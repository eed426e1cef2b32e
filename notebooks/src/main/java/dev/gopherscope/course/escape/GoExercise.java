package dev.gopherscope.course.escape;

import dev.gopherscope.course.GapExercise;
import dev.gopherscope.kernel.lesson.Attempt;

/** An exercise that gives a Go program as a text, to be changed until the compiler says what is asked for. */
abstract class GoExercise extends GapExercise {

    GoExercise(String id, String title, String notebook, String declaration) {
        super(id, title, notebook, declaration);
    }

    /** The program as it stands in the cell at first. */
    abstract String given(long seed);

    /** Judges a program that compiles. */
    abstract void check(Attempt attempt, GoAnswer go);

    @Override
    protected final String gap(long seed) {
        return GoAnswer.block(given(seed));
    }

    @Override
    protected final boolean untouched(Object answer, long seed) {
        return super.untouched(answer, seed) || answer.equals(given(seed));
    }

    @Override
    protected final void check(Attempt attempt) {
        GoAnswer go = GoAnswer.of(attempt);
        if (go != null) {
            attempt.ran("the compiler on your source");
            check(attempt, go);
        }
    }
}
