package dev.gopherscope.kernel.lesson;

import dev.gopherscope.sim.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One answer under check: what was answered, and what the checker found out about it. */
public final class Attempt {

    /** An answer of a kind that the exercise can't take; the message says what it wants. */
    public static final class UnfitAnswerException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnfitAnswerException(String message) {
            super(message);
        }
    }

    private final @Nullable Object answer;
    private final long seed;
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private String ran = "";

    Attempt(@Nullable Object answer, long seed) {
        this.answer = answer;
        this.seed = seed;
    }

    /** The seed of the variant, 0 for the exercise as printed. */
    public long seed() {
        return seed;
    }

    /** The answer as a whole number. */
    public int number(String what) {
        long value = longNumber(what);
        if (value != (int) value) {
            throw new UnfitAnswerException("The answer is " + value + "; " + what + " fits into an int.");
        }
        return (int) value;
    }

    /** The answer as a whole number of 64 bits. */
    public long longNumber(String what) {
        if (answer instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw new UnfitAnswerException("The answer is " + shown(answer) + "; it must be a whole number: " + what + ".");
    }

    /** The answer as a number that may have a fraction. */
    public double real(String what) {
        if (answer instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new UnfitAnswerException("The answer is " + shown(answer) + "; it must be a number: " + what + ".");
    }

    /** The answer as a run that has ended. */
    public Run run() {
        return as(Run.class, "the Run that Go.version(…).run(…) returned");
    }

    /**
     * The answer as some type.
     *
     * @param what names what is wanted, for the message when the answer is something else
     */
    public <T> T as(Class<T> type, String what) {
        if (type.isInstance(answer)) {
            return type.cast(answer);
        }
        throw new UnfitAnswerException("The answer is " + shown(answer) + "; it must be " + what + ".");
    }

    /** Says what was run to find out, such as {@code 24 jobs of 200 µs on 4 Ps}; the result shows it. */
    public void ran(String what) {
        ran = what;
    }

    /** A fact that must equal something. Returns whether it does. */
    public boolean equal(String name, @Nullable Object expected, @Nullable Object actual) {
        return fact(name, shown(expected), shown(actual), Objects.equals(expected, actual));
    }

    /** A fact of any other form, with its texts. Returns whether it holds. */
    public boolean fact(String name, String expected, String actual, boolean holds) {
        facts.add(new Fact(name, expected, actual, holds));
        return holds;
    }

    /** A message for a mistake that the checker recognised: what happened, and where to look. */
    public void mistake(String message) {
        messages.add(message);
    }

    List<Fact> facts() {
        return facts;
    }

    List<String> messages() {
        return messages;
    }

    String ran() {
        return ran;
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }
}
