package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Channel;
import dev.gopherscope.kernel.protocol.Interpreter;
import dev.gopherscope.kernel.protocol.KernelCore;
import dev.gopherscope.kernel.protocol.KernelSettings;
import dev.gopherscope.kernel.protocol.Message;
import dev.gopherscope.kernel.protocol.Transport;
import dev.gopherscope.kernel.wire.Frames.BadFramesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A kernel that clients reach over ZeroMQ: five sockets, each with its thread, around one {@link KernelCore}. What comes
 * in and is no acceptable message is dropped and counted.
 */
public final class KernelServer implements AutoCloseable {

    private final ZMQ.Context context = ZMQ.context(1);
    private final Frames frames;
    private final Map<Frames.Fault, LongAdder> dropped = new ConcurrentHashMap<>();
    private final KernelCore core;
    private final SocketThread shell;
    private final SocketThread control;
    private final SocketThread stdin;
    private final SocketThread iopub;
    private final SocketThread heartbeat;
    private final List<SocketThread> opened = new ArrayList<>();

    private KernelServer(ConnectionFile connection, Interpreter interpreter, KernelSettings settings) {
        frames = new Frames(new Signature(connection.key()));
        context.setNotificationExceptionHandler((thread, fault) -> {}); // A broken connection is no news for a reader.
        core = new KernelCore(interpreter, settings, new Sockets());
        try {
            shell = router(Channel.SHELL, connection, connection.ports().shell());
            control = router(Channel.CONTROL, connection, connection.ports().control());
            stdin = router(Channel.STDIN, connection, connection.ports().stdin());
            iopub = open(
                    "iopub", SocketType.XPUB, connection, connection.ports().iopub(), this::subscription);
            // Not REP, which reads no second message before the first is answered and whose state a broken envelope
            // upsets: to a client's REQ a ROUTER that sends back what came is the same.
            heartbeat = open(
                    "heartbeat",
                    SocketType.ROUTER,
                    connection,
                    connection.ports().heartbeat(),
                    this::echo);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Binds the sockets and begins to answer.
     *
     * @param interpreter stays the caller's, who closes it after the server
     * @throws org.zeromq.ZMQException if a port can't be bound
     */
    public static KernelServer start(ConnectionFile connection, Interpreter interpreter, KernelSettings settings) {
        var server = new KernelServer(connection, interpreter, settings);
        // Publications first, so that nothing is answered that nobody can hear.
        for (var socket : List.of(server.iopub, server.heartbeat, server.stdin, server.control, server.shell)) {
            socket.start();
        }
        return server;
    }

    /**
     * Waits until a client asks for the end.
     *
     * @return true if the client is going to start a new kernel in place of this one
     */
    public boolean awaitShutdown() {
        return core.shutdown().join();
    }

    /** The kernel behind the sockets. */
    public KernelCore core() {
        return core;
    }

    /** How many messages were dropped, for whatever fault. */
    public long dropped() {
        return dropped.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The ports that it listens at. */
    public Ports ports() {
        return new Ports(shell.port(), iopub.port(), stdin.port(), control.port(), heartbeat.port());
    }

    /** Sends what is left to be sent, for a short time, and ends every thread. */
    @Override
    public void close() {
        core.close();
        opened.forEach(SocketThread::close);
        context.close();
    }

    private SocketThread router(Channel channel, ConnectionFile connection, int port) {
        var name = channel.name().toLowerCase(Locale.ROOT);
        return open(name, SocketType.ROUTER, connection, port, received -> receive(channel, received));
    }

    private SocketThread open(
            String name, SocketType type, ConnectionFile connection, int port, Consumer<List<byte[]>> receiver) {
        var address = "tcp://" + connection.ip() + ":" + (port == 0 ? "*" : String.valueOf(port));
        var socket = new SocketThread(name, context, type, address, connection.curve(), receiver);
        opened.add(socket);
        return socket;
    }

    private void receive(Channel channel, List<byte[]> received) {
        try {
            core.receive(channel, frames.decode(received));
        } catch (BadFramesException e) {
            var count = dropped.computeIfAbsent(e.fault(), fault -> new LongAdder());
            if (count.sum() == 0) {
                System.err.println("Gopherscope dropped " + e.getMessage() + " on the " + channel
                        + " channel. More of this kind are dropped without a word.");
            }
            count.increment();
        }
    }

    /** A subscription is the byte 1 and the topic. Anything else that a subscriber sends is ignored. */
    private void subscription(List<byte[]> received) {
        var frame = received.getFirst();
        if (frame.length > 0 && frame[0] == 1) {
            core.subscribed(Arrays.copyOfRange(frame, 1, frame.length));
        }
    }

    private void echo(List<byte[]> received) {
        heartbeat.send(received);
    }

    /** What the core sees of the sockets. Messages are made into frames by the thread that sends them. */
    private final class Sockets implements Transport {

        @Override
        public void send(Channel channel, Message message) {
            var socket = switch (channel) {
                case SHELL -> shell;
                case CONTROL -> control;
                case STDIN -> stdin;
                case IOPUB -> iopub;
            };
            socket.send(frames.encode(message));
        }

        @Override
        public void settle() {
            shell.settle();
        }
    }
}
