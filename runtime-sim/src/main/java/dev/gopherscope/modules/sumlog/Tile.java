package dev.gopherscope.modules.sumlog;

import org.jspecify.annotations.Nullable;

/**
 * A block of up to 256 hashes of one level, which is how databases publish their tree: {@code tile/8/L/K}, with {@code .p/W} if
 * only W hashes exist so far.
 *
 * @param level tile level L: the hashes stand on level 8 L of the tree
 * @param index K
 * @param width number of hashes, 1 to 256
 */
record Tile(int level, long index, int width) {
    static final int HEIGHT = 8;

    /** The tile that has the hash in a tree of this size. */
    static Tile holding(int treeLevel, long treeIndex, long treeSize) {
        int level = treeLevel / HEIGHT;
        long first = treeIndex << (treeLevel - level * HEIGHT);
        long k = first >> HEIGHT;
        long available = treeSize >> (level * HEIGHT);
        return new Tile(level, k, (int) Math.min(1 << HEIGHT, available - (k << HEIGHT)));
    }

    String path() {
        var name = new StringBuilder(String.format("%03d", index % 1000));
        for (long n = index / 1000; n > 0; n /= 1000) {
            name.insert(0, String.format("x%03d/", n % 1000));
        }
        return "/tile/" + HEIGHT + "/" + level + "/" + name + (width == 1 << HEIGHT ? "" : ".p/" + width);
    }

    static @Nullable Tile parse(String path) {
        String[] parts = path.substring(1).split("/");
        if (parts.length < 4 || !parts[0].equals("tile") || !parts[1].equals("8")) {
            return null;
        }
        try {
            int level = Integer.parseInt(parts[2]);
            int width = 1 << HEIGHT;
            int end = parts.length;
            if (parts[end - 2].endsWith(".p")) {
                width = Integer.parseInt(parts[end - 1]);
                parts[end - 2] = parts[end - 2].substring(0, parts[end - 2].length() - 2);
                end--;
            }
            long index = 0;
            for (int i = 3; i < end; i++) {
                index = index * 1000 + Long.parseLong(i < end - 1 ? parts[i].substring(1) : parts[i]);
            }
            return width < 1 || width > 256 || level < 0 || level > 7 ? null : new Tile(level, index, width);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }
}
