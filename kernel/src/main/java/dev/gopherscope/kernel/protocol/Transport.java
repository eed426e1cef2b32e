package dev.gopherscope.kernel.protocol;

/** The way out of the kernel: ZeroMQ sockets in the product, a list in tests. Every thread may call it. */
public interface Transport {

    /**
     * Hands a message over. Does not wait until it has been sent. Messages of one thread keep their order on a channel.
     *
     * @throws IllegalArgumentException if the content can't be written as JSON
     */
    void send(Channel channel, Message message);

    /** Waits, shortly, until every request that had reached the kernel before this call has been passed to it. */
    void settle();
}
