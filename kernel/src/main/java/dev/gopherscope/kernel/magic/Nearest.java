package dev.gopherscope.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The names that a mistyped one may have meant: beginnings of each other, or near by edit distance. */
public final class Nearest {
    private Nearest() {}

    /** At most three names within a third of the length, or one edit, nearest first. */
    public static List<String> to(String asked, Collection<String> known) {
        return to(asked, known, 1);
    }

    /**
     * At most three names within a third of the length, nearest first.
     *
     * @param edits how many a short name may have all the same
     */
    public static List<String> to(String asked, Collection<String> known, int edits) {
        int most = Math.max(edits, asked.length() / 3);
        return known.stream()
                .filter(each -> distance(asked, each) <= most || each.startsWith(asked) || asked.startsWith(each))
                .sorted(Comparator.comparingInt((String each) -> distance(asked, each))
                        .thenComparing(each -> each))
                .limit(3)
                .toList();
    }

    /** At most two names that differ by a slip of the hand only: in case, or by one edit for each three letters. */
    public static List<String> typos(String asked, Collection<String> known) {
        int most = asked.length() < 2 ? 0 : Math.max(1, asked.length() / 3);
        return known.stream()
                .filter(each -> each.equalsIgnoreCase(asked) || distance(asked, each) <= most)
                .filter(each -> !each.equals(asked))
                .sorted(Comparator.comparing((String each) -> !each.equalsIgnoreCase(asked))
                        .thenComparing(each -> distance(asked, each))
                        .thenComparing(each -> each))
                .limit(2)
                .toList();
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one word of the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                cost[i][j] =
                        Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
