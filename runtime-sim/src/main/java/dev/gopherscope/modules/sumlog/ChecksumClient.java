package dev.gopherscope.modules.sumlog;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModulePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The side that trusts nobody: it checks the signature of every tree head, that each tree begins with the last tree that it saw,
 * and that each record is in the tree. Follows {@code sumdb/client.go}.
 */
public final class ChecksumClient {
    /** The database showed two histories. The text goes out as it is. */
    @SuppressWarnings("serial")
    public static final class Misbehavior extends GoError {
        Misbehavior(String text) {
            super(text, null);
        }
    }

    /** What a client keeps between runs: the last tree head that it saw, with its signature, and answers. */
    public static final class Memory {
        private String latest = "";
        private final Map<String, String> records = new HashMap<>();
        private final Map<String, byte[]> tiles = new HashMap<>();

        /** The signed note of the last tree head, or empty. */
        public String latest() {
            return latest;
        }
    }

    private final NoteKey key;
    private final Function<String, byte[]> remote;
    private final Memory memory;
    /** Tiles that no proof has confirmed yet. */
    private final Map<String, byte[]> pending = new HashMap<>();

    /** @param remote gets a path of the database, or throws a {@link GoError} */
    public ChecksumClient(NoteKey key, Function<String, byte[]> remote, Memory memory) {
        this.key = key;
        this.remote = remote;
        this.memory = memory;
    }

    /**
     * The go.sum lines of a module version, or of its go.mod file.
     *
     * @param version with {@code /go.mod} at its end for the go.mod file
     */
    public List<String> lookup(String path, String version) {
        try {
            String plain = version.endsWith("/go.mod") ? version.substring(0, version.length() - 7) : version;
            String name = "/lookup/" + ModulePath.escape(path) + "@" + ModulePath.escape(plain);
            String text = memory.records.get(name);
            if (text == null) {
                pending.clear();
                text = fetch(name);
                memory.tiles.putAll(pending);
                memory.records.put(name, text);
            }
            String prefix = path + " " + version + " ";
            return text.lines().filter(l -> l.startsWith(prefix)).toList();
        } catch (Misbehavior e) {
            throw e;
        } catch (GoError e) {
            throw GoError.of(path + "@" + version + ": " + e.text());
        }
    }

    private String fetch(String name) {
        String answer = new String(remote.apply(name), StandardCharsets.UTF_8);
        int first = answer.indexOf('\n');
        int end = answer.indexOf("\n\n");
        if (first < 0 || end < first || !answer.substring(0, first).matches("0|[1-9][0-9]{0,17}")) {
            throw GoError.of("malformed record data");
        }
        long id = Long.parseLong(answer.substring(0, first));
        String text = answer.substring(first + 1, end + 1);
        TreeHead head = merge(answer.substring(end + 2));
        if (id >= head.size()) {
            throw GoError.of("cannot validate record " + id + " in tree of size " + head.size());
        }
        HashReader tiles = tiles(head.size());
        byte[] record = Merkle.record(text.getBytes(StandardCharsets.UTF_8));
        try {
            Merkle.checkRecord(Merkle.proveRecord(head.size(), id, tiles), head.size(), head.hash(), id, record);
        } catch (Merkle.BadProof e) {
            throw GoError.of("cannot authenticate record data in server response");
        }
        return text;
    }

    /** Takes a signed head into the timeline; returns the newest head. */
    private TreeHead merge(String note) {
        TreeHead seen = open(note);
        if (memory.latest.isEmpty()) {
            checkBegins(new TreeHead(0, Merkle.tree(0, tiles(0))), "", seen, note);
            memory.latest = note;
            return seen;
        }
        TreeHead known = open(memory.latest);
        if (seen.size() <= known.size()) {
            checkBegins(seen, note, known, memory.latest);
            return known;
        }
        checkBegins(known, memory.latest, seen, note);
        memory.latest = note;
        return seen;
    }

    private TreeHead open(String note) {
        String text;
        try {
            text = key.open(note);
        } catch (GoError e) {
            throw GoError.of("reading tree note: " + e.text() + "\nnote:\n" + note);
        }
        try {
            return TreeHead.parse(text);
        } catch (GoError e) {
            throw GoError.of("reading tree: " + e.text() + "\ntree:\n" + text);
        }
    }

    private void checkBegins(TreeHead older, String olderNote, TreeHead newer, String newerNote) {
        if (older.size() == newer.size()) {
            if (!older.equals(newer)) {
                throw misbehavior(olderNote, newerNote, newer.hash());
            }
            return;
        }
        HashReader reader = tiles(newer.size());
        if (older.size() == 0) {
            return;
        }
        byte[] beginning = Merkle.tree(older.size(), reader);
        if (!Arrays.equals(beginning, older.hash())) {
            throw misbehavior(olderNote, newerNote, beginning);
        }
        try {
            Merkle.checkTree(
                    Merkle.proveTree(newer.size(), older.size(), reader),
                    newer.size(),
                    newer.hash(),
                    older.size(),
                    older.hash());
        } catch (Merkle.BadProof e) {
            throw misbehavior(olderNote, newerNote, beginning);
        }
    }

    private static Misbehavior misbehavior(String older, String newer, byte[] hash) {
        return new Misbehavior("SECURITY ERROR\ngo.sum database server misbehavior detected!\n\nold database:\n\t"
                + older.replace("\n", "\n\t") + "\nnew database:\n\t" + newer.replace("\n", "\n\t")
                + "\nproof of misbehavior:\n\t" + Base64.getEncoder().encodeToString(hash));
    }

    private HashReader tiles(long treeSize) {
        return (level, index) -> {
            Tile tile = Tile.holding(level, index, treeSize);
            byte[] data = memory.tiles.getOrDefault(tile.path(), pending.get(tile.path()));
            if (data == null) {
                data = remote.apply(tile.path());
                if (data.length != 32 * tile.width()) {
                    throw GoError.of("downloaded inconsistent tile");
                }
                pending.put(tile.path(), data);
            }
            int below = level - tile.level() * Tile.HEIGHT;
            return subtree(data, (int) ((index << below) - (tile.index() << Tile.HEIGHT)), 1 << below);
        };
    }

    private static byte[] subtree(byte[] tile, int from, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(tile, 32 * from, 32 * from + 32);
        }
        return Merkle.node(subtree(tile, from, count / 2), subtree(tile, from + count / 2, count / 2));
    }

    /** The last tree head that was accepted, or null. */
    public @Nullable TreeHead latest() {
        return memory.latest.isEmpty() ? null : open(memory.latest);
    }
}
