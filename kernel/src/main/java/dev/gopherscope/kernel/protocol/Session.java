package dev.gopherscope.kernel.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The kernel's side of the conversation: gives each message that it sends a header of its own. */
public final class Session {

    /** The version of the Jupyter messaging protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.6";

    private final String id;
    private final AtomicLong sent = new AtomicLong();

    /** A session with a fresh id. Ids must differ, not be secret, so no secure random source is started for them. */
    public Session() {
        var random =
                new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid() << 32);
        id = Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }

    /** Unique among kernels. */
    public String id() {
        return id;
    }

    /**
     * A message of this kernel.
     *
     * @param parent header of the message that causes this one, or an empty map
     */
    public Message message(
            List<byte[]> identities,
            String type,
            Map<String, @Nullable Object> parent,
            Map<String, @Nullable Object> metadata,
            Map<String, @Nullable Object> content,
            List<byte[]> buffers) {
        var header = new LinkedHashMap<String, @Nullable Object>();
        header.put("msg_id", id + "_" + sent.incrementAndGet());
        header.put("msg_type", type);
        header.put("username", "kernel");
        header.put("session", id);
        header.put("date", now());
        header.put("version", PROTOCOL_VERSION);
        return new Message(identities, new Header(header), parent, metadata, content, buffers);
    }

    /** The time in the form of the protocol: ISO 8601, at most microseconds, since Python's side reads no more. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
    }
}
