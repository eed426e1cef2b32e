package dev.gopherscope.kernel.protocol;

import static dev.gopherscope.kernel.protocol.TestClient.kinds;
import static dev.gopherscope.kernel.protocol.TestClient.object;
import static dev.gopherscope.kernel.protocol.TestClient.only;
import static dev.gopherscope.kernel.protocol.TestClient.plain;
import static dev.gopherscope.kernel.protocol.TestClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every client may rely on: cells, output, questions, interrupts, history, start and end. */
public abstract class KernelContract extends Contract {

    private Message runReply(String code) {
        return client.reply(client.execute(code));
    }

    // Cells

    @Test
    void aCellIsAnsweredAndShownInTheOrderThatFrontEndsExpect() {
        var id = client.execute("hello");
        var published = client.published(id);
        assertEquals(List.of("busy", "execute_input", "execute_result", "idle"), kinds(published));
        assertEquals(Map.of("code", "hello", "execution_count", 1L), only(published, "execute_input"));
        assertEquals("hello", plain(published.get(2)));
        assertEquals(1L, published.get(2).content().get("execution_count"));
        var reply = client.reply(id);
        assertEquals("execute_reply", reply.type());
        assertEquals("ok", reply.content().get("status"));
        assertEquals(1L, reply.content().get("execution_count"));
        assertEquals(List.of(), reply.content().get("payload"));
        assertEquals(Map.of(), reply.content().get("user_expressions"));
        assertNotNull(reply.metadata().get("started"));
    }

    @Test
    void aCellWithoutValueHasNoResult() {
        assertEquals(List.of("busy", "execute_input", "idle"), kinds(client.published(client.execute("nothing"))));
    }

    @Test
    void everyAnswerCarriesTheHeaderOfItsRequestUnchanged() {
        var request = client.message("execute_request", Map.of("code", "print a\nb"));
        var fields = new HashMap<>(request.header().fields());
        fields.put("field_of_a_later_version", List.of(1L, "x"));
        var strange =
                new Message(List.of(), new Header(fields), Map.of(), Map.of("odd", true), request.content(), List.of());
        var id = client.send(Channel.SHELL, strange);
        for (var message : client.published(id)) {
            assertEquals(fields, message.parentHeader(), message.type());
        }
        assertEquals(fields, client.reply(id).parentHeader());
    }

    @Test
    void aFailedCellHasTheSameErrorInReplyAndOutputAndThenGoesIdle() {
        var id = client.execute("fail no luck");
        var published = client.published(id);
        assertEquals(List.of("busy", "execute_input", "error", "idle"), kinds(published));
        var error = only(published, "error");
        var reply = client.reply(id).content();
        assertEquals("error", reply.get("status"));
        for (var field : List.of("ename", "evalue", "traceback")) {
            assertEquals(error.get(field), reply.get(field), field);
        }
        assertEquals("EchoError", error.get("ename"));
        assertEquals("no luck", error.get("evalue"));
        assertEquals(List.of("EchoError", "at line 1"), error.get("traceback"));
    }

    @Test
    void anInterpreterThatThrowsFailsTheCellAndNotTheKernel() {
        for (var code : List.of("throw up", "overflow now", "bad-picture")) {
            var id = client.execute(code, Map.of("stop_on_error", false));
            assertEquals("error", client.reply(id).content().get("status"), code);
            assertEquals("idle", kinds(client.published(id)).getLast(), code);
        }
        assertEquals("ok", runReply("fine").content().get("status"));
    }

    @Test
    void theCounterMovesOnlyWithStoredCells() {
        assertEquals(1L, runReply("a").content().get("execution_count"));
        assertEquals(
                1L,
                client.reply(client.execute("b", Map.of("store_history", false)))
                        .content()
                        .get("execution_count"));
        assertEquals(
                1L,
                client.reply(client.execute("c", Map.of("silent", true)))
                        .content()
                        .get("execution_count"));
        assertEquals(2L, runReply("d").content().get("execution_count"));
    }

    @Test
    void aSilentCellShowsNothing() {
        var id = client.execute("print a\nshow b\nvalue", Map.of("silent", true));
        assertEquals(List.of("busy", "idle"), kinds(client.published(id)));
        assertEquals("ok", client.reply(id).content().get("status"));
        var failing = client.execute("fail quietly", Map.of("silent", true));
        assertEquals(List.of("busy", "idle"), kinds(client.published(failing)));
        assertEquals("error", client.reply(failing).content().get("status"));
    }

