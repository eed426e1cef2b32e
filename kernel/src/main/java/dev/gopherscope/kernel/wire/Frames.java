package dev.gopherscope.kernel.wire;

import dev.gopherscope.kernel.protocol.Header;
import dev.gopherscope.kernel.protocol.Json;
import dev.gopherscope.kernel.protocol.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into ZeroMQ frames and back (Jupyter messaging, "The Wire Protocol"): identities, a delimiter, the
 * signature, then header, parent header, metadata and content as JSON, then buffers. Thread-safe.
 */
final class Frames {

    static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

    /** Delimiter, signature and four JSON frames. */
    private static final int LEAST = 6;

    /** So many signatures are remembered to tell a replay; Jupyter's own clients remember as many. */
    private static final int REMEMBERED = 1 << 16;

    /** Why frames were dropped. */
    enum Fault {
        NO_DELIMITER("no delimiter"),
        MISSING_FRAMES("missing frames"),
        WRONG_SIGNATURE("a wrong signature"),
        REPLAY("a signature that was seen before"),
        NOT_JSON("a part that is not a JSON object"),
        NO_TYPE("no msg_type in the header");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Frames that are no acceptable message. */
    static final class BadFramesException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;

        BadFramesException(Fault fault) {
            super("a message with " + fault, null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    private final Signature signature;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();

    Frames(Signature signature) {
        this.signature = signature;
    }

    List<byte[]> encode(Message message) {
        var parts = List.of(
                Json.write(message.header().fields()),
                Json.write(message.parentHeader()),
                Json.write(message.metadata()),
                Json.write(message.content()));
        var frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(signature.sign(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    /** The signature is checked before anything is parsed. */
    Message decode(List<byte[]> frames) throws BadFramesException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        if (delimiter == frames.size()) {
            throw new BadFramesException(Fault.NO_DELIMITER);
        }
        if (frames.size() - delimiter < LEAST) {
            throw new BadFramesException(Fault.MISSING_FRAMES);
        }
        var signed = frames.get(delimiter + 1);
        var parts = frames.subList(delimiter + 2, delimiter + LEAST);
        if (!signature.accepts(signed, parts)) {
            throw new BadFramesException(Fault.WRONG_SIGNATURE);
        }
        if (signature.signs() && !remember(signed)) {
            throw new BadFramesException(Fault.REPLAY);
        }
        var header = json(parts.get(0));
        try {
            return new Message(
                    frames.subList(0, delimiter),
                    new Header(header),
                    json(parts.get(1)),
                    json(parts.get(2)),
                    json(parts.get(3)),
                    frames.subList(delimiter + LEAST, frames.size()));
        } catch (IllegalArgumentException noType) {
            throw new BadFramesException(Fault.NO_TYPE);
        }
    }

    private static Map<String, @Nullable Object> json(byte[] part) throws BadFramesException {
        try {
            return part.length == 0 ? Collections.emptyMap() : Json.readObject(part);
        } catch (IOException e) {
            throw new BadFramesException(Fault.NOT_JSON);
        }
    }

    /** False if the signature is known already. */
    private boolean remember(byte[] signed) {
        synchronized (seen) {
            if (!seen.add(new String(signed, StandardCharsets.ISO_8859_1))) {
                return false;
            }
            if (seen.size() > REMEMBERED) {
                seen.removeFirst();
            }
            return true;
        }
    }
}
