package dev.gopherscope.modules.sumlog;

import java.util.ArrayList;
import java.util.List;

/** An append-only list of records with the hashes of all complete subtrees. */
public final class MerkleLog implements HashReader {
    private final List<byte[]> records = new ArrayList<>();
    private final List<List<byte[]>> levels = new ArrayList<>();

    /** Adds a record; returns its number, from 0. */
    public long append(byte[] record) {
        records.add(record.clone());
        byte[] hash = Merkle.record(record);
        for (int level = 0; ; level++) {
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            List<byte[]> row = levels.get(level);
            row.add(hash);
            if (row.size() % 2 != 0) {
                return records.size() - 1L;
            }
            hash = Merkle.node(row.get(row.size() - 2), hash);
        }
    }

    public long size() {
        return records.size();
    }

    public byte[] record(long i) {
        return records.get((int) i).clone();
    }

    /** The hash of the tree over all records. */
    public byte[] treeHash() {
        return Merkle.tree(size(), this);
    }

    @Override
    public byte[] hash(int level, long index) {
        return levels.get(level).get((int) index).clone();
    }
}
