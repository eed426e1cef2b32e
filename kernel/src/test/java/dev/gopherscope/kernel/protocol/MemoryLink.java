package dev.gopherscope.kernel.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client in the same process. Contents pass through JSON, as they would on a wire. */
public final class MemoryLink implements Link {

    private final Map<Channel, BlockingQueue<Message>> arrived = new EnumMap<>(Channel.class);
    private final KernelCore core;

    public MemoryLink(Interpreter interpreter, KernelSettings settings) {
        for (var channel : Channel.values()) {
            arrived.put(channel, new LinkedBlockingQueue<>());
        }
        core = new KernelCore(interpreter, settings, new Transport() {
            @Override
            public void send(Channel channel, Message message) {
                arrived.get(channel).add(throughJson(message));
            }

            @Override
            public void settle() {}
        });
        core.subscribed(new byte[0]);
    }

    @Override
    public void send(Channel channel, Message message) {
        var addressed = new Message(
                List.of(TestClient.bytes("client")),
                message.header(),
                message.parentHeader(),
                message.metadata(),
                message.content(),
                message.buffers());
        core.receive(channel, throughJson(addressed));
    }

    private static Message throughJson(Message message) {
        try {
            return new Message(
                    message.identities(),
                    new Header(Json.readObject(Json.write(message.header().fields()))),
                    Json.readObject(Json.write(message.parentHeader())),
                    Json.readObject(Json.write(message.metadata())),
                    Json.readObject(Json.write(message.content())),
                    message.buffers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Message receive(Channel channel, long millis) {
        try {
            return arrived.get(channel).poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    KernelCore core() {
        return core;
    }

    @Override
    public void close() {
        core.close();
    }
}
