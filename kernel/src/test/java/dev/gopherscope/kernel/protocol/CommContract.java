package dev.gopherscope.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both ends of a comm may rely on. */
public abstract class CommContract extends Contract {

    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());
    private volatile Comm opened;

    @BeforeEach
    void registerATarget() {
        comms().register("twin", (comm, data, buffers) -> {
            opened = comm;
            heard.add(data);
            comm.onMessage((more, bytes) -> {
                heard.add(more);
                comm.send(Map.of("echo", more), bytes);
            });
            comm.onClose((last, bytes) -> heard.add("closed"));
        });
    }

    private String open() {
        var id = client.send(
                Channel.SHELL, "comm_open", Map.of("comm_id", "c1", "target_name", "twin", "data", Map.of("x", 1)));
        client.published(id);
        return id;
    }

    @Test
    void whatAFrontEndSendsReachesTheTargetAndTheAnswerNamesItsCause() {
        open();
        var message = client.message("comm_msg", Map.of("comm_id", "c1", "data", Map.of("x", 2)));
        var withBuffer = new Message(
                List.of(), message.header(), Map.of(), Map.of(), message.content(), List.of(new byte[] {1, 2, 3}));
        var published = client.published(client.send(Channel.SHELL, withBuffer));
        assertEquals(List.of("busy", "comm_msg", "idle"), TestClient.kinds(published));
        assertEquals(
                Map.of("comm_id", "c1", "data", Map.of("echo", Map.of("x", 2L))),
                published.get(1).content());
        assertArrayEquals(new byte[] {1, 2, 3}, published.get(1).buffers().getFirst());
        assertEquals(List.of(Map.of("x", 1L), Map.of("x", 2L)), heard);
    }

    @Test
    void openCommsAreListedByTarget() {
        open();
        var all = client.ask(Channel.SHELL, "comm_info_request", Map.of());
        assertEquals(Map.of("c1", Map.of("target_name", "twin")), all.get("comms"));
        var others = client.ask(Channel.SHELL, "comm_info_request", Map.of("target_name", "other"));
        assertEquals(Map.of(), others.get("comms"));
    }

    @Test
    void eitherSideMayCloseAndThenNothingIsHeard() {
        open();
        client.published(client.send(Channel.SHELL, "comm_close", Map.of("comm_id", "c1", "data", Map.of())));
        client.published(client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c1", "data", Map.of("x", 3))));
        assertEquals(List.of(Map.of("x", 1L), "closed"), heard);
        open();
        opened.close(Map.of());
        assertEquals("c1", client.publicationOfType("comm_close").content().get("comm_id"));
        client.published(client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c1", "data", Map.of())));
        assertEquals(3, heard.size());
    }

    @Test
    void theKernelOpensACommToo() {
        var comm = comms().open("their.target", Map.of("y", 2), Map.of("version", "2.1"));
        var message = client.publicationOfType("comm_open");
        assertEquals(
                Map.of("comm_id", comm.id(), "target_name", "their.target", "data", Map.of("y", 2L)),
                message.content());
        assertEquals(Map.of("version", "2.1"), message.metadata());
        var answers = new ArrayList<Object>();
        comm.onMessage((data, buffers) -> answers.add(data));
        client.published(client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", comm.id(), "data", Map.of("z", 3))));
        assertEquals(List.of(Map.of("z", 3L)), answers);
    }

    @Test
    void codeOfCellsRunsForAMessageOnceTheCellsBeforeItHaveEndedAndOnlyThenTheKernelIsIdle() {
        comms().register(
                        "asked",
                        (comm, data, buffers) -> comm.onMessage((more, bytes) -> {
                            comm.send(Map.of("got", more), List.of());
                            comms().later(() -> CurrentOutput.get().stream(CellOutput.Stream.STDOUT, "called"));
                            comms().later(() -> {
                                throw new IllegalStateException("not today");
                            });
                        }));
        client.published(client.send(
                Channel.SHELL, "comm_open", Map.of("comm_id", "c2", "target_name", "asked", "data", Map.of())));
        var cell = client.execute("ask go on?", Map.of("allow_stdin", true));
        var question = client.question();
        var message = client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", "c2", "data", Map.of("x", 2)));
        assertEquals("busy", client.publication(message).content().get("execution_state"));
        assertEquals("comm_msg", client.publication(message).type(), "the listener hears of it while a cell runs");
        client.send(Channel.STDIN, client.message("input_reply", Map.of("status", "ok", "value", "yes")));
        assertTrue(TestClient.kinds(client.published(cell)).contains("execute_result"), () -> "" + question);
        var published = client.published(message);
        assertEquals(List.of("stream", "error", "idle"), TestClient.kinds(published));
        assertEquals("called", TestClient.text(published, "stdout"));
        assertEquals("not today", TestClient.only(published, "error").get("evalue"));
    }

    @Test
    void aCommForAnUnknownTargetIsClosedAtOnce() {
        var id = client.send(
                Channel.SHELL, "comm_open", Map.of("comm_id", "c1", "target_name", "no.such.target", "data", Map.of()));
        var published = client.published(id);
        assertEquals(List.of("busy", "comm_close", "idle"), TestClient.kinds(published));
        assertEquals("c1", TestClient.only(published, "comm_close").get("comm_id"));
        assertEquals(
                Map.of("status", "ok", "comms", Map.of()), client.ask(Channel.SHELL, "comm_info_request", Map.of()));
    }

    @Test
    void messagesOfACommThatIsNotOpenStandBetweenBusyAndIdle() {
        for (var type : List.of("comm_msg", "comm_close")) {
            var id = client.send(Channel.SHELL, type, Map.of("comm_id", "nobody", "data", Map.of()));
            assertEquals(List.of("busy", "idle"), TestClient.kinds(client.published(id)));
        }
    }
}
