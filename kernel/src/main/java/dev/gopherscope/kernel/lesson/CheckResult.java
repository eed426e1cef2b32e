package dev.gopherscope.kernel.lesson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the check of an answer found.
 *
 * @param exercise id of the exercise
 * @param seed of the variant, 0 for the exercise as printed
 * @param outcome one of four
 * @param ran what was run to find out; may be empty
 * @param facts what was looked at, in order
 * @param messages what to say to mistakes that were recognised
 * @param exception the exception as one line, empty if there was none
 * @param why the paragraph that a passed check shows; empty otherwise
 */
public record CheckResult(
        String exercise,
        long seed,
        Outcome outcome,
        String ran,
        List<Fact> facts,
        List<String> messages,
        String exception,
        String why)
        implements LessonView {

    public CheckResult {
        facts = List.copyOf(facts);
        messages = List.copyOf(messages);
    }

    static CheckResult of(Exercise exercise, Attempt attempt, Outcome outcome, @Nullable Throwable thrown) {
        return new CheckResult(
                exercise.id(),
                attempt.seed(),
                outcome,
                attempt.ran(),
                attempt.facts(),
                attempt.messages(),
                thrown == null ? "" : line(thrown),
                outcome == Outcome.CORRECT ? exercise.why() : "");
    }

    private static String line(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (RuntimeException e) {
            message = "(its message can't be read)";
        }
        String name = thrown.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("");
    }

    @Override
    public Box box() {
        boolean good = outcome == Outcome.CORRECT;
        Box box = new Box(
                good ? Box.Kind.RIGHT : outcome == Outcome.INCORRECT ? Box.Kind.WRONG : Box.Kind.PLAIN,
                exercise + (good || outcome == Outcome.INCORRECT ? "" : ": " + outcome.title()));
        if (!ran.isEmpty()) {
            box.paragraph("What ran: " + ran + ".");
        }
        messages.forEach(box::paragraph);
        if (!facts.isEmpty()) {
            var rows = new ArrayList<List<String>>();
            for (Fact fact : facts) {
                rows.add(List.of(fact.name(), fact.expected(), fact.actual(), fact.holds() ? "yes" : "no"));
            }
            box.table(List.of("fact", "expected", "got", "holds"), rows);
        }
        if (!exception.isEmpty()) {
            box.paragraph("The check ended with " + exception);
        }
        switch (outcome) {
            case NOT_ATTEMPTED -> box.paragraph("Put your answer where the starter has a gap, and run the cell again.");
            case INCORRECT, EXCEPTION -> box.paragraph("`exercise(\"" + exercise + "\").hint()` tells where to look.");
            case CORRECT -> box.paragraph(why);
        }
        return box;
    }

    @Override
    public Map<String, Object> json() {
        var all = new ArrayList<Map<String, Object>>();
        for (Fact fact : facts) {
            var each = new LinkedHashMap<String, Object>();
            each.put("name", fact.name());
            each.put("expected", fact.expected());
            each.put("actual", fact.actual());
            each.put("holds", fact.holds());
            all.add(each);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("exercise", exercise);
        json.put("seed", seed);
        json.put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
        json.put("ran", ran);
        json.put("facts", all);
        json.put("messages", messages);
        json.put("exception", exception);
        return json;
    }

    @Override
    public String toString() {
        return text();
    }
}
