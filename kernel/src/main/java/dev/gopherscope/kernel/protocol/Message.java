package dev.gopherscope.kernel.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message, on any channel (Jupyter messaging, "General Message Format").
 *
 * @param identities of a request: the way back to its client; of a publication: its topic
 * @param header says what it is
 * @param parentHeader the header of the message that caused this one, empty if there is none
 * @param metadata hints beside the content
 * @param content depends on the type
 * @param buffers raw bytes that belong to the content, used by comms
 */
public record Message(
        List<byte[]> identities,
        Header header,
        Map<String, @Nullable Object> parentHeader,
        Map<String, @Nullable Object> metadata,
        Map<String, @Nullable Object> content,
        List<byte[]> buffers) {

    public Message {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }

    /** The type in the header. */
    public String type() {
        return header.type();
    }
}
