package dev.gopherscope.sim.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a heap profile as {@code runtime/pprof} does: the message {@code Profile} of {@code proto/profile.proto} in
 * github.com/google/pprof, gzipped. There are no addresses here: a function has one location.
 */
final class PprofFile {
    private final HeapProfile profile;
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> functions = new LinkedHashMap<>();

    PprofFile(HeapProfile profile) {
        this.profile = profile;
        string("");
    }

    private int string(String text) {
        Integer known = strings.get(text);
        if (known != null) {
            return known;
        }
        strings.put(text, strings.size());
        return strings.size() - 1;
    }

    private int function(String name) {
        functions.putIfAbsent(name, functions.size() + 1);
        return functions.get(name);
    }

    byte[] bytes() {
        var out = new Message();
        out.message(1, valueType("alloc_objects", "count"));
        out.message(1, valueType("alloc_space", "bytes"));
        out.message(1, valueType("inuse_objects", "count"));
        out.message(1, valueType("inuse_space", "bytes"));
        for (HeapProfile.Site site : profile.sites()) {
            out.message(2, sample(site));
        }
        var mapping = new Message();
        mapping.number(1, 1);
        mapping.number(5, string("simulated"));
        mapping.number(7, 1);
        out.message(3, mapping);
        for (int id : functions.values()) {
            var line = new Message();
            line.number(1, id);
            var location = new Message();
            location.number(1, id);
            location.number(2, 1);
            location.message(4, line);
            out.message(4, location);
        }
        functions.forEach((name, id) -> {
            var function = new Message();
            function.number(1, id);
            function.number(2, string(name));
            function.number(3, string(name));
            out.message(5, function);
        });
        out.message(11, valueType("space", "bytes"));
        out.number(12, Math.max(1, profile.rate()));
        strings.keySet().forEach(text -> out.bytes(6, text.getBytes(StandardCharsets.UTF_8)));
        return gzip(out.toByteArray());
    }

    private Message valueType(String type, String unit) {
        var message = new Message();
        message.number(1, string(type));
        message.number(2, string(unit));
        return message;
    }

    private Message sample(HeapProfile.Site site) {
        double each = profile.scale(site.bytes());
        long live = site.allocObjects() - site.freeObjects();
        List<Long> locations = new ArrayList<>();
        site.stack().forEach(name -> locations.add((long) function(name)));
        var message = new Message();
        message.packed(1, locations);
        message.packed(
                2,
                List.of(
                        (long) ((double) site.allocObjects() * each),
                        (long) ((double) (site.allocObjects() * site.bytes()) * each),
                        (long) ((double) live * each),
                        (long) ((double) (live * site.bytes()) * each)));
        var label = new Message();
        label.number(1, string("bytes"));
        label.number(3, site.bytes());
        message.message(3, label);
        return message;
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A protocol-buffer message being written: fields as varints and as length-delimited bytes. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        void number(int field, long value) {
            varint((long) field << 3);
            varint(value);
        }

        void bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
        }

        void message(int field, Message value) {
            bytes(field, value.toByteArray());
        }

        void packed(int field, List<Long> values) {
            var inner = new Message();
            values.forEach(inner::varint);
            message(field, inner);
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
