package dev.gopherscope.charts.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (W3C, third edition) with a palette of 256 colours. Charts are flat: the palette takes every colour that covers
 * something, and only rare shades at the edges of glyphs move to their nearest neighbour. A fifth of what true colour
 * takes, and no time stamp: equal pictures are equal bytes.
 */
final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Png() {}

    static byte[] encode(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] >>> 24 == 0) {
                pixels[i] = 0;
            }
        }
        var palette = Palette.of(pixels);
        byte[] rows = new byte[(width + 1) * height];
        int at = 0;
        int last = ~pixels[0];
        byte index = 0;
        for (int y = 0; y < height; y++) {
            rows[at++] = 0;
            for (int x = 0; x < width; x++) {
                int pixel = pixels[y * width + x];
                if (pixel != last) {
                    index = (byte) palette.indexOf(pixel);
                    last = pixel;
                }
                rows[at++] = index;
            }
        }
        byte[] colors = new byte[palette.size() * 3];
        byte[] alpha = new byte[palette.size()];
        for (int i = 0; i < palette.size(); i++) {
            int color = palette.color(i);
            colors[3 * i] = (byte) (color >> 16);
            colors[3 * i + 1] = (byte) (color >> 8);
            colors[3 * i + 2] = (byte) color;
            alpha[i] = (byte) (color >> 24);
        }
        var out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) 3)
                .array();
        chunk(out, "IHDR", header);
        chunk(out, "PLTE", colors);
        chunk(out, "tRNS", alpha);
        chunk(out, "IDAT", deflate(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] rows) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(rows);
        deflater.finish();
        var out = new ByteArrayOutputStream(rows.length / 20);
        byte[] buffer = new byte[1 << 14];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(name);
        out.writeBytes(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
