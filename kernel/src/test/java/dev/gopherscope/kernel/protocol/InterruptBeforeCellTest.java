package dev.gopherscope.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt that comes between the receipt of a request and the first step of its cell. */
@Timeout(120)
class InterruptBeforeCellTest implements Transport {
    private final EchoInterpreter interpreter = new EchoInterpreter();
    private final BlockingQueue<Message> replies = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final KernelCore core = new KernelCore(interpreter, KernelSettings.of("echo", "1"), this);
    private final Session session = new Session();
    private String heldType = "";

    @AfterEach
    void end() {
        goOn.countDown();
        core.close();
    }

    /** Holds the kernel where it publishes a message of one type. */
    @Override
    public void send(Channel channel, Message message) {
        if (channel != Channel.IOPUB) {
            replies.add(message);
        } else if (holds(message)) {
            held.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean holds(Message message) {
        boolean cell = "execute_request".equals(message.parentHeader().get("msg_type"));
        return cell && message.type().equals(heldType) && held.getCount() > 0;
    }

    @Override
    public void settle() {}

    private void request(Channel channel, String type, Map<String, Object> content) {
        core.receive(channel, session.message(List.of(), type, Map.of(), Map.of(), Map.copyOf(content), List.of()));
    }

    private Message reply() throws InterruptedException {
        Message reply = replies.poll(60, TimeUnit.SECONDS);
        assertNotNull(reply);
        return reply;
    }

    private void interruptedWhileHeldAt(String type) throws InterruptedException {
        heldType = type;
        request(Channel.SHELL, "execute_request", Map.of("code", "first"));
        held.await();
        request(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("interrupt_reply", reply().type());
        goOn.countDown();
        Message reply = reply();
        assertEquals("execute_reply", reply.type());
        assertEquals("Interrupted", reply.content().get("ename"));
        assertEquals(List.of(), interpreter.ran);
        request(Channel.SHELL, "execute_request", Map.of("code", "second"));
        assertEquals("ok", reply().content().get("status"));
        assertEquals(1, interpreter.ran.size());
    }

    @Test
    void theCellDoesNotBeginIfTheKernelHasSaidBusy() throws InterruptedException {
        interruptedWhileHeldAt("status");
    }

    @Test
    void theCellDoesNotBeginIfItsInputHasBeenPublished() throws InterruptedException {
        interruptedWhileHeldAt("execute_input");
    }

    @Test
    void anInterruptAfterTheCellHitsNoOther() throws InterruptedException {
        heldType = "execute_result";
        request(Channel.SHELL, "execute_request", Map.of("code", "first"));
        held.await();
        request(Channel.SHELL, "execute_request", Map.of("code", "second"));
        request(Channel.CONTROL, "interrupt_request", Map.of());
        assertEquals("interrupt_reply", reply().type());
        goOn.countDown();
        assertEquals("ok", reply().content().get("status"));
        assertEquals("ok", reply().content().get("status"));
        assertEquals(2, interpreter.ran.size());
    }
}