    @Test
    void cellsThatWaitBehindAFailureAreAborted() {
        var bad = client.execute("pause 150\nfail here");
        var waiting = client.execute("print not me");
        assertEquals("error", client.reply(bad).content().get("status"));
        assertEquals("aborted", client.reply(waiting).content().get("status"));
        assertEquals(List.of("busy", "idle"), kinds(client.published(waiting)));
        assertEquals("ok", runReply("next").content().get("status"), "a cell that was sent later runs");
        assertEquals(2, interpreter.ran.size());
    }

    @Test
    void cellsRunOnBehindAFailureIfTheClientSaysSo() {
        var bad = client.execute("pause 150\nfail here", Map.of("stop_on_error", false));
        var waiting = client.execute("me");
        assertEquals("error", client.reply(bad).content().get("status"));
        assertEquals("ok", client.reply(waiting).content().get("status"));
    }

    @Test
    void userExpressionsAreEvaluatedEachByItself() {
        var id = client.execute("nothing", Map.of("user_expressions", Map.of("good", "40+2", "bad", "fail me")));
        var values = object(client.reply(id).content(), "user_expressions");
        assertEquals("ok", object(values, "good").get("status"));
        assertEquals(Map.of("text/plain", "40+2"), object(values, "good").get("data"));
        assertEquals("error", object(values, "bad").get("status"));
        assertEquals("EchoError", object(values, "bad").get("ename"));
    }

    @Test
    void theInterpreterLearnsTheCellIdOfTheFrontEnd() {
        var content = Map.<String, Object>of("code", "x");
        client.reply(client.send(Channel.SHELL, "execute_request", content, Map.of("cellId", "c-7")));
        assertEquals("c-7", interpreter.ran.getLast().id());
    }

    @Test
    void aRequestThatCantBeUnderstoodIsAnsweredWithWhatIsWrong() {
        var bad = List.<Map<String, Object>>of(
                Map.of(),
                Map.of("code", 7),
                Map.of("code", "x", "silent", "no"),
                Map.of("code", "x", "user_expressions", List.of()));
        for (var content : bad) {
            var id = client.send(Channel.SHELL, "execute_request", content);
            var reply = client.reply(id).content();
            assertEquals("error", reply.get("status"), content.toString());
            assertTrue(String.valueOf(reply.get("evalue")).contains("execute_request"), reply.toString());
            assertEquals(List.of("busy", "idle"), kinds(client.published(id)));
        }
        assertEquals(1L, runReply("next").content().get("execution_count"), "none of them was counted");
    }

    @Test
    void unknownFieldsAndNullsAreTolerated() {
        var content = new HashMap<String, Object>(Map.of("code", "x", "surprise", Map.of("nested", List.of(1, 2))));
        content.put("user_expressions", null);
        content.put("allow_stdin", null);
        var request = client.message("execute_request", content);
        var header = new HashMap<>(request.header().fields());
        header.put("date", null);
        header.put("username", null);
        var id = client.send(
                Channel.SHELL, new Message(List.of(), new Header(header), Map.of(), Map.of(), content, List.of()));
        assertEquals("ok", client.reply(id).content().get("status"));
    }

    // Output

    @Test
    void textIsBatchedAndKeepsItsOrderWithDisplaysAndTheOtherStream() {
        var published = client.published(client.execute("print 1\nprint 2\nwarn 3\nprint 4\nshow 5\nprint 6\nend"));
        assertEquals(
                List.of(
                        "busy",
                        "execute_input",
                        "stream",
                        "stream",
                        "stream",
                        "display_data",
                        "stream",
                        "execute_result",
                        "idle"),
                kinds(published));
        assertEquals("1\n2\n", published.get(2).content().get("text"));
        assertEquals("stderr", published.get(3).content().get("name"));
        assertEquals("4\n", published.get(4).content().get("text"));
        assertEquals("5", plain(published.get(5)));
    }

