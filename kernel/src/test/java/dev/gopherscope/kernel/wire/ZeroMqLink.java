package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.Link;
import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.wire.Frames.BadFramesException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A client over ZeroMQ, as front ends are. Used by one thread. */
final class ZeroMqLink implements Link {

    private final ZMQ.Context context = ZMQ.context(1);
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final List<ZMQ.Socket> extras = new ArrayList<>();
    private final Frames frames;
    private final Runnable onClose;
    private final String publisher;
    /** Read already while waiting for it. */
    private @Nullable Message welcome;

    ZeroMqLink(ConnectionFile connection, String identity, Runnable onClose) {
        this(connection, identity, onClose, 60_000);
    }

    /** Does not wait longer for the welcome than given. */
    ZeroMqLink(ConnectionFile connection, String identity, Runnable onClose, long welcomeMillis) {
        this.onClose = onClose;
        publisher = "tcp://" + connection.ip() + ":" + connection.ports().iopub();
        frames = new Frames(new Signature(connection.key()));
        open(Channel.SHELL, SocketType.DEALER, connection, connection.ports().shell(), identity);
        open(Channel.CONTROL, SocketType.DEALER, connection, connection.ports().control(), identity);
        open(Channel.STDIN, SocketType.DEALER, connection, connection.ports().stdin(), identity);
        open(Channel.IOPUB, SocketType.SUB, connection, connection.ports().iopub(), "");
        // Once welcomed, it misses no publication.
        for (long waited = 0; welcome == null && waited < welcomeMillis; waited += StuckConnection.SUSPICION_MILLIS) {
            welcome = receive(Channel.IOPUB, StuckConnection.SUSPICION_MILLIS);
        }
        StuckConnection.free(context);
    }

    private void open(Channel channel, SocketType type, ConnectionFile connection, int port, String identity) {
        var socket = context.socket(type);
        socket.setLinger(0);
        socket.setSendTimeOut(1000);
        if (type == SocketType.SUB) {
            socket.subscribe(new byte[0]);
        } else {
            socket.setIdentity(identity.getBytes(ZMQ.CHARSET));
        }
        if (connection.curve() != null) {
            connection.curve().enter(socket);
        }
        socket.connect("tcp://" + connection.ip() + ":" + port);
        sockets.put(channel, socket);
    }

    @Override
    public void send(Channel channel, Message message) {
        sendRaw(channel, frames.encode(message));
    }

    void sendRaw(Channel channel, List<byte[]> parts) {
        var socket = sockets.get(channel);
        for (int i = 0; i < parts.size(); i++) {
            socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    /** Sends to the publisher, as only an XSUB socket can and no Jupyter client does. */
    void sendUpstream(List<byte[]> parts) {
        var socket = context.socket(SocketType.XSUB);
        socket.connect(publisher);
        for (int i = 0; i < parts.size(); i++) {
            socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        socket.setLinger(1000);
        socket.close();
    }

    /** A socket of any type to one of the kernel's ports; it lives as long as the link. */
    ZMQ.Socket extra(SocketType type, int port) {
        var socket = context.socket(type);
        socket.setLinger(0);
        socket.setSendTimeOut(1000);
        socket.connect(publisher.substring(0, publisher.lastIndexOf(':') + 1) + port);
        extras.add(socket);
        return socket;
    }

    @Override
    public @Nullable Message receive(Channel channel, long millis) {
        var early = welcome;
        if (early != null && channel == Channel.IOPUB) {
            welcome = null;
            return early;
        }
        var socket = sockets.get(channel);
        socket.setReceiveTimeOut((int) millis);
        var first = socket.recv();
        if (first == null) {
            StuckConnection.free(context);
            return null;
        }
        var parts = new ArrayList<>(List.of(first));
        while (socket.hasReceiveMore()) {
            parts.add(socket.recv());
        }
        try {
            return frames.decode(parts);
        } catch (BadFramesException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(ZMQ.Socket::close);
        extras.forEach(ZMQ.Socket::close);
        context.close();
        onClose.run();
    }
}
