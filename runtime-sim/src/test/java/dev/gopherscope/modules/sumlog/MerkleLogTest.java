package dev.gopherscope.modules.sumlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gopherscope.modules.net.Answer;
import dev.gopherscope.modules.version.GoError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** V5: no altered history verifies. */
class MerkleLogTest {
    private static byte[] bytes(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    private static MerkleLog log(List<String> records, int n) {
        var log = new MerkleLog();
        records.subList(0, n).forEach(r -> log.append(bytes(r)));
        return log;
    }

    private static List<String> records(int n) {
        var list = new ArrayList<String>();
        for (int i = 0; i < n; i++) {
            list.add("record " + i);
        }
        return list;
    }

    @Property(tries = 300)
    void everyRecordAndEveryBeginningOfATrueLogVerifies(
            @ForAll @IntRange(min = 1, max = 70) int n, @ForAll @IntRange(max = 69) int k) throws Exception {
        int i = k % n;
        MerkleLog log = log(records(n), n);
        byte[] tree = log.treeHash();
        Merkle.checkRecord(Merkle.proveRecord(n, i, log), n, tree, i, Merkle.record(bytes("record " + i)));
        Merkle.checkTree(
                Merkle.proveTree(n, i + 1, log),
                n,
                tree,
                i + 1,
                log(records(n), i + 1).treeHash());
    }

    @Property(tries = 500)
    void noAlteredHistoryVerifies(
            @ForAll @IntRange(min = 2, max = 70) int n,
            @ForAll @IntRange(max = 69) int k,
            @ForAll @IntRange(max = 69) int cut,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 255) Integer> noise) {
        int changed = k % (n - 1);
        int old = changed + 1 + cut % (n - 1 - changed);
        MerkleLog before = log(records(n), old);
        var altered = records(n);
        altered.set(changed, "another " + noise);
        MerkleLog after = log(altered, n);
        assertThrows(
                Merkle.BadProof.class,
                () -> Merkle.checkTree(Merkle.proveTree(n, old, after), n, after.treeHash(), old, before.treeHash()));
        assertThrows(
                Merkle.BadProof.class,
                () -> Merkle.checkRecord(
                        Merkle.proveRecord(n, changed, after),
                        n,
                        after.treeHash(),
                        changed,
                        Merkle.record(bytes("record " + changed))));
    }

    @Property(tries = 300)
    void noProofSurvivesAChangedBit(
            @ForAll @IntRange(min = 2, max = 70) int n,
            @ForAll @IntRange(max = 69) int k,
            @ForAll @IntRange(max = 4095) int bit) {
        int i = k % n;
        MerkleLog log = log(records(n), n);
        var proof = new ArrayList<byte[]>();
        Merkle.proveRecord(n, i, log).forEach(h -> proof.add(h.clone()));
        byte[] hash = proof.get(bit / 8 / 32 % proof.size());
        hash[bit / 8 % 32] ^= (byte) (1 << bit % 8);
        assertThrows(
                Merkle.BadProof.class,
                () -> Merkle.checkRecord(proof, n, log.treeHash(), i, Merkle.record(bytes("record " + i))));
    }

    @Test
    void aClientChecksRecordsAgainstTilesAndRemembersTheTree() {
        var server = new ChecksumServer("sum.test", m -> List.of(m.path() + " " + m.version() + " h1:abc"));
        var memory = new ChecksumClient.Memory();
        for (int i = 0; i < 600; i++) {
            server.get("/lookup/example.com/m" + i + "@v1.0.0", 0);
        }
        var client = new ChecksumClient(NoteKey.parse(server.key()), p -> body(server, p), memory);
        assertEquals(List.of("example.com/m77 v1.0.0 h1:abc"), client.lookup("example.com/m77", "v1.0.0"));
        assertEquals(600, client.latest().size());
        assertEquals(1, client.lookup("example.com/new", "v1.0.0").size());
        assertEquals(601, client.latest().size());
    }

    private static byte[] body(ChecksumServer server, String path) {
        return server.get(path, 0) instanceof Answer.Content c ? c.body() : new byte[0];
    }

    @Test
    void aDatabaseThatShowsTwoHistoriesIsCaught() {
        var honest = new ChecksumServer("sum.test", m -> List.of(m.path() + " " + m.version() + " h1:abc"));
        var forked = new ChecksumServer("sum.test", m -> List.of(m.path() + " " + m.version() + " h1:evil"));
        var memory = new ChecksumClient.Memory();
        NoteKey key = NoteKey.parse(honest.key());
        for (String name : List.of("a", "b", "c")) {
            new ChecksumClient(key, p -> body(honest, p), memory).lookup("example.com/" + name, "v1.0.0");
        }
        for (String name : List.of("a", "b", "c", "d")) {
            forked.get("/lookup/example.com/" + name + "@v1.0.0", 0);
        }
        GoError e = assertThrows(
                ChecksumClient.Misbehavior.class,
                () -> new ChecksumClient(key, p -> body(forked, p), memory).lookup("example.com/d", "v1.0.0"));
        assertTrue(e.text().contains("go.sum database server misbehavior detected!"));
        assertTrue(memory.latest().contains("\n3\n"));
    }

    @Test
    void aNoteSignedByAnotherKeyIsRefused() {
        NoteKey mine = NoteKey.generate("sum.test");
        String note = NoteKey.generate("other").sign("text\n");
        assertThrows(GoError.class, () -> mine.open(note));
        assertEquals("text\n", mine.open(mine.sign("text\n")));
        assertEquals(
                "malformed verifier id",
                assertThrows(GoError.class, () -> NoteKey.parse("sums.example.org"))
                        .text());
    }
}