    @Test
    void manyLinesArriveCompleteInFewMessagesAndIdleComesLast() {
        var published = client.published(client.execute("lines 10000"));
        var expected =
                IntStream.range(0, 10_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, text(published, "stdout"));
        assertTrue(published.size() < 40, published.size() + " messages");
    }

    @Test
    void textAppearsWhileTheCellStillRuns() {
        var id = client.execute("print soon\nsleep");
        assertEquals(
                List.of("busy", "execute_input", "stream"),
                IntStream.range(0, 3)
                        .mapToObj(i -> client.publication(id))
                        .flatMap(m -> kinds(List.of(m)).stream())
                        .toList());
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
    }

    @Test
    void outputOfOneCellIsCutWithANoticeThatSaysHowMuchAndHowToRaiseTheLimit() {
        var published = client.published(client.execute("lines 30000"));
        assertEquals(200_000, text(published, "stdout").length());
        var notice = text(published, "stderr");
        assertTrue(notice.contains(OutputLimits.VARIABLE), notice);
        int all = IntStream.range(0, 30_000)
                .map(i -> ("line " + i + "\n").length())
                .sum();
        assertTrue(notice.contains(String.format(Locale.ROOT, "%,d characters and", all - 200_000)), notice);
        assertEquals("x\n", text(client.published(client.execute("print x")), "stdout"), "the next cell is not cut");
    }

    @Test
    void displaysOfOneCellAreCutWithANotice() {
        var code = IntStream.range(0, 50).mapToObj(i -> "show " + i).collect(Collectors.joining("\n"));
        var published = client.published(client.execute(code));
        assertEquals(
                20, kinds(published).stream().filter("display_data"::equals).count());
        assertTrue(text(published, "stderr").contains("30 displays"), text(published, "stderr"));
    }

    @Test
    void aDisplayIsUpdatedUnderItsId() {
        var published = client.published(client.execute("show-as d1 old\nupdate d1 new"));
        assertEquals(List.of("busy", "execute_input", "display_data", "update_display_data", "idle"), kinds(published));
        assertEquals(Map.of("display_id", "d1"), published.get(2).content().get("transient"));
        assertEquals(Map.of("display_id", "d1"), published.get(3).content().get("transient"));
        assertEquals("new", plain(published.get(3)));
    }

    @Test
    void aFloodOfUpdatesIsMergedAndEndsWithTheLast() {
        var code = "show-as d 0\n"
                + IntStream.rangeClosed(1, 5000).mapToObj(i -> "update d " + i).collect(Collectors.joining("\n"));
        var published = client.published(client.execute(code));
        var updates = published.stream()
                .filter(m -> m.type().equals("update_display_data"))
                .toList();
        assertEquals("5000", plain(updates.getLast()));
        assertTrue(updates.size() < 500, updates.size() + " updates");
    }

    @Test
    void clearOutputTellsWhetherToWait() {
        var published = client.published(client.execute("print gone\nclear\nprint a\nclear wait\nprint b"));
        var kinds = kinds(published);
        assertEquals(
                List.of("busy", "execute_input", "clear_output", "stream", "clear_output", "stream", "idle"), kinds);
        assertEquals(false, published.get(2).content().get("wait"));
        assertEquals(true, published.get(4).content().get("wait"));
    }

    @Test
    void outputOfAThreadBelongsToTheCellThatStartedIt() {
        var first = client.execute("late words");
        client.published(first);
        client.published(client.execute("another"));
        interpreter.lateMayPrint.countDown();
        var late = client.publication(first);
        assertEquals("words", late.content().get("text"));
    }

    @Test
    void halfOfASurrogatePairDoesNotBreakTheMessage() {
        var published = client.published(client.execute("print a\ud83dz"));
        assertEquals("a\ufffdz\n", text(published, "stdout"));
    }

    // Questions to the person

    @Test
    void aCellAsksTheClientThatSentIt() {
        var id = client.execute("ask your name? ", Map.of("allow_stdin", true));
        var question = client.question();
        assertEquals("input_request", question.type());
        assertEquals(Map.of("prompt", "your name? ", "password", false), question.content());
        assertEquals(id, question.parentHeader().get("msg_id"));
        client.send(Channel.STDIN, "input_reply", Map.of("value", "gopher"));
        assertEquals("you said gopher", plain(client.published(id).get(2)));
    }

