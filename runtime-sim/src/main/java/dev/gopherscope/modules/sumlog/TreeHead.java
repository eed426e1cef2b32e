package dev.gopherscope.modules.sumlog;

import dev.gopherscope.modules.version.GoError;
import java.util.Arrays;
import java.util.Base64;

/** Size and hash of a log at one moment. Its text is what a database signs. */
public record TreeHead(long size, byte[] hash) {
    private static final String FIRST_LINE = "go.sum database tree";

    public static TreeHead of(MerkleLog log) {
        return new TreeHead(log.size(), log.treeHash());
    }

    public String text() {
        return FIRST_LINE + "\n" + size + "\n" + Base64.getEncoder().encodeToString(hash) + "\n";
    }

    /** @throws GoError if the text is no tree head */
    public static TreeHead parse(String text) {
        String[] lines = text.split("\n");
        if (lines.length < 3 || !lines[0].equals(FIRST_LINE) || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw GoError.of("malformed tree note");
        }
        try {
            byte[] hash = Base64.getDecoder().decode(lines[2]);
            if (hash.length == 32) {
                return new TreeHead(Long.parseLong(lines[1]), hash);
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the error below.
        }
        throw GoError.of("malformed tree note");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHead t && t.size == size && Arrays.equals(t.hash, hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "tree of " + size + " records, " + Base64.getEncoder().encodeToString(hash);
    }
}
