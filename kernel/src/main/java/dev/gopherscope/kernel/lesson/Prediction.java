package dev.gopherscope.kernel.lesson;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CellOutput.StdinNotAllowedException;
import dev.gopherscope.kernel.magic.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Predictions: asked for by {@code %%predict id}, committed before the next cell runs, and set beside what came by
 * {@link Lesson#outcome}. The answer stands in the cell, so "run all cells" never waits: a question without one is
 * unanswered. Only {@code --ask} asks through the front end.
 */
final class Prediction {
    private static final Map<String, Question> ASKED = new TreeMap<>();
    private static final Map<String, String> COMMITTED = new TreeMap<>();

    private Prediction() {}

    /**
     * Shows a question and takes the answer: the one in the cell, else the one given before, else, if wanted, what the learner types.
     *
     * @param asks whether to ask through the front end where the cell has no answer
     * @throws IllegalArgumentException if the cell is no question, or its answer none that fits
     */
    static LessonView ask(String id, String body, boolean asks, CellOutput output) throws InterruptedException {
        Question question = Question.parse(id, body);
        synchronized (ASKED) {
            ASKED.put(id, question);
            COMMITTED.remove(id);
        }
        Progress progress = Progress.current();
        String answer = null;
        if (question.answer() != null) {
            answer = fitting(question, question.answer());
        } else if (output.allowsInput()) {
            String before = progress.prediction(id);
            answer = before == null ? null : question.normal(before);
            if (answer == null && asks) {
                output.display(new LessonViewRenderer().render(shown(question, null, true)), null);
                answer = typed(question, output);
                if (answer == null) {
                    return new ExerciseSession.Shown(new Box(Box.Kind.PREDICT, "not answered"));
                }
                commit(progress, id, answer);
                return new ExerciseSession.Shown(new Box(Box.Kind.PREDICT, "you say: " + answer));
            }
        }
        if (answer != null) {
            commit(progress, id, answer);
        }
        return shown(question, answer, false);
    }

    private static void commit(Progress progress, String id, String answer) {
        synchronized (ASKED) {
            COMMITTED.put(id, answer);
        }
        progress.prediction(id, answer);
    }

    private static @Nullable String typed(Question question, CellOutput output) throws InterruptedException {
        try {
            for (int tries = 0; tries < 3; tries++) {
                String line = output.readLine(question.prompt(), false);
                if (line.isBlank()) {
                    return null;
                }
                String answer = question.normal(line);
                if (answer != null) {
                    return answer;
                }
            }
            return null;
        } catch (StdinNotAllowedException e) {
            return null;
        }
    }

    private static String fitting(Question question, String typed) {
        String answer = question.normal(typed);
        if (answer == null) {
            throw new IllegalArgumentException("The answer \"" + typed + "\" does not fit the question \""
                    + question.id() + "\": "
                    + switch (question.form()) {
                        case OPTIONS -> "give a letter or one of " + String.join(", ", question.options());
                        case NUMBER -> "give a number";
                        case SET, LIST -> "give names with spaces between them";
                    }
                    + ".");
        }
        return answer;
    }

    private static LessonView shown(Question question, @Nullable String answer, boolean asking) {
        Box box = new Box(Box.Kind.PREDICT, question.text());
        if (!question.options().isEmpty()) {
            box.list(question.options(), true);
        }
        if (answer != null) {
            box.paragraph("You say: " + answer + ".");
        } else if (!asking) {
            box.paragraph(
                    "Not answered yet. Write your answer behind `answer:` and run this cell again, before you go on.");
        }
        return new ExerciseSession.Shown(box);
    }

    /** The ids of the questions that were asked in this kernel. */
    static List<String> asked() {
        synchronized (ASKED) {
            return List.copyOf(ASKED.keySet());
        }
    }

    /** Takes back the answers to some questions. */
    static void forget(Predicate<String> these) {
        synchronized (ASKED) {
            COMMITTED.keySet().removeIf(these);
        }
    }

    /** The prediction beside the outcome. */
    static PredictionResult outcome(String id, Object came) {
        Question question;
        String answer;
        synchronized (ASKED) {
            question = ASKED.get(id);
            answer = COMMITTED.get(id);
            if (question == null) {
                Set<String> known = ASKED.keySet();
                var near = Nearest.to(id, known, 2);
                throw new IllegalArgumentException("No question \"" + id + "\" was asked in this kernel. "
                        + (near.isEmpty()
                                ? "Run the cell with %%predict " + id + " first."
                                : "Did you mean " + String.join(" or ", near) + "?"));
            }
        }
        return new PredictionResult(
                id,
                question.text(),
                answer,
                String.valueOf(came),
                answer != null && question.agrees(answer, came),
                question.foresees(came));
    }
}
