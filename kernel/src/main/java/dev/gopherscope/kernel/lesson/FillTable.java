package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.magic.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that the learner fills: one answer for each row, each from a list of choices. Goes into {@code check} as it is. */
public final class FillTable implements LessonView {
    private final String question;
    private final List<String> choices;
    private final Map<String, Object> answers = new LinkedHashMap<>();

    FillTable(String question, List<String> choices) {
        this.question = question;
        this.choices = List.copyOf(choices);
    }

    /**
     * One row.
     *
     * @param label what the row is about
     * @param answer one of the choices, or {@code ____}
     * @throws IllegalArgumentException if it is neither
     */
    public FillTable row(String label, Object answer) {
        if (!Blank.is(answer) && !choices.contains(String.valueOf(answer))) {
            List<String> near = Nearest.to(String.valueOf(answer), choices, 2);
            throw new IllegalArgumentException("\"" + answer + "\" is none of the choices for \"" + label + "\". "
                    + (near.isEmpty()
                            ? "They are: " + String.join(", ", choices) + "."
                            : "Did you mean " + String.join(" or ", near) + "?"));
        }
        answers.put(label, answer);
        return this;
    }

    /** Label to answer, in order of the rows; a blank stays a blank. */
    public Map<String, Object> answers() {
        return Map.copyOf(answers);
    }

    /** The answer of a row as text, or an empty text where the blank stands. */
    public String answer(String label) {
        Object answer = answers.get(label);
        return answer == null || Blank.is(answer) ? "" : String.valueOf(answer);
    }

    boolean blank() {
        return Blank.is(answers);
    }

    @Override
    public Box box() {
        var rows = new ArrayList<List<String>>();
        answers.forEach(
                (label, answer) -> rows.add(List.of(label, Blank.is(answer) ? "____" : String.valueOf(answer))));
        return new Box(Box.Kind.PLAIN, question)
                .paragraph("Choices: " + String.join(", ", choices) + ".")
                .table(List.of("", "your answer"), rows);
    }

    @Override
    public String toString() {
        return text();
    }
}
