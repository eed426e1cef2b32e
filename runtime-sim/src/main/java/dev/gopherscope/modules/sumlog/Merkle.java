package dev.gopherscope.modules.sumlog;

import dev.gopherscope.modules.archive.Hash1;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tree hashes, inclusion proofs and consistency proofs of RFC 6962. A proof that fails throws {@link BadProof}. Follows
 * {@code sumdb/tlog}.
 */
public final class Merkle {
    /** A proof does not show what it should. */
    @SuppressWarnings("serial")
    public static final class BadProof extends Exception {
        BadProof() {
            super("invalid transparency proof");
        }
    }

    private Merkle() {}

    /** The hash of a record: a zero byte before the data keeps records and inner nodes apart. */
    public static byte[] record(byte[] data) {
        MessageDigest sha = Hash1.sha256();
        sha.update((byte) 0);
        return sha.digest(data);
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest sha = Hash1.sha256();
        sha.update((byte) 1);
        sha.update(left);
        return sha.digest(right);
    }

    /** The hash of the tree over the first {@code n} records. */
    public static byte[] tree(long n, HashReader reader) {
        return n == 0 ? Hash1.sha256().digest() : range(0, n, reader);
    }

    /** The largest power of two below n, for n of at least 2. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    private static byte[] range(long lo, long hi, HashReader reader) {
        long n = hi - lo;
        if (Long.bitCount(n) == 1) {
            int level = Long.numberOfTrailingZeros(n);
            return reader.hash(level, lo >> level);
        }
        long k = split(n);
        return node(range(lo, lo + k, reader), range(lo + k, hi, reader));
    }

    /** The hashes that show that record {@code i} is in the tree of {@code n} records. */
    public static List<byte[]> proveRecord(long n, long i, HashReader reader) {
        if (i < 0 || i >= n) {
            throw new IllegalArgumentException("record " + i + " is not in a tree of " + n + " records");
        }
        var proof = new ArrayList<byte[]>();
        proveRecord(0, n, i, reader, proof);
        return proof;
    }

    private static void proveRecord(long lo, long hi, long i, HashReader reader, List<byte[]> proof) {
        if (lo + 1 == hi) {
            return;
        }
        long middle = lo + split(hi - lo);
        if (i < middle) {
            proveRecord(lo, middle, i, reader, proof);
            proof.add(range(middle, hi, reader));
        } else {
            proveRecord(middle, hi, i, reader, proof);
            proof.add(range(lo, middle, reader));
        }
    }

    /** Checks that the record with this hash is number {@code i} of the tree of {@code n} records with this hash. */
    public static void checkRecord(List<byte[]> proof, long n, byte[] tree, long i, byte[] record) throws BadProof {
        if (n < 0 || i < 0 || i >= n || !Arrays.equals(runRecord(proof, proof.size(), 0, n, i, record), tree)) {
            throw new BadProof();
        }
    }

    private static byte[] runRecord(List<byte[]> proof, int size, long lo, long hi, long i, byte[] leaf)
            throws BadProof {
        if (lo + 1 == hi) {
            if (size != 0) {
                throw new BadProof();
            }
            return leaf;
        }
        if (size == 0) {
            throw new BadProof();
        }
        long middle = lo + split(hi - lo);
        byte[] last = proof.get(size - 1);
        return i < middle
                ? node(runRecord(proof, size - 1, lo, middle, i, leaf), last)
                : node(last, runRecord(proof, size - 1, middle, hi, i, leaf));
    }

    /** The hashes that show that the tree of {@code n} records begins with the tree of {@code old} records. */
    public static List<byte[]> proveTree(long n, long old, HashReader reader) {
        if (old < 1 || old > n) {
            throw new IllegalArgumentException("a tree of " + n + " records has no beginning of " + old);
        }
        var proof = new ArrayList<byte[]>();
        proveTree(0, n, old, reader, proof);
        return proof;
    }

    private static void proveTree(long lo, long hi, long n, HashReader reader, List<byte[]> proof) {
        if (n == hi) {
            if (lo > 0) {
                proof.add(range(lo, hi, reader));
            }
            return;
        }
        long middle = lo + split(hi - lo);
        if (n <= middle) {
            proveTree(lo, middle, n, reader, proof);
            proof.add(range(middle, hi, reader));
        } else {
            proveTree(middle, hi, n, reader, proof);
            proof.add(range(lo, middle, reader));
        }
    }

    /** Checks that the tree of {@code n} records begins with the tree of {@code old} records. */
    public static void checkTree(List<byte[]> proof, long n, byte[] tree, long old, byte[] oldTree) throws BadProof {
        if (n < 1 || old < 1 || old > n) {
            throw new BadProof();
        }
        byte[][] both = runTree(proof, proof.size(), 0, n, old, oldTree);
        if (!Arrays.equals(both[0], oldTree) || !Arrays.equals(both[1], tree)) {
            throw new BadProof();
        }
    }

    /** The hashes of the old and of the new tree that a proof leads to. */
    private static byte[][] runTree(List<byte[]> proof, int size, long lo, long hi, long n, byte[] old)
            throws BadProof {
        if (n == hi) {
            if (lo == 0) {
                if (size != 0) {
                    throw new BadProof();
                }
                return new byte[][] {old, old};
            }
            if (size != 1) {
                throw new BadProof();
            }
            return new byte[][] {proof.getFirst(), proof.getFirst()};
        }
        if (size == 0) {
            throw new BadProof();
        }
        long middle = lo + split(hi - lo);
        byte[] last = proof.get(size - 1);
        if (n <= middle) {
            byte[][] both = runTree(proof, size - 1, lo, middle, n, old);
            return new byte[][] {both[0], node(both[1], last)};
        }
        byte[][] both = runTree(proof, size - 1, middle, hi, n, old);
        return new byte[][] {node(last, both[0]), node(last, both[1])};
    }
}
