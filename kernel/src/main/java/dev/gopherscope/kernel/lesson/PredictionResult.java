package dev.gopherscope.kernel.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prediction beside what came.
 *
 * @param id of the question
 * @param question its text
 * @param predicted the committed answer, null if there was none
 * @param outcome what came, as text
 * @param right whether they agree
 * @param foreseen false if the outcome is none of the options
 */
public record PredictionResult(
        String id, String question, @Nullable String predicted, String outcome, boolean right, boolean foreseen)
        implements LessonView {

    @Override
    public Box box() {
        String verdict = predicted == null ? "not answered" : right ? "as you said" : "other than you said";
        return new Box(Box.Kind.PREDICT, question)
                .table(
                        List.of("your prediction", "what came", ""),
                        List.of(List.of(predicted == null ? "none" : predicted, outcome, verdict)));
    }

    @Override
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("question", id);
        json.put("predicted", predicted == null ? "" : predicted);
        json.put("outcome", outcome);
        json.put("state", predicted == null ? "unanswered" : right ? "right" : "wrong");
        return json;
    }

    @Override
    public String toString() {
        return text();
    }
}
