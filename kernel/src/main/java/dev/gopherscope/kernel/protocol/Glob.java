package dev.gopherscope.kernel.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The patterns of history search: {@code *}, {@code ?}, {@code [abc]}, {@code [a-z]}, {@code [^a]}; case matters. Time grows
 * with pattern times text at most, whatever the pattern.
 */
final class Glob {

    /** What the code points must be, one after the other. */
    private final List<IntPredicate> steps = new ArrayList<>();

    /** Any number of code points. Told from {@code ?} by being this object. */
    private static final IntPredicate STAR = c -> true;

    Glob(String pattern) {
        int[] points = pattern.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            int end = c == '[' ? closing(points, i) : -1;
            if (c == '*') {
                steps.add(STAR);
            } else if (c == '?') {
                steps.add(any -> true);
            } else if (end > 0) {
                steps.add(oneOf(points, i + 1, end));
                i = end;
            } else {
                steps.add(other -> other == c);
            }
        }
    }

    boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int step = 0;
        int at = 0;
        int star = -1;
        int starAt = 0;
        while (at < points.length) {
            if (step < steps.size() && steps.get(step) == STAR) {
                star = step++;
                starAt = at;
            } else if (step < steps.size() && steps.get(step).test(points[at])) {
                step++;
                at++;
            } else if (star >= 0) {
                step = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (step < steps.size() && steps.get(step) == STAR) {
            step++;
        }
        return step == steps.size();
    }

    /** Where the set that opens at {@code open} ends, or -1. A bracket right after the opening belongs to the set. */
    private static int closing(int[] points, int open) {
        int first = open + 1 < points.length && points[open + 1] == '^' ? open + 2 : open + 1;
        for (int i = first + 1; i < points.length; i++) {
            if (points[i] == ']') {
                return i;
            }
        }
        return -1;
    }

    private static IntPredicate oneOf(int[] points, int from, int to) {
        boolean not = points[from] == '^';
        IntPredicate found = c -> false;
        for (int i = not ? from + 1 : from; i < to; i++) {
            int low = points[i];
            boolean range = i + 2 < to && points[i + 1] == '-';
            int high = range ? points[i + 2] : low;
            found = found.or(c -> c >= low && c <= high);
            i += range ? 2 : 0;
        }
        return not ? found.negate() : found;
    }
}
