package dev.gopherscope.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

@Timeout(120)
class SocketThreadTest {

    private final ZMQ.Context context = ZMQ.context(1);

    @AfterEach
    void close() {
        context.close();
    }

    private static List<byte[]> frame(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itEndsAlsoWhenItIsClosedWhileItSends() {
        for (int round = 0; round < 300; round++) {
            var socket = new SocketThread("busy", context, SocketType.XPUB, "tcp://127.0.0.1:*", null, received -> {});
            socket.start();
            for (int i = 0; i < round % 7; i++) {
                socket.send(frame("x"));
            }
            socket.close(); // Would wait for ever if the wake-up were lost.
        }
    }

    @Test
    void whatManyThreadsSendArrivesCompleteAndInTheOrderOfEach() throws InterruptedException {
        var subscribed = new CountDownLatch(1);
        var publisher = new SocketThread(
                "publisher", context, SocketType.XPUB, "tcp://127.0.0.1:*", null, received -> subscribed.countDown());
        publisher.start();
        try (var subscriber = context.socket(SocketType.SUB)) {
            subscriber.subscribe(new byte[0]);
            subscriber.connect("tcp://127.0.0.1:" + publisher.port());
            subscribed.await();
            for (int t = 0; t < 4; t++) {
                var name = "t" + t + " ";
                Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 1000; i++) {
                        publisher.send(frame(name + i));
                    }
                });
            }
            var next = new AtomicInteger[] {
                new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger()
            };
            for (int i = 0; i < 4000; i++) {
                var words = subscriber.recvStr().split(" ");
                int thread = words[0].charAt(1) - '0';
                assertEquals(next[thread].getAndIncrement(), Integer.parseInt(words[1]));
            }
        }
        publisher.close();
    }
}
