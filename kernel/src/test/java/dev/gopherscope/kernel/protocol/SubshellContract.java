package dev.gopherscope.kernel.protocol;

import static dev.gopherscope.kernel.protocol.TestClient.kinds;
import static dev.gopherscope.kernel.protocol.TestClient.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What clients may rely on when they use subshells (JEP 91). */
public abstract class SubshellContract extends Contract {

    private static final Map<String, Object> ASKING = Map.of("allow_stdin", true);

    private String create() {
        return String.valueOf(
                client.ask(Channel.CONTROL, "create_subshell_request", Map.of()).get("subshell_id"));
    }

    private Object list() {
        return client.ask(Channel.CONTROL, "list_subshell_request", Map.of()).get("subshell_id");
    }

    private Map<String, Object> delete(String subshell) {
        return client.ask(Channel.CONTROL, "delete_subshell_request", Map.of("subshell_id", subshell));
    }

    private Map<String, Object> run(String subshell, String code) {
        return client.reply(client.executeOn(subshell, code, Map.of())).content();
    }

    /** Sends a cell and waits until it runs. */
    private String running(String id) {
        while (!client.publication(id).type().equals("stream")) {
            // Until it runs.
        }
        return id;
    }

    @Test
    void subshellsAreCreatedListedAndDeleted() {
        assertEquals(List.of(), list());
        var one = create();
        var two = create();
        assertNotEquals(one, two);
        assertEquals(List.of(one, two), list());
        assertEquals(Map.of("status", "ok"), delete(one));
        assertEquals(List.of(two), list());
    }

    @Test
    void aCellOfASubshellRunsWhileAnotherCellRuns() {
        var subshell = create();
        var main = running(client.execute("print on\nsleep"));
        var id = client.executeOn(subshell, "print beside\nit", Map.of());
        assertEquals(List.of("busy", "execute_input", "stream", "execute_result", "idle"), kinds(client.published(id)));
        var reply = client.reply(id);
        assertEquals("ok", reply.content().get("status"));
        assertEquals(subshell, reply.parentHeader().get("subshell_id"));
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("error", client.reply(main).content().get("status"));
    }

