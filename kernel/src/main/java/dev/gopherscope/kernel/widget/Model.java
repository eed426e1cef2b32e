package dev.gopherscope.kernel.widget;

import dev.gopherscope.kernel.display.CellOutput;
import dev.gopherscope.kernel.display.CurrentOutput;
import dev.gopherscope.kernel.protocol.Comm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One object that the kernel and the front ends keep equal (widget messaging protocol 2.1). It gets its comm when it is first
 * shown to a front end that has comms; until then, and in a run without a front end, it is a plain object. Changes that follow
 * each other quickly are sent as one.
 */
public abstract class Model implements AutoCloseable {

    /** The shortest time between two updates of a model; the first after a pause goes at once. */
    private static final long GAP = TimeUnit.MILLISECONDS.toNanos(50);

    private final ModelType type;
    /** JSON values, models, or lists of models; guarded by this. */
    private final Map<String, Object> state = new LinkedHashMap<>();

    private @Nullable Models models;
    private @Nullable Comm comm;
    private final Set<String> unsent = new LinkedHashSet<>();
    private @Nullable CellOutput changer;
    private boolean scheduled;
    private long lastSent;

    Model(ModelType type) {
        this.type = type;
    }

    final synchronized Object get(String key) {
        Object value = state.get(key);
        if (value == null) {
            throw new IllegalStateException("a " + type.model() + " has no " + key);
        }
        return value;
    }

    /** Sets a part of the state, and tells the front ends if it differs. */
    final synchronized void set(String key, Object value) {
        if (!value.equals(state.put(key, value))) {
            changed(key);
        }
    }

    /** Tells the front ends of a part of the state, soon. */
    final synchronized void changed(String key) {
        if (comm == null || models == null) {
            return;
        }
        unsent.add(key);
        changer = CurrentOutput.get();
        if (scheduled) {
            return;
        }
        long wait = lastSent + gapNanos() - System.nanoTime();
        if (wait <= 0) {
            send();
        } else {
            scheduled = true;
            models.timer().schedule(this::timeIsUp, wait, TimeUnit.NANOSECONDS);
        }
    }

    /** The shortest time between two updates in nanoseconds; a large state takes more. */
    long gapNanos() {
        return GAP;
    }

    private synchronized void timeIsUp() {
        scheduled = false;
        CurrentOutput.bind(changer); // The cell that made the change is the parent of the message.
        try {
            send();
        } finally {
            CurrentOutput.bind(null);
        }
    }

    /** Sends what waits to be sent. */
    final synchronized void send() {
        if (comm != null && !unsent.isEmpty()) {
            var changes = new TreeMap<String, @Nullable Object>();
            unsent.forEach(key -> changes.put(key, written(state(key))));
            unsent.clear();
            changer = null;
            lastSent = System.nanoTime();
            send("update", changes);
        }
    }

    private void send(String method, Map<String, @Nullable Object> content) {
        if (comm != null) {
            comm.send(Map.of("method", method, "state", content, "buffer_paths", List.of()), List.of());
        }
    }

    /** A part of the state as it is now; a model whose state is not kept in the map computes it. */
    Object state(String key) {
        return get(key);
    }

    /** Opens this model, after those that it names, unless it is open. Returns its id. */
    final synchronized String open(Models into) {
        if (comm == null) {
            models = into;
            for (Object value : state.values()) {
                for (Object each : value instanceof List<?> list ? list : List.of(value)) {
                    if (each instanceof Model named) {
                        named.open(into);
                    }
                }
            }
            comm = into.open(this, wholeState());
            comm.onMessage((data, buffers) -> received(data));
            comm.onClose((data, buffers) -> close());
            lastSent = System.nanoTime();
        }
        return comm.id();
    }

    /** Everything that the front ends are to know, as JSON. */
    final synchronized Map<String, @Nullable Object> wholeState() {
        var whole = new TreeMap<String, @Nullable Object>(type.state());
        state.keySet().forEach(key -> whole.put(key, written(state(key))));
        return whole;
    }

    /** The type, as the answer to request_states wants it. */
    final ModelType type() {
        return type;
    }

    /** A reference to a model is its id in words. */
    private Object written(Object value) {
        return switch (value) {
            case Model named when models != null -> "IPY_MODEL_" + named.open(models);
            case List<?> list -> list.stream().map(this::written).toList();
            default -> value;
        };
    }

    private void received(Map<String, @Nullable Object> data) {
        switch (String.valueOf(data.get("method"))) {
            case "update" -> update(object(data.get("state")));
            case "request_state" -> send("update", wholeState());
            case "custom" -> custom(object(data.get("content")));
            default -> {}
        }
    }

    /**
     * A front end has changed some of the state. It is told that its change arrived (echo_update), so that others see it too; where
     * the kernel has another opinion, it is told that.
     */
    private void update(Map<String, @Nullable Object> changes) {
        var refused = new ArrayList<String>();
        synchronized (this) {
            var echo = new TreeMap<String, @Nullable Object>();
            changes.forEach((key, value) -> {
                if (state.containsKey(key)) {
                    echo.put(key, value);
                }
            });
            if (!echo.isEmpty()) {
                send("echo_update", echo);
            }
            for (String key : echo.keySet()) {
                Object before = get(key);
                Object accepted = accepted(key, echo.get(key));
                state.put(key, accepted);
                if (!same(accepted, echo.get(key))) {
                    refused.add(key);
                }
                if (!accepted.equals(before)) {
                    changedByReader(key);
                }
            }
        }
        if (!refused.isEmpty()) {
            refused.forEach(this::changed);
            send();
        }
    }

    /**
     * What to make of a value that a front end wants to set.
     *
     * @return a valid one, equal to the wanted one as JSON reads it; the present one to refuse
     */
    Object accepted(String key, @Nullable Object wanted) {
        return get(key);
    }

    /** The person at the front end has changed a part of the state. May call {@link Models#later}. */
    void changedByReader(String key) {}

    /** A message of the front end that is no change of state. */
    void custom(Map<String, @Nullable Object> content) {}

    /** Where it is open, null if it is not. */
    final synchronized @Nullable Models models() {
        return models;
    }

    /** Takes it away from the front ends. What was shown of it disappears there. */
    @Override
    public synchronized void close() {
        if (comm != null && models != null) {
            models.forget(comm.id());
            comm.close(Map.of()); // Of one that the front end has closed, it is told nothing.
            comm = null;
            models = null;
            unsent.clear();
        }
    }

    /** Whether JSON writes them alike: it knows one kind of number. */
    private static boolean same(Object one, @Nullable Object other) {
        return one instanceof Number a && other instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : one.equals(other);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map ? (Map<String, @Nullable Object>) value : Map.of();
    }
}
