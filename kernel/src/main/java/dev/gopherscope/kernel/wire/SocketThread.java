package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.wire.ConnectionFile.CurveKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * One ZeroMQ socket and the one thread that touches it, since sockets are not thread-safe. The thread sleeps until the
 * socket has something to read or another thread has left something to send; that thread wakes it through a pipe.
 */
final class SocketThread implements AutoCloseable {

    /** Frames larger than this end the connection that sends them; their memory would be set aside at once. */
    private static final long LARGEST_FRAME = 128L << 20;

    /** How long unsent messages may hold up the end of the kernel. */
    private static final int LINGER_MILLIS = 150;

    /** So many messages wait for a client that does not read; what comes after them is dropped for that client. */
    private static final int HIGH_WATER_MARK = 10_000;

    /** After so many messages read in a row it is the turn of those to send. */
    private static final int READ_IN_A_ROW = 64;

    private final ZMQ.Context context;
    private final ZMQ.Socket socket;
    private final Consumer<List<byte[]>> receiver;
    private final Thread thread;
    private final Pipe wake;
    private final int port;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final ConcurrentLinkedQueue<List<byte[]>> outbox = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CountDownLatch> settling = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    /**
     * Opens and binds the socket; nothing is read before {@link #start}.
     *
     * @param name of the thread
     * @param curve keys for encryption, or null
     * @param receiver is called by the thread with the frames of each message and should return at once
     * @throws org.zeromq.ZMQException if the address can't be bound
     */
    SocketThread(
            String name,
            ZMQ.Context context,
            SocketType type,
            String address,
            @Nullable CurveKeys curve,
            Consumer<List<byte[]>> receiver) {
        this.context = context;
        this.receiver = receiver;
        socket = context.socket(type);
        socket.setLinger(LINGER_MILLIS);
        socket.setMaxMsgSize(LARGEST_FRAME);
        socket.setHWM(HIGH_WATER_MARK);
        if (type == SocketType.ROUTER) {
            socket.setRouterHandover(true); // A client that reconnects under its name replaces its dead connection.
        } else if (type == SocketType.XPUB) {
            socket.setXpubVerbose(true); // Every subscription is seen, not only the first of its topic.
        }
        try {
            if (curve != null) {
                curve.protect(socket);
            }
            socket.bind(address);
            var bound = socket.getLastEndpoint();
            port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
            wake = Pipe.open();
            wake.source().configureBlocking(false);
        } catch (IOException e) {
            socket.close();
            throw new UncheckedIOException("no pipe can be made to wake the thread of a socket", e);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** The port that it listens at. */
    int port() {
        return port;
    }

    void start() {
        thread.start();
    }

    /** Leaves a message to be sent. */
    void send(List<byte[]> frames) {
        outbox.add(frames);
        wakeUp();
    }

    /** Waits, a tenth of a second at most, until what had arrived before this call has been read. */
    void settle() {
        var read = new CountDownLatch(1);
        settling.add(read);
        wakeUp();
        try {
            read.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is left, then closes the socket and ends the thread, if it was started. */
    @Override
    public void close() {
        if (thread.getState() == Thread.State.NEW) {
            socket.close();
            closePipe();
            return;
        }
        closing = true;
        wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeUp() {
        if (awake.compareAndSet(false, true)) {
            try {
                wake.sink().write(ByteBuffer.wrap(new byte[1]));
            } catch (IOException closed) {
                // The thread has ended and closed the pipe: there is nobody to wake.
            }
        }
    }

    private void run() {
        var poller = context.poller(2);
        try {
            poller.register(socket, ZMQ.Poller.POLLIN);
            poller.register(wake.source(), ZMQ.Poller.POLLIN);
            var bytes = ByteBuffer.allocate(64);
            // Asked before each wait: whoever leaves something while this thread is awake does not wake it again.
            while (!(closing && outbox.isEmpty()) && poller.poll(-1) >= 0) {
                if (poller.pollin(1)) {
                    wake.source().read(bytes.clear());
                    awake.set(false);
                }
                boolean allRead = receive();
                sendAll();
                if (allRead) {
                    for (var read = settling.poll(); read != null; read = settling.poll()) {
                        read.countDown();
                    }
                } else if (!settling.isEmpty()) {
                    wakeUp();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            poller.close();
            socket.close();
            closePipe();
        }
    }

    private void closePipe() {
        try {
            wake.sink().close();
            wake.source().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads messages, but not for ever; true if none is left. */
    private boolean receive() {
        for (int i = 0; i < READ_IN_A_ROW; i++) {
            var frames = receiveOne();
            if (frames.isEmpty()) {
                return true;
            }
            try {
                receiver.accept(frames);
            } catch (RuntimeException | Error fault) {
                // One message must not end the thread that serves all others.
                System.err.println(
                        "Gopherscope could not take a message on the " + thread.getName() + " socket: " + fault);
            }
        }
        return false;
    }

    /** Never waits for a frame: a hostile subscriber can announce one to an XPUB socket that does not come. */
    private List<byte[]> receiveOne() {
        var frames = new ArrayList<byte[]>();
        byte[] frame;
        do {
            frame = socket.recv(ZMQ.DONTWAIT);
            if (frame != null) {
                frames.add(frame);
            }
        } while (frame != null && socket.hasReceiveMore());
        return frames;
    }

    private void sendAll() {
        for (var frames = outbox.poll(); frames != null; frames = outbox.poll()) {
            for (int i = 0; i < frames.size() - 1; i++) {
                socket.send(frames.get(i), ZMQ.SNDMORE);
            }
            socket.send(frames.getLast(), 0);
        }
    }
}
