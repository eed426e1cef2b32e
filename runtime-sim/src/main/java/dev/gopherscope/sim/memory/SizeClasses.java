package dev.gopherscope.sim.memory;

/**
 * The size classes of small objects: 68 numbers, 0 stands for large objects. Follows {@code runtime/sizeclasses.go} of Go 1.26
 * and {@code runtime/mbitmap.go} for the bytes that a span keeps back.
 */
public final class SizeClasses {
    /** Bytes of a page ({@code pageSize}). */
    public static final int PAGE = 8192;

    /** Number of size classes, class 0 included ({@code NumSizeClasses}). */
    public static final int COUNT = 68;

    /** The largest small object in bytes ({@code maxSmallSize}). */
    public static final int MAX_SMALL = 32768;

    /** Bytes of the header before a large-enough object with pointers ({@code mallocHeaderSize}). */
    public static final int HEADER = 8;

    /** Objects with pointers up to this size have no header ({@code minSizeForMallocHeader}, goarch.PtrSize * 64). */
    public static final int MAX_WITHOUT_HEADER = 512;

    /** Bytes of a tiny block ({@code maxTinySize}). */
    public static final int TINY = 16;

    private static final int SPAN_BITMAP = 128;
    private static final int SPAN_MARKS = 128;

    private static final int[] SIZE = {
        0, 8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416,
        448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456,
        4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432,
        19072, 20480, 21760, 24576, 27264, 28672, 32768
    };
    private static final byte[] PAGES = {
        0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1,
        2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2, 9, 7, 5, 8, 3, 10, 7, 4
    };

    private final AllocRules rules;
    /** The class of a size, in steps of eight bytes; with the class of 24 bytes and without it. */
    private static final byte[] BY_8 = classes(true);

    private static final byte[] BY_8_WITHOUT_24 = classes(false);
    private final byte[] classBy8;

    public SizeClasses(AllocRules rules) {
        this.rules = rules;
        this.classBy8 = rules.class24() ? BY_8 : BY_8_WITHOUT_24;
    }

    private static byte[] classes(boolean class24) {
        byte[] by8 = new byte[MAX_SMALL / 8 + 1];
        int c = 1;
        for (int i = 0; i < by8.length; i++) {
            while (SIZE[c] < i * 8 || SIZE[c] == 24 && !class24) {
                c++;
            }
            by8[i] = (byte) c;
        }
        return by8;
    }

    public AllocRules rules() {
        return rules;
    }

    /** The class of a small size, header included; 1 to 67. */
    int classOf(int size) {
        return classBy8[(size + 7) >>> 3];
    }

    /** Object bytes of a class, 0 for class 0. */
    public static int size(int sizeClass) {
        return SIZE[sizeClass];
    }

    /** Pages of a span of that class. */
    public static int pages(int sizeClass) {
        return PAGES[sizeClass];
    }

    /** How many objects a span of that class holds. */
    public int objects(int sizeClass, boolean noscan) {
        int size = SIZE[sizeClass];
        int bytes = PAGES[sizeClass] * PAGE;
        if (rules.mallocHeader() && !noscan && size <= MAX_WITHOUT_HEADER) {
            bytes -= SPAN_BITMAP;
        }
        if (rules.inlineMarks() && size >= TINY && size <= MAX_WITHOUT_HEADER) {
            bytes -= SPAN_MARKS;
        }
        return bytes / size;
    }

    /** Whether an object of that size is large: it gets a span of its own. */
    public boolean isLarge(long size) {
        return size > (rules.mallocHeader() ? MAX_SMALL - HEADER : MAX_SMALL);
    }

    /** Bytes that the header adds to an object. */
    int header(long size, boolean noscan) {
        return rules.mallocHeader() && !noscan && size > MAX_WITHOUT_HEADER ? HEADER : 0;
    }

    /** Bytes of the header in each slot of a span. */
    public int header(MSpan span) {
        return rules.mallocHeader() && !span.noscan() && span.sizeClass() != 0 && span.elemsize > MAX_WITHOUT_HEADER
                ? HEADER
                : 0;
    }

    /** Whether marking works through spans of that kind as a whole (1.26: {@code gcUsesSpanInlineMarkBits}). */
    public boolean marksInSpan(MSpan span) {
        return rules.inlineMarks() && span.elemsize >= TINY && span.elemsize <= MAX_WITHOUT_HEADER;
    }

    /** The bytes that a program can use of what an object of that size takes: {@code roundupsize}. */
    public long usableBytes(long size, boolean noscan) {
        return size == 0 ? 0 : roundUp(size, noscan) - (isLarge(size) ? 0 : header(size, noscan));
    }

    /**
     * The bytes that an object takes: its slot, or whole pages if it is large.
     *
     * @param size bytes asked for, above 0; the tiny allocator is not considered
     */
    public long roundUp(long size, boolean noscan) {
        return isLarge(size) ? (size + PAGE - 1) / PAGE * PAGE : SIZE[classOf((int) size + header(size, noscan))];
    }
}
