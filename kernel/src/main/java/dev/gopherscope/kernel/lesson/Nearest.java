package dev.gopherscope.kernel.lesson;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The names that a mistyped one may have meant, by edit distance. */
final class Nearest {
    private Nearest() {}

    /** At most three names within a third of the length, nearest first. */
    static List<String> to(String asked, Collection<String> known) {
        int most = Math.max(2, asked.length() / 3);
        return known.stream()
                .filter(name -> distance(asked, name) <= most)
                .sorted(Comparator.comparingInt((String name) -> distance(asked, name))
                        .thenComparing(name -> name))
                .limit(3)
                .toList();
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