    @Test
    void aPasswordIsAskedForAsOne() {
        var id = client.execute("ask-secret who? ", Map.of("allow_stdin", true));
        assertEquals(true, client.question().content().get("password"));
        client.send(Channel.STDIN, "input_reply", Map.of("value", "x"));
        client.reply(id);
    }

    @Test
    void aCellThatMayNotAskFailsWithAClearError() {
        var reply = client.reply(client.execute("ask me", Map.of("allow_stdin", false)))
                .content();
        assertEquals("error", reply.get("status"));
        assertTrue(String.valueOf(reply.get("evalue")).contains("allow_stdin"), reply.toString());
    }

    @Test
    void aLateAnswerToAnEarlierQuestionIsNotTakenForTheNext() {
        var first = client.execute("ask one", Map.of("allow_stdin", true));
        client.question();
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        client.reply(first);
        client.send(Channel.STDIN, "input_reply", Map.of("value", "late"));
        // The stdin channel has no order with the others; a request and its answer give the late reply time to arrive.
        client.ask(Channel.CONTROL, "kernel_info_request", Map.of());
        assertTrue(client.silentFor(100, Channel.STDIN, "none"));
        var second = client.execute("ask two", Map.of("allow_stdin", true));
        client.question();
        client.send(Channel.STDIN, "input_reply", Map.of("value", "right"));
        assertEquals("you said right", plain(client.published(second).get(2)));
    }

    // Interrupts

    @Test
    void anInterruptEndsTheCellAndIsAnsweredAndTheNextCellRuns() {
        for (var code : List.of("sleep", "ask a question")) {
            var id = client.execute("print on\n" + code, Map.of("allow_stdin", true));
            while (!client.publication(id).type().equals("stream")) {
                // Until it runs.
            }
            assertEquals(Map.of("status", "ok"), client.ask(Channel.CONTROL, "interrupt_request", Map.of()), code);
            var reply = client.reply(id).content();
            assertEquals("error", reply.get("status"), code);
            assertEquals("Interrupted", reply.get("ename"), code);
            assertEquals("idle", kinds(client.published(id)).getLast(), code);
            assertEquals("ok", runReply("next").content().get("status"), code);
        }
    }

    @Test
    void anInterruptOfAnIdleKernelDoesNotHitTheNextCell() {
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("ok", runReply("pause 50").content().get("status"));
    }

    @Test
    void anInterruptEndsACompletionWithAnEmptyAnswer() throws InterruptedException {
        var id = client.send(Channel.SHELL, "complete_request", Map.of("code", "hang", "cursor_pos", 4));
        interpreter.completionBegan.await();
        assertEquals(Map.of("status", "ok"), client.ask(Channel.CONTROL, "interrupt_request", Map.of()));
        var reply = client.reply(id).content();
        assertEquals("ok", reply.get("status"));
        assertEquals(List.of(), reply.get("matches"));
        assertEquals(4L, reply.get("cursor_start"));
        assertEquals("idle", kinds(client.published(id)).getLast());
        assertEquals(
                List.of("gogo"),
                client.ask(Channel.SHELL, "complete_request", Map.of("code", "go", "cursor_pos", 2))
                        .get("matches"));
    }

    @Test
    void whatAnInterruptCouldNotStopIsExplainedInTheCell() {
        interpreter.explanation = "The thread runs on.";
        var id = client.execute("print on\nsleep");
        while (!client.publication(id).type().equals("stream")) {
            // Until it runs.
        }
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertTrue(text(client.published(id), "stderr").contains("The thread runs on."));
    }

    // Questions of the front end

    @Test
    void kernelInfoIsTheSameOnShellAndControl() {
        var shell = client.ask(Channel.SHELL, "kernel_info_request", Map.of());
        assertEquals(shell, client.ask(Channel.CONTROL, "kernel_info_request", Map.of()));
        assertEquals("ok", shell.get("status"));
        assertEquals("5.6", shell.get("protocol_version"));
        assertEquals("An echo.", shell.get("banner"));
        var language = object(shell, "language_info");
        assertEquals(false, shell.get("debugger"));
        assertEquals(List.of("kernel subshells"), shell.get("supported_features"));
        assertEquals("echo", language.get("name"));
        assertEquals(".echo", language.get("file_extension"));
    }

