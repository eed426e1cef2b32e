package dev.gopherscope.modules.archive;

import dev.gopherscope.modules.version.GoText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The {@code h1:} hash: SHA-256 over the sorted lines "SHA-256 of the file, two spaces, name". Follows {@code dirhash.Hash1}. */
public final class Hash1 {
    private Hash1() {}

    public static String of(Map<String, byte[]> files) {
        var sorted = new TreeMap<String, byte[]>(GoText::compare);
        sorted.putAll(files);
        MessageDigest summary = sha256();
        sorted.forEach((name, content) ->
                summary.update((HexFormat.of().formatHex(sha256().digest(content)) + "  " + name + "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        return "h1:" + Base64.getEncoder().encodeToString(summary.digest());
    }

    /** The hash of a go.mod file, as the {@code /go.mod} lines of go.sum have it. */
    public static String ofGoMod(String text) {
        return of(Map.of("go.mod", text.getBytes(StandardCharsets.UTF_8)));
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
