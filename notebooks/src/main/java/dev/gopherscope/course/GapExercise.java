package dev.gopherscope.course;

import dev.gopherscope.kernel.lesson.Exercise;
import dev.gopherscope.kernel.lesson.WrongAnswer;

/**
 * An exercise whose cell is one declaration with a gap, followed by the check. The answer of a question, or the part of a program
 * that the learner writes.
 */
public abstract class GapExercise extends Exercise {
    private final String declaration;
    private final String variable;

    /**
     * Names an exercise.
     *
     * @param declaration such as {@code var p} or {@code IntPredicate keeps}; its last word is what is checked
     */
    protected GapExercise(String id, String title, String notebook, String declaration) {
        super(id, title, notebook);
        this.declaration = declaration;
        this.variable = declaration.substring(declaration.lastIndexOf(' ') + 1);
    }

    /** An expression that passes. */
    protected abstract String answer(long seed);

    /** What stands in the place of the answer at first. */
    protected String gap(long seed) {
        return "____";
    }

    /** The cell with an expression in its gap. */
    protected final String filled(String answer, long seed) {
        return declaration + " = " + answer + ";\n" + checked(variable, seed);
    }

    /** A typical wrong answer: the expression, and a part of what the checker says to it. */
    protected final WrongAnswer wrong(Object answer, String phrase, long seed) {
        return new WrongAnswer(filled(String.valueOf(answer), seed), phrase);
    }

    /** One of some values, drawn by the seed; the first for the exercise as printed. */
    @SafeVarargs
    protected static <T> T pick(long seed, T... values) {
        return values[(int) Math.floorMod(seed, (long) values.length)];
    }

    /** A number from 0 to n - 1, drawn by the seed; other streams give other numbers. */
    protected static int draw(long seed, int stream, int n) {
        long x = (seed + 1) * 0x9E3779B97F4A7C15L + stream * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 30)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(x ^ (x >>> 31), n);
    }

    @Override
    public final String starter(long seed) {
        return filled(gap(seed), seed);
    }

    @Override
    public final String solution(long seed) {
        return filled(answer(seed), seed);
    }
}
