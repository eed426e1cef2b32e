package dev.gopherscope.kernel.protocol;

import dev.gopherscope.kernel.display.CurrentOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The open comms and the targets that front ends may open (Jupyter messaging, "Custom Messages"). What is sent while a
 * message of a front end is handled names that message as its parent, what a cell sends names the cell.
 */
public final class Comms {

    private final Session session;
    private final Transport transport;
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> companions = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    /** The message that this thread handles now. Set by this class alone, around a call of a listener. */
    private final ThreadLocal<@Nullable Handling> handling = new ThreadLocal<>();

    /** A message in hand, and the code that is to run for it later. */
    private record Handling(Map<String, @Nullable Object> header, List<CommHandler> handlers) {}

    Comms(Session session, Transport transport) {
        this.session = session;
        this.transport = transport;
    }

    /** Lets front ends open comms under this name. */
    public void register(String name, CommTarget target) {
        targets.put(name, target);
    }

    /** Opens a comm from the kernel's side, under an id that differs from those of all kernels. */
    public Comm open(String target, Map<String, @Nullable Object> data, Map<String, @Nullable Object> metadata) {
        return open(session.id() + "-" + opened.incrementAndGet(), target, data, metadata);
    }

    /**
     * Opens a comm from the kernel's side.
     *
     * @param id of the comm; no open one may have it
     */
    public Comm open(
            String id, String target, Map<String, @Nullable Object> data, Map<String, @Nullable Object> metadata) {
        var comm = new Comm(id, target, this);
        if (open.putIfAbsent(id, comm) != null) {
            throw new IllegalArgumentException("a comm of the id " + id + " is open already");
        }
        var content = Map.<String, @Nullable Object>of("comm_id", comm.id(), "target_name", target, "data", data);
        transport.send(
                Channel.IOPUB,
                session.message(
                        Request.topic(session, "comm_open"), "comm_open", parent(), metadata, content, List.of()));
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

    /** comm_msg; one for a comm that is not open is dropped. Returns the code that is to run for it later, in order. */
    List<CommHandler> message(Request request) {
        var comm = open.get(request.fields().text("comm_id"));
        return comm == null
                ? List.of()
                : under(
                        request,
                        () -> comm.received(
                                request.fields().object("data"),
                                request.message().buffers()));
    }

    /**
     * Lets code of cells run for the message that this thread handles, once the cells before it have ended. May be called by
     * {@link Comm.Listener#message} only.
     */
    public void later(CommHandler handler) {
        var now = handling.get();
        if (now == null) {
            throw new IllegalStateException("no comm message is being handled on this thread");
        }
        now.handlers().add(handler);
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

    /** The one object of a type that lives as long as these comms; for what a library has to know of a kernel. */
    public <T> T companion(Class<T> type, Function<Comms, T> maker) {
        return type.cast(companions.computeIfAbsent(type, t -> maker.apply(this)));
    }

    boolean forget(String id) {
        return open.remove(id) != null;
    }

    void publish(String type, Map<String, @Nullable Object> content, List<byte[]> buffers) {
        transport.send(
                Channel.IOPUB,
                session.message(Request.topic(session, type), type, parent(), Map.of(), content, buffers));
    }

    private List<CommHandler> under(Request request, Runnable work) {
        var now = new Handling(request.message().header().fields(), new ArrayList<>());
        handling.set(now);
        try {
            work.run();
            return now.handlers();
        } finally {
            handling.remove();
        }
    }

    /** The header of the message that this thread works for: one of a comm, or that of its cell. */
    private Map<String, @Nullable Object> parent() {
        var now = handling.get();
        if (now != null) {
            return now.header();
        }
        return CurrentOutput.get() instanceof CommOutput cell ? cell.cause() : Map.of();
    }
}
