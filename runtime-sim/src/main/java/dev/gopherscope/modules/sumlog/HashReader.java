package dev.gopherscope.modules.sumlog;

/** Hashes of complete subtrees: on level 0 of single records, on level k of 2^k records. */
@FunctionalInterface
public interface HashReader {
    /** The hash over the records {@code [index << level, (index + 1) << level)}. */
    byte[] hash(int level, long index);
}
