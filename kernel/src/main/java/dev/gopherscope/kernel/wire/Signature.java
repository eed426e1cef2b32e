package dev.gopherscope.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages and checks signatures: HMAC-SHA256 over the four JSON frames, as lower-case hexadecimal digits (Jupyter
 * messaging, "The Wire Protocol"). With an empty key nothing is signed and everything is accepted. Thread-safe.
 */
final class Signature {

    static final String SCHEME = "hmac-sha256";

    /** Never used itself; cloned for each message, which is quicker than making one anew. */
    private final @Nullable Mac prototype;

    Signature(byte[] key) {
        try {
            if (key.length == 0) {
                prototype = null;
            } else {
                prototype = Mac.getInstance("HmacSHA256");
                prototype.init(new SecretKeySpec(key, "HmacSHA256"));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Whether messages are signed at all. */
    boolean signs() {
        return prototype != null;
    }

    /** The signature frame of these frames. */
    byte[] sign(List<byte[]> frames) {
        if (prototype == null) {
            return new byte[0];
        }
        try {
            var mac = (Mac) prototype.clone();
            frames.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own HMAC can be cloned", e);
        }
    }

    /** Whether the signature is that of these frames. Takes the same time wherever the first difference is. */
    boolean accepts(byte[] signature, List<byte[]> frames) {
        return prototype == null || MessageDigest.isEqual(sign(frames), signature);
    }
}
