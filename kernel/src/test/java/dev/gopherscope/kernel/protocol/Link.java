package dev.gopherscope.kernel.protocol;

import org.jspecify.annotations.Nullable;

/** A client's connection to a kernel under test: in memory or over ZeroMQ. */
public interface Link extends AutoCloseable {

    void send(Channel channel, Message message);

    /** The next message of the channel, null if none comes in time. */
    @Nullable
    Message receive(Channel channel, long millis);

    @Override
    void close();
}
