package dev.gopherscope.kernel.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.kernel.engine.JShellInterpreter;
import dev.gopherscope.kernel.magic.MagicInterpreter;
import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.MemoryLink;
import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.protocol.TestClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Controls as a front end meets them: Java cells and comm messages (widget messaging protocol 2.1), without sockets. */
@Timeout(300)
class WidgetTest {

    private static final String IMPORT = "import static dev.gopherscope.kernel.widget.Widgets.*;\n";

    private MagicInterpreter java;
    private TestClient client;

    @BeforeEach
    void start() {
        java = new MagicInterpreter(new JShellInterpreter());
        client = new TestClient(new MemoryLink(
                java, KernelSettings.of("test", "1").withTarget(Models.CONTROL_TARGET, Models::control)));
    }

    @AfterEach
    void end() {
        client.close();
        java.close();
    }

    /** Runs a cell that goes well and returns what was published for it. */
    private List<Message> run(String code) {
        var id = client.execute(code);
        var published = client.published(id);
        assertEquals("ok", client.reply(id).content().get("status"), () -> TestClient.kinds(published) + code);
        return published;
    }

    private String printed(String code) {
        return TestClient.text(run(code), "stdout");
    }

    /** The state with which a model of that name was opened. */
    private static Map<String, Object> opened(List<Message> published, String model) {
        return published.stream()
                .filter(m -> m.type().equals("comm_open"))
                .map(m -> TestClient.object(TestClient.object(m.content(), "data"), "state"))
                .filter(state -> model.equals(state.get("_model_name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + model + " in " + TestClient.kinds(published)));
    }

    private static String idOf(List<Message> published, String model) {
        return published.stream()
                .filter(m -> m.type().equals("comm_open"))
                .filter(m -> model.equals(TestClient.object(TestClient.object(m.content(), "data"), "state")
                        .get("_model_name")))
                .map(m -> String.valueOf(m.content().get("comm_id")))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> view(List<Message> published, String type) {
        var data = TestClient.object(TestClient.only(published, type), "data");
        return TestClient.object(data, "application/vnd.jupyter.widget-view+json");
    }

    /** Sends a message on the comm of a model and returns what is published for it. */
    private List<Message> tell(String model, Map<String, Object> data) {
        return client.published(send(model, data));
    }

    private String send(String model, Map<String, Object> data) {
        return client.send(Channel.SHELL, "comm_msg", Map.of("comm_id", model, "data", data));
    }

    private static Map<String, Object> update(String key, Object value) {
        return Map.of("method", "update", "state", Map.of(key, value), "buffer_paths", List.of());
    }

    /** The states that were sent by one method on the comm of a model. */
    private static List<Object> states(List<Message> published, String model, String method) {
        return published.stream()
                .filter(m ->
                        m.type().equals("comm_msg") && model.equals(m.content().get("comm_id")))
                .map(m -> TestClient.object(m.content(), "data"))
                .filter(data -> method.equals(data.get("method")))
                .map(data -> data.get("state"))
                .toList();
    }

    @Test
    void a_slider_that_is_shown_opens_its_layout_and_its_style_and_itself() {
        var published = run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n");
        assertEquals(
                List.of("busy", "execute_input", "comm_open", "comm_open", "comm_open", "execute_result", "idle"),
                TestClient.kinds(published));
        var slider = opened(published, "IntSliderModel");
        assertEquals("@jupyter-widgets/controls", slider.get("_model_module"));
        assertEquals("2.0.0", slider.get("_model_module_version"));
        assertEquals("IntSliderView", slider.get("_view_name"));
        assertEquals(
                List.of(1L, 8L, 4L, "Ps"),
                List.of(slider.get("min"), slider.get("max"), slider.get("value"), slider.get("description")));
        assertEquals("IPY_MODEL_" + idOf(published, "LayoutModel"), slider.get("layout"));
        assertEquals("IPY_MODEL_" + idOf(published, "SliderStyleModel"), slider.get("style"));
        assertEquals("@jupyter-widgets/base", opened(published, "LayoutModel").get("_model_module"));
        var open = published.get(2);
        assertEquals("jupyter.widget", open.content().get("target_name"));
        assertEquals(Map.of("version", "2.1.0"), open.metadata());
        assertEquals(List.of(), TestClient.object(open.content(), "data").get("buffer_paths"));
        assertEquals(
                Map.of("model_id", idOf(published, "IntSliderModel"), "version_major", 2L, "version_minor", 0L),
                view(published, "execute_result"));
        assertEquals("Ps: 4 (a slider from 1 to 8)", TestClient.plain(published.get(5)));
    }

    @Test
    void the_ids_of_models_are_the_same_in_each_kernel() {
        var first = idOf(run(IMPORT + "slider(\"Ps\", 1, 8, 4)"), "IntSliderModel");
        end();
        start();
        assertEquals(first, idOf(run(IMPORT + "slider(\"Ps\", 1, 8, 4)"), "IntSliderModel"));
    }

    @Test
    void a_widget_that_is_shown_twice_is_one_model() {
        run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n");
        assertEquals(List.of("busy", "execute_input", "execute_result", "idle"), TestClient.kinds(run("n")));
    }

    @Test
    void a_move_is_echoed_and_observed_and_the_value_is_the_new_one() {
        var id = idOf(
                run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n.observe(v -> System.out.println(\"now \" + v)); n"),
                "IntSliderModel");
        var published = tell(id, update("value", 7));
        assertEquals(List.of("busy", "comm_msg", "stream", "idle"), TestClient.kinds(published));
        assertEquals(List.of(Map.of("value", 7L)), states(published, id, "echo_update"));
        assertEquals("now 7\n", TestClient.text(published, "stdout"));
        assertEquals("7", printed("System.out.print(n.value());"));
    }

    @Test
    void what_a_cell_sets_is_sent_and_observed() {
        var id = idOf(
                run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n.observe(v -> System.out.print(\"now \" + v)); n"),
                "IntSliderModel");
        var request = client.execute("n.value(2);");
        var message = client.publicationOfType("comm_msg");
        assertEquals(id, message.content().get("comm_id"));
        assertEquals(
                Map.of("method", "update", "state", Map.of("value", 2L), "buffer_paths", List.of()),
                message.content().get("data"));
        assertEquals(request, message.parentHeader().get("msg_id"), "the cell is the cause of the change");
        assertEquals("", printed("n.value(2);"), "no change");
        assertTrue(
                printed("try { n.value(9); } catch (IllegalArgumentException e) { System.out.print(e.getMessage()); }")
                        .contains("goes from 1 to 8, not to 9"));
    }

    @Test
    void a_value_that_a_control_can_not_have_is_put_right_in_the_front_end() {
        var id = idOf(run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n"), "IntSliderModel");
        assertEquals(List.of(Map.of("value", 8L)), states(tell(id, update("value", 99)), id, "update"));
        client.published(send(id, update("value", "many")));
        tell(id, update("min", -5));
        tell(id, update("no such key", 1));
        tell(id, Map.of("method", "no such method"));
        tell(id, Map.of());
        assertEquals("8", printed("System.out.print(n.value());"));
    }

    @Test
    void a_front_end_can_ask_for_the_state_of_one_model_and_of_all() {
        var published = run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n");
        var id = idOf(published, "IntSliderModel");
        run("n.value(6);");
        var whole = states(tell(id, Map.of("method", "request_state")), id, "update");
        assertEquals(6L, ((Map<?, ?>) whole.getFirst()).get("value"));
        assertEquals("IntSliderModel", ((Map<?, ?>) whole.getFirst()).get("_model_name"));

        client.published(client.send(
                Channel.SHELL,
                "comm_open",
                Map.of("comm_id", "c", "target_name", "jupyter.widget.control", "data", Map.of())));
        var answer = TestClient.only(tell("c", Map.of("method", "request_states")), "comm_msg");
        var data = TestClient.object(answer, "data");
        assertEquals("update_states", data.get("method"));
        assertEquals(List.of(), data.get("buffer_paths"));
        var states = TestClient.object(data, "states");
        assertEquals(3, states.size());
        var slider = TestClient.object(states, id);
        assertEquals("IntSliderModel", slider.get("model_name"));
        assertEquals("@jupyter-widgets/controls", slider.get("model_module"));
        assertEquals("2.0.0", slider.get("model_module_version"));
        assertEquals(6L, TestClient.object(slider, "state").get("value"));
    }

    @Test
    void what_an_observer_throws_is_shown_and_the_next_move_is_observed() {
        var id = idOf(
                run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4);\n"
                        + "n.observe(v -> { if (v == 5) throw new IllegalStateException(\"not five\"); System.out.print(v); });\n"
                        + "n"),
                "IntSliderModel");
        var failed = tell(id, update("value", 5));
        assertEquals(List.of("busy", "comm_msg", "error", "idle"), TestClient.kinds(failed));
        var error = TestClient.only(failed, "error");
        assertEquals("java.lang.IllegalStateException", error.get("ename"));
        assertTrue(
                String.valueOf(error.get("traceback")).contains("cell 1, line 3"), () -> "" + error.get("traceback"));
        assertEquals("6", TestClient.text(tell(id, update("value", 6)), "stdout"));
    }

    @Test
    void a_running_cell_sees_the_new_value_at_once_and_is_observed_after_its_end() {
        var id = idOf(
                run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n.observe(v -> System.out.print(\"observed\")); n"),
                "IntSliderModel");
        var cell = client.execute("System.out.println(\"on\"); while (n.value() != 5) Thread.onSpinWait();"
                + " System.out.print(\"seen\");");
        while (!client.publication(cell).type().equals("stream")) {
            // Until it runs.
        }
        var move = send(id, update("value", 5));
        assertEquals("seen", TestClient.text(client.published(cell), "stdout"));
        assertEquals("observed", TestClient.text(client.published(move), "stdout"));
    }

    @Test
    void an_observer_that_does_not_end_is_stopped_by_an_interrupt() {
        var id = idOf(
                run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4);\n"
                        + "n.observe(v -> { System.out.println(\"on\"); while (true) { } }); n"),
                "IntSliderModel");
        var move = send(id, update("value", 5));
        while (!client.publication(move).type().equals("stream")) {
            // Until it runs.
        }
        client.ask(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals(
                "Interrupted", TestClient.only(client.published(move), "error").get("ename"));
        assertEquals("5", printed("System.out.print(n.value());"));
    }

    /** The outputs that an area was last told to show, after a message. */
    private List<Object> shown(String area, List<Message> published) {
        var sent = states(published, area, "update").stream()
                .map(state -> ((Map<?, ?>) state).get("outputs"))
                .filter(Objects::nonNull)
                .toList();
        assertFalse(sent.isEmpty(), () -> "no outputs in " + TestClient.kinds(published));
        return List.copyOf((List<?>) sent.getLast());
    }

    @Test
    void interact_shows_what_a_function_makes_of_each_value() {
        var published = run(
                IMPORT + "interact(slider(\"n\", 1, 9, 3), n -> { System.out.println(\"squaring\"); return n * n; })");
        var area = idOf(published, "OutputModel");
        var text = Map.of("output_type", "stream", "name", "stdout", "text", "squaring\n");
        assertEquals(
                List.of(
                        text,
                        Map.of("output_type", "display_data", "data", Map.of("text/plain", "9"), "metadata", Map.of())),
                opened(published, "OutputModel").get("outputs"));
        assertEquals("@jupyter-widgets/output", opened(published, "OutputModel").get("_model_module"));
        assertEquals("1.0.0", opened(published, "OutputModel").get("_model_module_version"));
        assertEquals(
                idOf(published, "VBoxModel"), view(published, "display_data").get("model_id"));
        assertEquals(
                List.of("IPY_MODEL_" + idOf(published, "IntSliderModel"), "IPY_MODEL_" + area),
                opened(published, "VBoxModel").get("children"));

        var moved = tell(idOf(published, "IntSliderModel"), update("value", 5));
        assertEquals("", TestClient.text(moved, "stdout"), "what the function prints is in the area");
        assertEquals(
                List.of(
                        text,
                        Map.of(
                                "output_type",
                                "display_data",
                                "data",
                                Map.of("text/plain", "25"),
                                "metadata",
                                Map.of())),
                shown(area, moved));
    }

    @Test
    void what_the_function_of_interact_throws_is_shown_in_its_area() {
        var published = run(IMPORT + "interact(slider(\"n\", 0, 9, 3), n -> 100 / n)");
        var slider = idOf(published, "IntSliderModel");
        var area = idOf(published, "OutputModel");
        var failed = (Map<?, ?>) shown(area, tell(slider, update("value", 0))).getFirst();
        assertEquals("error", failed.get("output_type"));
        assertEquals("java.lang.ArithmeticException", failed.get("ename"));
        assertTrue(String.valueOf(shown(area, tell(slider, update("value", 4)))).contains("text/plain=25"));
    }

    @Test
    void a_function_that_fails_at_the_first_values_fails_its_cell() {
        var id = client.execute(
                IMPORT + "interact(slider(\"n\", 0, 9, 0), n -> { System.out.print(\"try \"); return 100 / n; })");
        assertEquals("error", client.reply(id).content().get("status"));
        assertEquals("try ", TestClient.text(client.published(id), "stdout"));
    }

    @Test
    void interact_takes_controls_of_every_kind() {
        var published = run(IMPORT + """
                interact(dropdown("version", "1.18", "1.26"), checkbox("trace", false), slider("load", 0.0, 1.0, 0.5),
                    (version, trace, load) -> version + " " + trace + " " + load)""");
        var area = idOf(published, "OutputModel");
        assertTrue(
                String.valueOf(opened(published, "OutputModel").get("outputs")).contains("1.18 false 0.5"));
        var dropdown = opened(published, "DropdownModel");
        assertEquals(List.of("1.18", "1.26"), dropdown.get("_options_labels"));
        assertEquals(0L, dropdown.get("index"));
        tell(idOf(published, "DropdownModel"), update("index", 1));
        tell(idOf(published, "CheckboxModel"), update("value", true));
        var last = tell(idOf(published, "FloatSliderModel"), update("value", 0.25));
        assertTrue(String.valueOf(shown(area, last)).contains("1.26 true 0.25"));
    }

    @Test
    void a_click_runs_its_action_between_cells_and_replaces_what_its_area_held() {
        var published = run(IMPORT + """
                var out = output();
                var go = button("Run");
                int clicks = 0;
                go.onClick(out, () -> System.out.print("click " + ++clicks));
                hbox(go, out)""");
        var area = idOf(published, "OutputModel");
        var button = idOf(published, "ButtonModel");
        assertEquals("Run", opened(published, "ButtonModel").get("description"));
        for (int i = 1; i <= 2; i++) {
            assertEquals(
                    List.of(Map.of("output_type", "stream", "name", "stdout", "text", "click " + i)),
                    shown(area, tell(button, Map.of("method", "custom", "content", Map.of("event", "click")))));
        }
        run("out.clear();");
        assertEquals("[]", printed("System.out.print(\"[\" + out + \"]\");"));
    }

    @Test
    void a_bar_that_moves_fast_is_sent_seldom_and_ends_at_its_end() {
        var id = idOf(run(IMPORT + "var bar = progressBar(\"work\", 50000); bar"), "IntProgressModel");
        client.execute("for (int i = 0; i < 50000; i++) bar.step();");
        int messages = 0;
        Object value = 0L;
        while (!Objects.equals(value, 50_000L)) {
            var message = client.publicationOfType("comm_msg");
            assertEquals(id, message.content().get("comm_id"));
            value = TestClient.object(TestClient.object(message.content(), "data"), "state")
                    .getOrDefault("value", value);
            messages++;
        }
        assertTrue(messages < 5_000, "steps that follow each other are merged: " + messages);
    }

    @Test
    void a_closed_widget_is_forgotten() {
        var id = idOf(run(IMPORT + "var n = slider(\"Ps\", 1, 8, 4); n"), "IntSliderModel");
        assertEquals(id, TestClient.only(run("n.close();"), "comm_close").get("comm_id"));
        assertEquals(List.of("busy", "idle"), TestClient.kinds(tell(id, update("value", 5))));
        assertEquals("4", printed("System.out.print(n.value());"));
    }

    @Test
    void wrong_arguments_are_told_apart_by_their_messages() {
        for (var wrong : List.of(
                "slider(\"n\", 5, 1, 3)",
                "slider(\"n\", 1, 5, 9)",
                "slider(\"n\", 0.0, 1.0, Double.NaN)",
                "dropdown(\"v\", List.of())",
                "progressBar(\"p\", 0)",
                "{ var b = button(\"b\"); b.layout(\"colour\", \"red\"); }")) {
            var id = client.execute(IMPORT + wrong + ";");
            var reply = client.reply(id).content();
            assertEquals("java.lang.IllegalArgumentException", reply.get("ename"), wrong);
            client.published(id);
        }
    }
}