    @Test
    void cellsOfOneSubshellKeepTheirOrder() {
        var subshell = create();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            ids.add(client.executeOn(subshell, (i == 0 ? "pause 50\n" : "") + "cell " + i, Map.of()));
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1L, client.reply(ids.get(i)).content().get("execution_count"));
        }
    }

    @Test
    void eachSubshellHasItsOwnCountAndHistory() {
        var subshell = create();
        client.reply(client.execute("main 1"));
        client.reply(client.execute("main 2"));
        assertEquals(1L, run(subshell, "sub 1").get("execution_count"));
        assertEquals(3L, client.reply(client.execute("main 3")).content().get("execution_count"));
        assertEquals(2L, run(subshell, "sub 2").get("execution_count"));
        var tail = Map.<String, Object>of("hist_access_type", "tail", "n", 9);
        var ofSubshell = client.reply(client.send(Channel.SHELL, client.messageTo(subshell, "history_request", tail)));
        assertEquals(
                List.of(List.of(1L, 1L, "sub 1"), List.of(1L, 2L, "sub 2")),
                ofSubshell.content().get("history"));
        assertEquals(
                List.of(List.of(1L, 1L, "main 1"), List.of(1L, 2L, "main 2"), List.of(1L, 3L, "main 3")),
                client.ask(Channel.SHELL, "history_request", tail).get("history"));
    }

    @Test
    void everyShellRequestMayNameASubshell() {
        var subshell = create();
        for (var type : List.of("complete_request", "inspect_request", "is_complete_request")) {
            var id = client.send(Channel.SHELL, client.messageTo(subshell, type, Map.of("code", "a", "cursor_pos", 1)));
            assertNotEquals("error", client.reply(id).content().get("status"), type);
        }
        for (var type : List.of("kernel_info_request", "comm_info_request")) {
            var id = client.send(Channel.SHELL, client.messageTo(subshell, type, Map.of()));
            assertEquals("ok", client.reply(id).content().get("status"), type);
        }
    }

    @Test
    void aNullSubshellIsTheMainOne() {
        client.reply(client.execute("one"));
        var request = client.messageTo("x", "execute_request", Map.of("code", "two"));
        var header = new java.util.HashMap<>(request.header().fields());
        header.put("subshell_id", null);
        var id = client.send(
                Channel.SHELL,
                new Message(List.of(), new Header(header), Map.of(), Map.of(), request.content(), List.of()));
        assertEquals(2L, client.reply(id).content().get("execution_count"));
    }

    @Test
    void anUnknownSubshellIsAnErrorThatSaysSo() {
        var deleted = create();
        delete(deleted);
        for (var unknown : List.of("nobody", deleted)) {
            var cell = client.executeOn(unknown, "not me", Map.of());
            var reply = client.reply(cell).content();
            assertEquals("error", reply.get("status"));
            assertTrue(String.valueOf(reply.get("evalue")).contains(unknown), reply.toString());
            assertEquals(List.of("busy", "idle"), kinds(client.published(cell)));
            assertEquals("error", delete(unknown).get("status"));
            var comm = client.send(
                    Channel.SHELL, client.messageTo(unknown, "comm_msg", Map.of("comm_id", "c", "data", Map.of())));
            assertEquals(List.of("busy", "idle"), kinds(client.published(comm)));
        }
        assertEquals(List.of(), interpreter.ran);
    }

    @Test
    void anInterruptStopsTheCellsOfAllSubshells() {
        var subshell = create();
        var main = running(client.execute("print on\nsleep"));
        var beside = running(client.executeOn(subshell, "print on\nsleep", Map.of()));
        assertEquals(Map.of("status", "ok"), client.ask(Channel.CONTROL, "interrupt_request", Map.of()));
        for (var id : List.of(main, beside)) {
            assertEquals("Interrupted", client.reply(id).content().get("ename"));
            assertEquals("idle", kinds(client.published(id)).getLast());
        }
        assertEquals("ok", run(subshell, "next").get("status"));
    }

    @Test
    void aFailureAbortsTheQueueOfItsOwnSubshellOnly() {
        var subshell = create();
        var main = running(client.execute("print on\npause 300"));
        var waiting = client.execute("after pause");
        var bad = client.executeOn(subshell, "pause 50\nfail", Map.of());
        var aborted = client.executeOn(subshell, "not me", Map.of());
        assertEquals("error", client.reply(bad).content().get("status"));
        assertEquals("aborted", client.reply(aborted).content().get("status"));
        assertEquals("ok", client.reply(main).content().get("status"));
        assertEquals("ok", client.reply(waiting).content().get("status"));
    }

    @Test
    void deletingASubshellStopsItsCellAndAnswersWhatWaits() {
        var subshell = create();
        var cell = running(client.executeOn(subshell, "print on\nsleep", Map.of()));
        var waiting = client.executeOn(subshell, "not me", Map.of("stop_on_error", false));
        // The order of two channels is not sure; an answer on shell says that the waiting cell has arrived.
        client.ask(Channel.SHELL, "is_complete_request", Map.of("code", "x"));
        assertEquals(Map.of("status", "ok"), delete(subshell));
        assertEquals("Interrupted", client.reply(cell).content().get("ename"));
        assertEquals("aborted", client.reply(waiting).content().get("status"));
        assertEquals(List.of("busy", "idle"), kinds(client.published(waiting)));
        assertEquals("ok", client.reply(client.execute("next")).content().get("status"));
    }

    @Test
    void cellsOfTwoSubshellsAskAtOnceAndEachGetsItsAnswer() {
        var subshell = create();
        var main = client.execute("ask main? ", ASKING);
        assertEquals("main? ", client.question().content().get("prompt"));
        var beside = client.executeOn(subshell, "ask beside? ", ASKING);
        assertEquals("beside? ", client.question().content().get("prompt"));
        client.send(Channel.STDIN, client.messageTo(subshell, "input_reply", Map.of("value", "for the subshell")));
        assertEquals("you said for the subshell", plain(client.published(beside).get(2)));
        client.send(Channel.STDIN, "input_reply", Map.of("value", "for main"));
        assertEquals("you said for main", plain(client.published(main).get(2)));
    }

    @Test
    void anAnswerWithoutASubshellGoesToTheOneThatAsks() {
        var subshell = create();
        var cell = client.executeOn(subshell, "ask who? ", ASKING);
        client.question();
        client.send(Channel.STDIN, "input_reply", Map.of("value", "me"));
        assertEquals("you said me", plain(client.published(cell).get(2)));
    }

    @Test
    void aCommMessageOnASubshellIsHandledWhileAnotherHandlerWaits() throws InterruptedException {
        var second = new CountDownLatch(1);
        comms().register(
                        "slow",
                        (comm, data, buffers) -> comm.onMessage((more, bytes) -> {
                            if (more.containsKey("wait")) {
                                try {
                                    second.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            } else {
                                second.countDown();
                            }
                        }));
        client.published(client.send(
                Channel.SHELL, "comm_open", Map.of("comm_id", "c", "target_name", "slow", "data", Map.of())));
        var waiting = client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c", "data", Map.of("wait", true)));
        client.publication(waiting);
        var beside = client.messageTo(create(), "comm_msg", Map.of("comm_id", "c", "data", Map.of("go", true)));
        assertEquals(List.of("busy", "idle"), kinds(client.published(client.send(Channel.SHELL, beside))));
        assertEquals(List.of("idle"), kinds(client.published(waiting)));
    }

    @Test
    void aClientThatCreatesSubshellsWithoutEndIsTold() {
        Map<String, Object> reply = Map.of();
        int created = -1;
        do {
            created++;
            reply = client.ask(Channel.CONTROL, "create_subshell_request", Map.of());
        } while (reply.get("status").equals("ok") && created < 1000);
        assertEquals(256, created);
        assertTrue(String.valueOf(reply.get("evalue")).contains("Delete some"), reply.toString());
        assertEquals("ok", client.reply(client.execute("fine")).content().get("status"));
    }
}
