package dev.gopherscope.sim.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Go type as the allocator and the collector see it: size, alignment, which words are pointers, and where its fields lie.
 * Follows {@code internal/abi/type.go} and {@code cmd/compile/internal/types/size.go} for a 64-bit target. Left out: names of
 * other types (write out what they are made of) and methods.
 */
public final class GoType {
    /** Bytes of a pointer. */
    public static final int PTR = 8;

    /** A word that holds a pointer. */
    public static final GoType POINTER = of("*T");

    private final String text;
    private final long size;
    private final int align;
    private final long ptrBytes;
    private final long[] mask;
    private final long[] offsets;

    private GoType(String text, long size, int align, long[] mask, long[] offsets) {
        this.text = text;
        this.size = size;
        this.align = align;
        this.mask = mask;
        this.offsets = offsets;
        int last = mask.length - 1;
        while (last >= 0 && mask[last] == 0) {
            last--;
        }
        this.ptrBytes = last < 0 ? 0 : PTR * (64L * last + 64 - Long.numberOfLeadingZeros(mask[last]));
    }

    /**
     * Reads a type: {@code int64}, {@code *T}, {@code []byte}, {@code [4]string}, {@code map[int]int}, {@code any}, or the
     * fields of a struct, separated by commas or semicolons, with or without names: {@code next *node; value int}.
     *
     * @throws IllegalArgumentException if it is no type; the message says which part was not understood
     */
    public static GoType of(String text) {
        List<String> fields = split(text);
        return fields.size() == 1 && !named(fields.getFirst()) ? single(fields.getFirst()) : struct(text, fields);
    }

    /** Bytes of a value, padding included: {@code unsafe.Sizeof}. */
    public long size() {
        return size;
    }

    /** {@code unsafe.Alignof}. */
    public int align() {
        return align;
    }

    /** Bytes from the start to the end of the last pointer, 0 without pointers: what marking has to look at. */
    public long ptrBytes() {
        return ptrBytes;
    }

    /** Whether a word, counted from 0, is a pointer. */
    public boolean isPointer(long word) {
        int at = (int) (word >>> 6);
        return at < mask.length && (mask[at] >>> word & 1) != 0;
    }

    /** Offset of each field of a struct, in order; a single 0 for other types. */
    public long[] offsets() {
        return offsets.clone();
    }

    /** The name of the field that a word belongs to, or "word N" if it has none. */
    public String fieldAt(long word) {
        List<String> fields = split(text);
        for (int i = Math.min(offsets.length, fields.size()) - 1; i >= 0 && fields.size() > 1; i--) {
            if (offsets[i] <= word * PTR) {
                String field = fields.get(i);
                return named(field) ? field.substring(0, field.indexOf(' ')) : "field " + i;
            }
        }
        return named(text) ? text.substring(0, text.indexOf(' ')) : "word " + word;
    }

    @Override
    public String toString() {
        return text;
    }

    private static GoType struct(String text, List<String> fields) {
        long at = 0;
        int align = 1;
        long[] offsets = new long[fields.size()];
        var mask = new long[1];
        boolean endsEmpty = false;
        for (int i = 0; i < offsets.length; i++) {
            String field = fields.get(i);
            GoType type =
                    of(named(field) ? field.substring(field.indexOf(' ') + 1).strip() : field);
            at = roundUp(at, type.align);
            offsets[i] = at;
            mask = with(mask, type, at);
            at += type.size;
            align = Math.max(align, type.align);
            endsEmpty = type.size == 0;
        }
        if (endsEmpty && at > 0) {
            // The address of a last field without size must not be that of the next object.
            at++;
        }
        return new GoType(text, roundUp(at, align), align, mask, offsets);
    }

    private static GoType single(String text) {
        return switch (text) {
            case "bool", "byte", "uint8", "int8" -> plain(text, 1, 1, 0);
            case "int16", "uint16" -> plain(text, 2, 2, 0);
            case "int32", "uint32", "rune", "float32" -> plain(text, 4, 4, 0);
            case "int", "uint", "int64", "uint64", "uintptr", "float64" -> plain(text, 8, 8, 0);
            case "complex64" -> plain(text, 8, 4, 0);
            case "complex128" -> plain(text, 16, 8, 0);
            case "string" -> plain(text, 16, 8, 0b1);
            // The first word of an interface points to static memory and is not looked at.
            case "any", "error" -> plain(text, 16, 8, 0b10);
            case "unsafe.Pointer" -> plain(text, 8, 8, 0b1);
            default -> compound(text);
        };
    }

    private static GoType compound(String text) {
        if (text.startsWith("*") || text.startsWith("map[") || text.startsWith("chan ") || text.startsWith("func(")) {
            return plain(text, 8, 8, 0b1);
        }
        if (text.startsWith("interface{") && text.endsWith("}")) {
            return plain(text, 16, 8, 0b10);
        }
        if (text.startsWith("[]")) {
            return plain(text, 24, 8, 0b1);
        }
        if (text.startsWith("struct{") && text.endsWith("}")) {
            String inner = text.substring("struct{".length(), text.length() - 1).strip();
            return inner.isEmpty() ? plain(text, 0, 1, 0) : struct(text, split(inner));
        }
        int close = text.indexOf(']');
        if (text.startsWith("[") && close > 1) {
            long n = length(text, text.substring(1, close).strip());
            GoType of = of(text.substring(close + 1).strip());
            long[] mask = new long[1];
            for (long i = 0; i < n && of.ptrBytes > 0; i++) {
                mask = with(mask, of, i * of.size);
            }
            return new GoType(text, Math.multiplyExact(n, of.size), of.align, mask, new long[1]);
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no Go type that can be laid out here. Known are bool, byte,"
                        + " int8 … uint64, float32, float64, complex64, complex128, string, any, error, *T, []T, [N]T, map[K]V, chan T,"
                        + " func(), struct{…}; write out named types");
    }

    private static long length(String text, String number) {
        try {
            return Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the length of the array type \"" + text + "\" is no number", e);
        }
    }

    private static GoType plain(String text, long size, int align, long mask) {
        return new GoType(text, size, align, new long[] {mask}, new long[1]);
    }

    private static long[] with(long[] mask, GoType type, long offset) {
        long[] wider = mask;
        for (long word = 0; word < type.ptrBytes / PTR; word++) {
            if (type.isPointer(word)) {
                int bit = Math.toIntExact(offset / PTR + word);
                if (bit >>> 6 >= wider.length) {
                    wider = Arrays.copyOf(wider, Math.max(wider.length * 2, (bit >>> 6) + 1));
                }
                wider[bit >>> 6] |= 1L << bit;
            }
        }
        return wider;
    }

    private static long roundUp(long n, int align) {
        return (n + align - 1) / align * align;
    }

    private static boolean named(String field) {
        int space = field.indexOf(' ');
        return space > 0
                && Character.isJavaIdentifierStart(field.charAt(0))
                && !field.startsWith("chan ")
                && field.substring(0, space).chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** The parts between commas and semicolons that are in no brackets. */
    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ';' : text.charAt(i);
            if (c == '{' || c == '[' || c == '(') {
                depth++;
            } else if (c == '}' || c == ']' || c == ')') {
                depth--;
            } else if ((c == ';' || c == ',' || c == '\n') && depth == 0) {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a type cannot be empty; write struct{} for a struct without fields");
        }
        return parts;
    }
}
