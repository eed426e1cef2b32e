package dev.gopherscope.charts.picture;

import java.util.Arrays;

/** The most frequent colours of an image, at most 256, and for every other colour the nearest of them. */
final class Palette {

    private static final int MOST = 256;

    /** Open hashing: the colour in each slot, how often it occurs, and later its index; a count of 0 is a free slot. */
    private int[] keys = new int[1 << 12];

    private int[] counts = new int[1 << 12];
    private int[] indices = new int[0];
    private int used;
    private int[] colors = new int[0];

    private Palette() {}

    static Palette of(int[] pixels) {
        var palette = new Palette();
        int run = 0;
        for (int i = 0; i < pixels.length; i++) {
            run++;
            if (i + 1 == pixels.length || pixels[i + 1] != pixels[i]) {
                palette.add(pixels[i], run);
                run = 0;
            }
        }
        palette.choose();
        return palette;
    }

    int size() {
        return colors.length;
    }

    /** A colour of the palette as alpha, red, green, blue. */
    int color(int index) {
        return colors[index];
    }

    /** The index of a colour of the image, or of the nearest one that the palette has. */
    int indexOf(int color) {
        return indices[slot(color)];
    }

    private void add(int color, int times) {
        int slot = slot(color);
        if (counts[slot] == 0) {
            keys[slot] = color;
            used++;
        }
        counts[slot] += times;
        if (used > keys.length / 2) {
            grow();
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new int[oldKeys.length * 2];
        counts = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private int slot(int color) {
        int mask = keys.length - 1;
        int slot = (color * 0x9e3779b9 >>> 12) & mask;
        while (counts[slot] > 0 && keys[slot] != color) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** By frequency, then by value, so that the order doesn't depend on the hash. */
    private void choose() {
        long[] order = new long[used];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] > 0) {
                order[n++] = (long) -counts[i] << 32 | keys[i] & 0xffffffffL;
            }
        }
        Arrays.sort(order);
        colors = new int[Math.min(MOST, n)];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = (int) order[i];
        }
        indices = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] > 0) {
                indices[i] = nearest(keys[i]);
            }
        }
    }

    private int nearest(int color) {
        int best = 0;
        int distance = Integer.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            int d = square(color, colors[i], 24)
                    + square(color, colors[i], 16)
                    + square(color, colors[i], 8)
                    + square(color, colors[i], 0);
            if (d < distance) {
                distance = d;
                best = i;
            }
        }
        return best;
    }

    private static int square(int a, int b, int shift) {
        int d = (a >>> shift & 0xff) - (b >>> shift & 0xff);
        return d * d;
    }
}