    @Test
    void completionCountsCodePointsAlsoAfterAnEmoji() {
        var reply = client.ask(Channel.SHELL, "complete_request", Map.of("code", "😀😀 ab cd", "cursor_pos", 5));
        assertEquals(List.of("abab"), reply.get("matches"));
        assertEquals(3L, reply.get("cursor_start"));
        assertEquals(5L, reply.get("cursor_end"));
        assertTrue(object(reply, "metadata").toString().contains("type=keyword"), reply.toString());
    }

    @Test
    void aCursorOutsideTheCodeIsTakenAsItsEnd() {
        var beyond = client.ask(Channel.SHELL, "complete_request", Map.of("code", "a bc", "cursor_pos", 1_000_000_000));
        assertEquals(List.of("bcbc"), beyond.get("matches"));
        var before =
                client.ask(Channel.SHELL, "inspect_request", Map.of("code", "ab", "cursor_pos", -5, "detail_level", 0));
        assertEquals("|0", object(before, "data").get("text/plain"));
        var huge = client.ask(Channel.SHELL, "complete_request", Map.of("code", "a bc", "cursor_pos", 1e300));
        assertEquals(List.of("bcbc"), huge.get("matches"));
    }

    @Test
    void inspectionSaysWhetherItFoundSomething() {
        var found = client.ask(
                Channel.SHELL, "inspect_request", Map.of("code", "😀ab", "cursor_pos", 2, "detail_level", 1));
        assertEquals(true, found.get("found"));
        assertEquals("😀a|1", object(found, "data").get("text/plain"));
        var nothing = client.ask(Channel.SHELL, "inspect_request", Map.of("code", "", "cursor_pos", 0));
        assertEquals(Map.of("status", "ok", "found", false, "data", Map.of(), "metadata", Map.of()), nothing);
    }

    @Test
    void isCompleteGivesAnIndentWhenMoreIsNeeded() {
        assertEquals(
                Map.of("status", "complete"), client.ask(Channel.SHELL, "is_complete_request", Map.of("code", "x")));
        assertEquals(
                Map.of("status", "incomplete", "indent", "    "),
                client.ask(Channel.SHELL, "is_complete_request", Map.of("code", "x {")));
    }

    @Test
    void aCompletionThatThrowsIsAnsweredAsAnError() {
        var reply = client.ask(Channel.SHELL, "complete_request", Map.of("code", "throw", "cursor_pos", 5));
        assertEquals("error", reply.get("status"));
        assertEquals("no completion today", reply.get("evalue"));
    }

    @Test
    void everythingButCellsIsAnsweredWhileACellRuns() {
        var cell = client.execute("sleep");
        client.publication(cell);
        client.ask(Channel.SHELL, "kernel_info_request", Map.of());
        client.ask(Channel.SHELL, "complete_request", Map.of("code", "a", "cursor_pos", 1));
        client.ask(Channel.SHELL, "inspect_request", Map.of("code", "a", "cursor_pos", 1));
        client.ask(Channel.SHELL, "is_complete_request", Map.of("code", "a"));
        client.ask(Channel.SHELL, "history_request", Map.of("hist_access_type", "tail", "n", 1));
        client.ask(Channel.SHELL, "comm_info_request", Map.of());
        client.ask(Channel.CONTROL, "kernel_info_request", Map.of());
        assertFalse(interpreter.ran.isEmpty());
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("error", client.reply(cell).content().get("status"));
    }

    @Test
    void usageIsWhatThePanelReads() {
        var usage = client.ask(Channel.CONTROL, "usage_request", Map.of());
        assertEquals(ProcessHandle.current().pid(), usage.get("pid"));
        assertTrue((Long) usage.get("kernel_memory") > 1 << 20);
        assertTrue((Long) object(usage, "host_virtual_memory").get("total") > 1 << 20);
    }

    @Test
    void whoAsksForADebuggerHearsWhyThereIsNone() {
        var content = Map.<String, Object>of("type", "request", "seq", 3, "command", "initialize");
        var reply = client.ask(Channel.CONTROL, "debug_request", content);
        assertEquals(false, reply.get("success"));
        assertEquals(3L, reply.get("request_seq"));
        assertEquals("initialize", reply.get("command"));
        assertTrue(String.valueOf(reply.get("message")).contains("has no debugger"), reply.toString());
    }

