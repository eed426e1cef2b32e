package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.protocol.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A front end with the least that is needed to ask a kernel something: shell and control, no publications. For one thread. */
public final class KernelClient implements AutoCloseable {
    private final ZMQ.Context context = ZMQ.context(1);
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final Set<ZMQ.Socket> answered = new HashSet<>();
    private final Frames frames;
    private final Session session = new Session();

    /** A client of the kernel that reads this connection file. */
    public static KernelClient of(Path connectionFile) {
        if (StartupFile.read(connectionFile) instanceof ConnectionFile connection) {
            return new KernelClient(connection);
        }
        throw new IllegalArgumentException(
                connectionFile + " is a registration file; a client needs a connection file");
    }

    private KernelClient(ConnectionFile connection) {
        frames = new Frames(new Signature(connection.key()));
        shell = dealer(connection.ip(), connection.ports().shell());
        control = dealer(connection.ip(), connection.ports().control());
    }

    private ZMQ.Socket dealer(String ip, int port) {
        ZMQ.Socket socket = context.socket(SocketType.DEALER);
        socket.setLinger(0);
        socket.setReconnectIVL(20);
        socket.setIdentity("doctor".getBytes(StandardCharsets.US_ASCII));
        socket.connect("tcp://" + ip + ":" + port);
        return socket;
    }

    /** The content of the reply to kernel_info. */
    public Map<String, @Nullable Object> kernelInfo(int millis) throws TimeoutException {
        return ask(shell, "kernel_info_request", Map.of(), millis);
    }

    /** The text of an expression's value. */
    public String evaluate(String expression, int millis) throws TimeoutException {
        var content = new LinkedHashMap<String, Object>();
        content.put("code", "");
        content.put("silent", false);
        content.put("store_history", false);
        content.put("user_expressions", Map.of("value", expression));
        Map<String, @Nullable Object> reply = ask(shell, "execute_request", content, millis);
        if (reply.get("user_expressions") instanceof Map<?, ?> values
                && values.get("value") instanceof Map<?, ?> value
                && value.get("data") instanceof Map<?, ?> data) {
            return String.valueOf(data.get("text/plain"));
        }
        return "no value: " + reply;
    }

    /** Runs a cell and waits for its reply. */
    public Map<String, @Nullable Object> execute(String code, int millis) throws TimeoutException {
        return ask(shell, "execute_request", Map.of("code", code, "stop_on_error", false), millis);
    }

    /** Sends a request about code with the cursor at its end, such as complete_request. */
    public Map<String, @Nullable Object> ask(String type, String code, int millis) throws TimeoutException {
        return ask(shell, type, Map.of("code", code, "cursor_pos", code.codePointCount(0, code.length())), millis);
    }

    /** Asks the kernel to end. */
    public void shutdown(int millis) throws TimeoutException {
        ask(control, "shutdown_request", Map.of("restart", false), millis);
    }

    private Map<String, @Nullable Object> ask(ZMQ.Socket socket, String type, Map<String, Object> content, int millis)
            throws TimeoutException {
        Message request = session.message(List.of(), type, Map.of(), Map.of(), new LinkedHashMap<>(content), List.of());
        List<byte[]> parts = frames.encode(request);
        for (int i = 0; i < parts.size(); i++) {
            socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        long end = System.nanoTime() + millis * 1_000_000L;
        while (true) {
            int left = (int) ((end - System.nanoTime()) / 1_000_000);
            boolean suspicious = !answered.contains(socket);
            socket.setReceiveTimeOut(Math.clamp(left, 0, suspicious ? StuckConnection.SUSPICION_MILLIS : millis));
            byte[] first = left > 0 ? socket.recv() : null;
            if (first == null && left > 0 && suspicious) {
                StuckConnection.free(context);
                continue;
            }
            if (first == null) {
                throw new TimeoutException("no reply to " + type + " within " + millis + " ms");
            }
            answered.add(socket);
            var received = new ArrayList<>(List.of(first));
            while (socket.hasReceiveMore()) {
                received.add(socket.recv());
            }
            try {
                Message reply = frames.decode(received);
                if (request.header().id().equals(reply.parentHeader().get("msg_id"))) {
                    return reply.content();
                }
            } catch (Frames.BadFramesException e) {
                throw new IllegalStateException("the kernel sent " + e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        shell.close();
        control.close();
        context.close();
    }
}
