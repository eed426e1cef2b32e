package dev.gopherscope.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One open comm: a two-way line between an object in the kernel and its twin in the front ends. */
public final class Comm {

    /** Takes what a front end says on a comm. */
    @FunctionalInterface
    public interface Listener {
        void message(Map<String, @Nullable Object> data, List<byte[]> buffers);
    }

    private final String id;
    private final String target;
    private final Comms comms;
    private volatile Listener onMessage = (data, buffers) -> {};
    private volatile Listener onClose = (data, buffers) -> {};

    Comm(String id, String target, Comms comms) {
        this.id = id;
        this.target = target;
        this.comms = comms;
    }

    /** Unique in this kernel. */
    public String id() {
        return id;
    }

    /** The name under which it was opened. */
    public String target() {
        return target;
    }

    /** All comms of the kernel, this one among them. */
    public Comms comms() {
        return comms;
    }

    /** Sets who hears of messages; it replaces the one before. */
    public void onMessage(Listener listener) {
        onMessage = listener;
    }

    /** Sets who hears of the end, if the front end ends it. */
    public void onClose(Listener listener) {
        onClose = listener;
    }

    /** Tells the front ends. */
    public void send(Map<String, @Nullable Object> data, List<byte[]> buffers) {
        comms.publish("comm_msg", Map.of("comm_id", id, "data", data), buffers);
    }

    /** Ends the comm from this side. */
    public void close(Map<String, @Nullable Object> data) {
        if (comms.forget(id)) {
            comms.publish("comm_close", Map.of("comm_id", id, "data", data), List.of());
        }
    }

    void received(Map<String, @Nullable Object> data, List<byte[]> buffers) {
        onMessage.message(data, buffers);
    }

    void closed(Map<String, @Nullable Object> data, List<byte[]> buffers) {
        onClose.message(data, buffers);
    }
}
