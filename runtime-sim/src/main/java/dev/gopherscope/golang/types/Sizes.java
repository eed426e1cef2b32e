package dev.gopherscope.golang.types;

import java.util.List;

/** Sizes and alignments of types in bytes on a 64-bit machine. Follows {@code types2/gcsizes.go}. */
public final class Sizes {
    private static final long WORD = 8;

    private Sizes() {}

    /** The alignment, at least 1. */
    public static long alignOf(Type type) {
        switch (type.underlying()) {
            case Array a -> {
                return alignOf(a.elem);
            }
            case Struct s -> {
                Named n = Predicates.asNamed(type);
                if (s.fields.isEmpty() && n != null && isAlign64(n.obj())) {
                    return 8;
                }
                long max = 1;
                for (Var f : s.fields) {
                    max = Math.max(max, alignOf(f.type()));
                }
                return max;
            }
            case Slice s -> {
                return WORD;
            }
            case Interface i -> {
                return WORD;
            }
            case Basic b
            when b.isString() -> {
                return WORD;
            }
            default -> {
                long a = sizeOf(type);
                if (Predicates.isComplex(type)) {
                    a /= 2;
                }
                return Math.clamp(a, 1, WORD);
            }
        }
    }

    private static boolean isAlign64(TypeName obj) {
        Package p = obj.pkg();
        return obj.name().equals("align64")
                && p != null
                && (p.path().equals("sync/atomic") || p.path().equals("internal/runtime/atomic"));
    }

    /** The offset of each field, -1 for those beyond what a long holds. */
    public static long[] offsetsOf(List<Var> fields) {
        long[] offsets = new long[fields.size()];
        long at = 0;
        for (int i = 0; i < offsets.length; i++) {
            if (at < 0) {
                offsets[i] = -1;
                continue;
            }
            Type t = fields.get(i).type();
            at = align(at, alignOf(t));
            offsets[i] = at;
            long size = sizeOf(t);
            at = at >= 0 && size >= 0 ? at + size : -1;
        }
        return offsets;
    }

    /** The size, -1 if it is beyond what a long holds. */
    public static long sizeOf(Type type) {
        return switch (type.underlying()) {
            case Basic b -> b.kind().size > 0 ? b.kind().size : WORD;
            case Array a -> {
                if (a.len <= 0) {
                    yield 0;
                }
                long elem = sizeOf(a.elem);
                yield elem < 0 ? -1 : elem > Long.MAX_VALUE / a.len ? -1 : elem * a.len;
            }
            case Slice s -> 3 * WORD;
            case Struct s -> structSize(s);
            case Interface i -> 2 * WORD;
            default -> WORD;
        };
    }

    private static long structSize(Struct s) {
        if (s.fields.isEmpty()) {
            return 0;
        }
        long[] offsets = offsetsOf(s.fields);
        long last = offsets[offsets.length - 1];
        long size = sizeOf(s.fields.getLast().type());
        if (last < 0 || size < 0) {
            return -1;
        }
        // A field of size zero at the end gets a byte, so that its address does not point behind the object.
        return align(last + (last > 0 && size == 0 ? 1 : size), alignOf(s));
    }

    private static long align(long x, long a) {
        return x + a - 1 < 0 ? -1 : (x + a - 1) & -a;
    }

    /** The offset of a field through embedded structs. */
    static long offsetOf(Type base, List<Integer> index) {
        long offset = 0;
        Type t = base;
        for (int i : index) {
            Struct s = (Struct) t.underlying();
            long d = offsetsOf(s.fields)[i];
            if (d < 0 || offset + d < 0) {
                return -1;
            }
            offset += d;
            t = s.fields.get(i).type();
        }
        return offset;
    }
}
