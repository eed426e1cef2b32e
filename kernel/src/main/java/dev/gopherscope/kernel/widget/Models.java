package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.protocol.Comm;
import dev.gopherscope.kernel.protocol.CommHandler;
import dev.gopherscope.kernel.protocol.CommOutput;
import dev.gopherscope.kernel.protocol.Comms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open models of one kernel. Ids are counted, not drawn, so that the outputs of a notebook are the same each time it runs.
 */
public final class Models {

    /** The comm target of models (widget messaging protocol). */
    static final String TARGET = "jupyter.widget";

    /** The comm target by which a front end asks for all models. */
    public static final String CONTROL_TARGET = "jupyter.widget.control";

    private static final Map<String, @Nullable Object> METADATA = Map.of("version", "2.1.0");

    private final Comms comms;
    private final Map<String, Model> open = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private int opened;

    private Models(Comms comms) {
        this.comms = comms;
        timer = new ScheduledThreadPoolExecutor(
                1, work -> Thread.ofPlatform().name("widgets").daemon().unstarted(work));
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** The models of the kernel whose cell this thread works for; null if no front end with comms reads its output. */
    static @Nullable Models current() {
        return CurrentOutput.get() instanceof CommOutput cell ? of(cell.comms()) : null;
    }

    private static Models of(Comms comms) {
        return comms.companion(Models.class, Models::new);
    }

    /** What a kernel does with a comm to {@link #CONTROL_TARGET}: answers {@code request_states} with the state of all models. */
    public static void control(Comm comm, Map<String, @Nullable Object> data, List<byte[]> buffers) {
        comm.onMessage((message, more) -> {
            if ("request_states".equals(message.get("method"))) {
                comm.send(
                        Map.of(
                                "method",
                                "update_states",
                                "states",
                                of(comm.comms()).states(),
                                "buffer_paths",
                                List.of()),
                        List.of());
            }
        });
    }

    private Map<String, Object> states() {
        Map<String, Model> all;
        synchronized (this) {
            all = new LinkedHashMap<>(open);
        }
        var states = new LinkedHashMap<String, Object>();
        all.forEach((id, model) -> states.put(
                id,
                new TreeMap<>(Map.of(
                        "model_name", model.type().model(),
                        "model_module", model.type().modelModule(),
                        "model_module_version", model.type().modelVersion(),
                        "state", model.wholeState()))));
        return states;
    }

    Comm open(Model model, Map<String, @Nullable Object> state) {
        String id;
        synchronized (this) {
            id = "widget-" + ++opened;
            open.put(id, model);
        }
        return comms.open(id, TARGET, Map.of("state", state, "buffer_paths", List.of()), METADATA);
    }

    synchronized void forget(String id) {
        open.remove(id);
    }

    /** Runs code of cells for the message in hand, once the cells before it have ended. */
    void later(CommHandler handler) {
        comms.later(handler);
    }

    /** Sends what waited a moment. */
    ScheduledThreadPoolExecutor timer() {
        return timer;
    }
}
