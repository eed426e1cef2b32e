package dev.gopherscope.charts.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (W3C, third edition) with the strongest compression; with a palette where at most 256 colours are used, else true
 * colour. Charts are flat, so this is about half of what ImageIO writes. No time stamp, so equal pictures are equal bytes.
 */
final class Png {

    private Png() {}

    static byte[] encode(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> palette = palette(pixels);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        boolean indexed = palette.size() <= 256;
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .put((byte) (indexed ? 3 : 6))
                .array();
        chunk(out, "IHDR", header);
        byte[] rows;
        if (indexed) {
            byte[] colors = new byte[palette.size() * 3];
            byte[] alpha = new byte[palette.size()];
            palette.forEach((color, index) -> {
                colors[3 * index] = (byte) (color >> 16);
                colors[3 * index + 1] = (byte) (color >> 8);
                colors[3 * index + 2] = (byte) (int) color;
                alpha[index] = (byte) (color >> 24);
            });
            chunk(out, "PLTE", colors);
            chunk(out, "tRNS", alpha);
            rows = new byte[(width + 1) * height];
            for (int y = 0, at = 0; y < height; y++) {
                rows[at++] = 0;
                for (int x = 0; x < width; x++) {
                    rows[at++] = (byte) (int) palette.get(pixels[y * width + x]);
                }
            }
        } else {
            rows = new byte[(width * 4 + 1) * height];
            for (int y = 0, at = 0; y < height; y++) {
                rows[at++] = 0;
                for (int x = 0; x < width; x++) {
                    int p = pixels[y * width + x];
                    rows[at++] = (byte) (p >> 16);
                    rows[at++] = (byte) (p >> 8);
                    rows[at++] = (byte) p;
                    rows[at++] = (byte) (p >> 24);
                }
            }
        }
        chunk(out, "IDAT", deflate(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static Map<Integer, Integer> palette(int[] pixels) {
        var palette = new HashMap<Integer, Integer>();
        int last = 0;
        boolean any = false;
        for (int pixel : pixels) {
            if (any && pixel == last) {
                continue;
            }
            any = true;
            last = pixel;
            if (!palette.containsKey(pixel)) {
                palette.put(pixel, palette.size());
                if (palette.size() > 256) {
                    break;
                }
            }
        }
        return palette;
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
