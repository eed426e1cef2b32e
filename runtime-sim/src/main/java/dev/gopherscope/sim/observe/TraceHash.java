package dev.gopherscope.sim.observe;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the canonical byte stream of a run: for each event its kind, the time since the event before, P,
 * goroutine, argument and the distance to its cause, as variable-length integers. Fed in batches, so it costs a few
 * nanoseconds an event and no memory that grows.
 */
final class TraceHash {
    private static final int BATCH = 1 << 15;
    /** No event takes more: a byte and five integers of at most ten bytes. */
    private static final int LONGEST_EVENT = 51;

    private final MessageDigest digest;
    private final byte[] batch = new byte[BATCH];
    private int used;
    private long lastTime;

    TraceHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void event(long time, byte kind, int p, int g, long arg, int causeDistance) {
        if (used > BATCH - LONGEST_EVENT) {
            flush();
        }
        batch[used++] = kind;
        varint(zigzag(time - lastTime));
        lastTime = time;
        varint(zigzag(p));
        varint(g);
        varint(zigzag(arg));
        varint(causeDistance);
    }

    void text(String s) {
        flush();
        byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        flush();
        digest.update(bytes);
    }

    /** The hash of everything so far, 64 hex digits. More can be added afterwards. */
    String hex() {
        flush();
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    private void flush() {
        digest.update(batch, 0, used);
        used = 0;
    }

    private static long zigzag(long v) {
        return v << 1 ^ v >> 63;
    }

    private void varint(long v) {
        byte[] b = batch;
        int i = used;
        while ((v & ~0x7FL) != 0) {
            b[i++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        b[i++] = (byte) v;
        used = i;
    }
}
