package dev.gopherscope.kernel.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The open comms and the targets that front ends may open (Jupyter messaging, "Custom Messages"). What is sent while a
 * message of a front end is handled names that message as its parent.
 */
public final class Comms {

    private final Session session;
    private final Transport transport;
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    /** The header of the message that this thread handles now. Set by this class alone, around a call of a listener. */
    private final ThreadLocal<Map<String, @Nullable Object>> parent = ThreadLocal.withInitial(Map::of);

    Comms(Session session, Transport transport) {
        this.session = session;
        this.transport = transport;
    }

    /** Lets front ends open comms under this name. */
    public void register(String name, CommTarget target) {
        targets.put(name, target);
    }

    /** Opens a comm from the kernel's side. */
    public Comm open(String target, Map<String, @Nullable Object> data, Map<String, @Nullable Object> metadata) {
        var comm = new Comm(session.id() + "-" + opened.incrementAndGet(), target, this);
        open.put(comm.id(), comm);
        var content = Map.<String, @Nullable Object>of("comm_id", comm.id(), "target_name", target, "data", data);
        transport.send(
                Channel.IOPUB,
                session.message(
                        Request.topic(session, "comm_open"), "comm_open", parent.get(), metadata, content, List.of()));
        return comm;
    }

    /** comm_open: an unknown target is answered with comm_close, so that the front end does not wait for a twin. */
    void open(Request request) {
        var fields = request.fields();
        var id = fields.text("comm_id");
        var target = targets.get(fields.text("target_name"));
        if (target == null) {
            request.publish("comm_close", Map.of("comm_id", id, "data", Map.of()));
            return;
        }
        var comm = new Comm(id, fields.text("target_name"), this);
        open.put(id, comm);
        under(
                request,
                () -> target.opened(
                        comm, fields.object("data"), request.message().buffers()));
    }

    /** comm_msg; one for a comm that is not open is dropped. */
    void message(Request request) {
        var comm = open.get(request.fields().text("comm_id"));
        if (comm != null) {
            under(
                    request,
                    () -> comm.received(
                            request.fields().object("data"), request.message().buffers()));
        }
    }

    /** comm_close */
    void close(Request request) {
        var comm = open.remove(request.fields().text("comm_id"));
        if (comm != null) {
            under(
                    request,
                    () -> comm.closed(
                            request.fields().object("data"), request.message().buffers()));
        }
    }

    /** Answers a comm_info_request, which may ask for one target. */
    Map<String, @Nullable Object> info(Fields request) {
        var wanted = request.text("target_name", "");
        var found = new LinkedHashMap<String, @Nullable Object>();
        open.values().stream()
                .filter(comm -> wanted.isEmpty() || wanted.equals(comm.target()))
                .forEach(comm -> found.put(comm.id(), Map.of("target_name", comm.target())));
        return Map.of("status", "ok", "comms", found);
    }

    boolean forget(String id) {
        return open.remove(id) != null;
    }

    void publish(String type, Map<String, @Nullable Object> content, List<byte[]> buffers) {
        transport.send(
                Channel.IOPUB,
                session.message(Request.topic(session, type), type, parent.get(), Map.of(), content, buffers));
    }

    private void under(Request request, Runnable work) {
        parent.set(request.message().header().fields());
        try {
            work.run();
        } finally {
            parent.remove();
        }
    }
}
