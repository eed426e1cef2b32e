package dev.gopherscope.kernel.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.display.NoOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonTest {

    /** A front end that answers from a list, or one that can't be asked. */
    private static final class FrontEnd extends NoOutput {
        final Deque<String> answers = new ArrayDeque<>();
        final List<String> prompts = new ArrayList<>();
        final boolean asks;

        FrontEnd(boolean asks, String... answers) {
            this.asks = asks;
            this.answers.addAll(List.of(answers));
        }

        @Override
        public String readLine(String prompt, boolean password) throws InterruptedException {
            if (!asks) {
                return super.readLine(prompt, password);
            }
            prompts.add(prompt);
            return answers.removeFirst();
        }

        @Override
        public boolean allowsInput() {
            return asks;
        }
    }

    private static final String WORKERS = """
            How many of the four workers get any job?
            - 2
            - 3
            - all 4
            """;

    @AfterEach
    void no_front_end() {
        CurrentOutput.bind(null);
    }

    private static LessonView ask(String id, String body, FrontEnd frontEnd) throws InterruptedException {
        return Prediction.ask(id, body, false, frontEnd);
    }

    @Test
    void a_prediction_in_the_cell_stands_beside_the_outcome() throws InterruptedException {
        ask("a", WORKERS + "answer: b", new FrontEnd(false));
        PredictionResult result = Prediction.outcome("a", 2);
        assertEquals("3", result.predicted());
        assertEquals("2", result.outcome());
        assertFalse(result.right());
        assertTrue(result.foreseen());
        assertTrue(result.text().contains("other than you said"), result.text());
    }

    @Test
    void an_option_is_named_by_letter_by_text_or_by_its_first_word() throws InterruptedException {
        for (String answer : List.of("a", "2", "A")) {
            ask("b", WORKERS + "answer: " + answer, new FrontEnd(false));
            assertTrue(Prediction.outcome("b", 2).right(), answer);
        }
        ask("b", "How long?\n- 1.2 ms\n- 2.4 ms\nanswer: 1.2", new FrontEnd(false));
        assertTrue(Prediction.outcome("b", "1.2 ms").right());
    }

    @Test
    void a_headless_run_leaves_a_question_unanswered_and_does_not_wait() throws InterruptedException {
        LessonView shown = ask("c", WORKERS, new FrontEnd(false));
        assertTrue(shown.text().contains("Not answered yet"), shown.text());
        assertNull(Prediction.outcome("c", 2).predicted());
        assertTrue(Prediction.outcome("c", 2).json().containsValue("unanswered"));
    }

    @Test
    void a_front_end_that_can_ask_is_asked_again_when_the_answer_does_not_fit() throws InterruptedException {
        var frontEnd = new FrontEnd(true, "perhaps", "c");
        Prediction.ask("d-" + System.identityHashCode(frontEnd), WORKERS, true, frontEnd);
        assertEquals(2, frontEnd.prompts.size());
        assertTrue(frontEnd.prompts.getFirst().contains("a to c"), frontEnd.prompts.getFirst());
    }

    @Test
    void a_front_end_that_can_ask_is_left_alone_unless_the_cell_wants_it() throws InterruptedException {
        var frontEnd = new FrontEnd(true);
        String id = "n-" + System.identityHashCode(frontEnd);
        LessonView shown = ask(id, WORKERS + "answer:", frontEnd);
        assertEquals(List.of(), frontEnd.prompts);
        assertTrue(shown.text().contains("Not answered yet"), shown.text());
        ask(id, WORKERS + "answer: a", frontEnd);
        assertTrue(Prediction.outcome(id, 2).right());
    }

    @Test
    void numbers_agree_within_their_tolerance_and_lists_by_order() throws InterruptedException {
        ask("e", "How many bytes?\nnumber within 10 %\nanswer: 200,000,000", new FrontEnd(false));
        assertTrue(Prediction.outcome("e", 204_800_000).right());
        assertFalse(Prediction.outcome("e", 230_000_000).right());
        ask("f", "In which order?\nlist\nanswer: 4, 0 1 2 3", new FrontEnd(false));
        assertTrue(Prediction.outcome("f", List.of(4, 0, 1, 2, 3)).right());
        assertFalse(Prediction.outcome("f", List.of(0, 1, 2, 3, 4)).right());
        ask("g", "Which?\nset\nanswer: {b, a}", new FrontEnd(false));
        assertTrue(Prediction.outcome("g", "a b").right());
    }

    @Test
    void a_question_that_makes_no_sense_says_what_is_missing() {
        var frontEnd = new FrontEnd(false);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ask("h", "", frontEnd))
                .getMessage()
                .contains("no question"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ask("h", "Why?", frontEnd))
                .getMessage()
                .contains("two or more options"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ask("h", WORKERS + "answer: z", frontEnd))
                .getMessage()
                .contains("does not fit"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Prediction.outcome("never-asked", 1))
                .getMessage()
                .contains("%%predict never-asked"));
    }

    @Test
    void markup_in_a_question_stays_text() throws InterruptedException {
        LessonView shown = ask("i", "<script>alert(1)</script>?\n- <b>\n- two", new FrontEnd(false));
        assertFalse(shown.html().contains("<script>"), shown.html());
        assertFalse(shown.html().contains("<b>"), shown.html());
    }

    @Test
    void a_claim_is_judged_by_what_was_shown() {
        assertEquals(
                Claim.Verdict.TRUE, new Claim("x").shownBy("1 equals 1", true).verdict());
        assertEquals(
                Claim.Verdict.WRONG,
                new Claim("x").shownBy("a", true).shownBy("b", false).verdict());
        Claim some = new Claim("x")
                .shownFor("1.9", false)
                .shownFor("1.13", true)
                .shownFor("1.14", true)
                .shownFor("1.26", false);
        assertEquals(Claim.Verdict.TRUE_FOR_SOME, some.verdict());
        assertTrue(some.text().contains("true for versions 1.13 to 1.14"), some.text());
        assertEquals(
                Claim.Verdict.NO_SOURCE,
                new Claim("x").noSource("release notes").verdict());
        assertThrows(IllegalStateException.class, () -> new Claim("x").verdict());
    }

    @Test
    void an_unknown_exercise_or_recording_is_named() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Lesson.exercise("nope"))
                .getMessage()
                .contains("nope"));
        assertThrows(IllegalArgumentException.class, () -> Lesson.crossCheck("../../etc/passwd"));
        assertThrows(IllegalArgumentException.class, () -> Lesson.crossCheck("sched/none"));
    }

    @Test
    void a_table_takes_its_choices_only() {
        FillTable table =
                Lesson.fillTable("Which cause?", "leak", "fragmentation").row("A", Lesson.____);
        assertTrue(table.blank());
        table.row("A", "leak");
        assertEquals("leak", table.answer("A"));
        assertFalse(table.blank());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> table.row("B", "leek"))
                .getMessage()
                .contains("leak"));
    }

    /** An exercise whose checker does what its answer says. */
    private static final class Probe extends Exercise {
        Probe() {
            super("probe", "A probe", "99");
        }

        @Override
        public String task(long seed) {
            return "Say 5.";
        }

        @Override
        public String starter(long seed) {
            return "";
        }

        @Override
        public List<String> hints(long seed) {
            return List.of("one", "two", "three");
        }

        @Override
        public String solution(long seed) {
            return "5";
        }

        @Override
        public String why() {
            return "Because.";
        }

        @Override
        public List<WrongAnswer> wrongAnswers(long seed) {
            return List.of();
        }

        @Override
        protected void check(Attempt attempt) {
            int answer = attempt.number("a number");
            if (answer == 13) {
                throw new IllegalStateException("thirteen");
            }
            if (!attempt.equal("answer", 5, answer)) {
                attempt.mistake("That is not five.");
            }
        }
    }

    @Test
    void a_check_has_four_outcomes() {
        Exercise probe = new Probe();
        assertEquals(Outcome.CORRECT, Checks.check(probe, 5, 0).outcome());
        CheckResult wrong = Checks.check(probe, 6, 0);
        assertEquals(Outcome.INCORRECT, wrong.outcome());
        assertTrue(wrong.text().contains("That is not five."), wrong.text());
        assertTrue(wrong.text().contains("answer"), wrong.text());
        CheckResult thrown = Checks.check(probe, 13, 0);
        assertEquals(Outcome.EXCEPTION, thrown.outcome());
        assertTrue(thrown.exception().contains("thirteen"), thrown.exception());
        assertEquals(Outcome.NOT_ATTEMPTED, Checks.check(probe, Lesson.____, 0).outcome());
        CheckResult unfit = Checks.check(probe, "five", 0);
        assertEquals(Outcome.INCORRECT, unfit.outcome());
        assertTrue(unfit.text().contains("whole number"), unfit.text());
        assertEquals(Outcome.INCORRECT, Checks.check(probe, null, 0).outcome());
    }

    @Test
    void hints_come_one_by_one_and_a_solution_after_a_try() {
        var session = new ExerciseSession(new Probe(), 0);
        assertTrue(session.hint(1).text().contains("one"));
        assertThrows(IllegalArgumentException.class, () -> session.hint(4));
        assertFalse(new ExerciseSession(new Probe(), 3).solution(true).text().isBlank());
    }

    @Test
    void progress_survives_a_restart_and_a_broken_file_is_kept(@TempDir Path folder, @TempDir Path other)
            throws IOException {
        Progress progress = Progress.in(folder);
        progress.exercise("first-1", new Progress.State(2, 1, true));
        progress.prediction("00-workers", "2");
        String written = Files.readString(folder.resolve(Progress.FILE));
        assertTrue(written.contains("\"done\" : true"), written);
        Files.writeString(other.resolve(Progress.FILE), written);
        assertEquals(new Progress.State(2, 1, true), Progress.in(other).exercise("first-1"));
        assertEquals("2", Progress.in(other).prediction("00-workers"));
        assertEquals(1, Progress.in(other).reset(id -> id.startsWith("00-")));
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve(Progress.FILE), "{ not json");
        assertEquals(Progress.State.FRESH, Progress.in(broken).exercise("first-1"));
        assertEquals("{ not json", Files.readString(broken.resolve(Progress.FILE + ".unreadable")));
    }

    @Test
    void a_reset_of_one_exercise_leaves_the_others() {
        CurrentOutput.bind(new FrontEnd(false));
        Progress progress = Progress.current();
        progress.prediction("98-one", "a");
        progress.prediction("98-two", "b");
        new LessonReset().reset("98-one");
        assertNull(progress.prediction("98-one"));
        assertEquals("b", progress.prediction("98-two"));
        assertThrows(IllegalArgumentException.class, () -> new LessonReset().reset("98-one"));
        new LessonReset().reset("98-two");
    }

    @Test
    void a_headless_run_writes_no_progress(@TempDir Path folder) {
        CurrentOutput.bind(new FrontEnd(false));
        assertTrue(Progress.current() == Progress.current());
        assertFalse(Files.exists(Path.of(Progress.FILE)));
    }

    @Test
    void the_json_of_a_result_names_outcome_and_facts() {
        Map<String, Object> json = Checks.check(new Probe(), 5, 0).json();
        assertEquals("correct", json.get("outcome"));
        assertEquals("probe", json.get("exercise"));
    }
}