    @Test
    void unknownRequestsGetNoReplyAndDoNoHarm() {
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            var id = client.send(channel, "gopher_request", Map.of("dig", true));
            assertEquals(List.of("busy", "idle"), kinds(client.published(id)));
            assertTrue(client.silentFor(100, channel, id));
        }
        assertEquals("ok", runReply("next").content().get("status"));
    }

    // History

    @Test
    void historyHoldsStoredCellsAndTheirResults() {
        runReply("first");
        client.reply(client.execute("unstored", Map.of("store_history", false)));
        client.reply(client.execute("silent", Map.of("silent", true)));
        runReply("nothing");
        runReply("first");
        var tail = client.ask(
                Channel.SHELL, "history_request", Map.of("hist_access_type", "tail", "n", 2, "output", false));
        assertEquals(List.of(List.of(1L, 2L, "nothing"), List.of(1L, 3L, "first")), tail.get("history"));

        var range = client.ask(
                Channel.SHELL,
                "history_request",
                Map.of("hist_access_type", "range", "session", 0, "start", 1, "stop", 3, "output", true));
        var withoutResult = new ArrayList<>();
        withoutResult.add("nothing");
        withoutResult.add(null);
        assertEquals(
                List.of(List.of(1L, 1L, List.of("first", "first")), List.of(1L, 2L, withoutResult)),
                range.get("history"));

        var search = Map.<String, Object>of("hist_access_type", "search", "pattern", "f*t");
        assertEquals(
                List.of(List.of(1L, 1L, "first"), List.of(1L, 3L, "first")),
                client.ask(Channel.SHELL, "history_request", search).get("history"));
        var unique = new HashMap<>(search);
        unique.put("unique", true);
        assertEquals(
                List.of(List.of(1L, 3L, "first")),
                client.ask(Channel.SHELL, "history_request", unique).get("history"));
    }

    @Test
    void historyOutlivesTheKernel(@TempDir Path folder) {
        var remembering = settings().withHistory(new HistoryFile(folder.resolve("history.jsonl")));
        for (int i = 1; i <= 2; i++) {
            try (var one =
                    new TestClient(start(new EchoInterpreter(), remembering).link())) {
                one.published(one.execute("cell of kernel " + i));
                var tail = one.ask(
                        Channel.SHELL, "history_request", Map.of("hist_access_type", "tail", "n", 5, "raw", true));
                assertEquals(
                        IntStream.rangeClosed(1, i)
                                .mapToObj(k -> List.<Object>of((long) k, 1L, "cell of kernel " + k))
                                .toList(),
                        tail.get("history"));
            }
        }
    }

    @Test
    void anUnknownKindOfHistoryIsAnsweredWithTheKindsThereAre() {
        var reply = client.ask(Channel.SHELL, "history_request", Map.of("hist_access_type", "all"));
        assertEquals("error", reply.get("status"));
        assertTrue(String.valueOf(reply.get("evalue")).contains("range, tail and search"), reply.toString());
    }

    // Start and end

    @Test
    void aClientIsWelcomedAsSoonAsItsSubscriptionIsHeard() {
        var welcome = client.publicationOfType("iopub_welcome");
        assertEquals(Map.of("subscription", ""), welcome.content());
        assertEquals(Map.of(), welcome.parentHeader());
    }

    @Test
    void shutdownIsAnsweredAndToldToEverybody() {
        for (var channel : List.of(Channel.CONTROL, Channel.SHELL)) {
            var id = client.send(channel, "shutdown_request", Map.of("restart", true));
            var reply = client.reply(channel, id);
            assertEquals("shutdown_reply", reply.type());
            assertEquals(Map.of("status", "ok", "restart", true), reply.content());
            var published = client.published(id);
            assertEquals(List.of("busy", "shutdown_reply", "idle"), kinds(published));
        }
    }

    @Test
    void messageIdsAreUnique() {
        var published = client.published(client.execute("print a\nb"));
        assertEquals(
                published.size(),
                published.stream().map(m -> m.header().id()).distinct().count());
        assertNotEquals("", published.getFirst().header().session());
    }
}
