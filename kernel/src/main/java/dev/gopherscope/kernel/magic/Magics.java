package dev.gopherscope.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All magics by name. Loaded when one is first asked for; {@link #discover} finds those of jars that came later. */
public final class Magics {
    private @Nullable Map<String, Magic> found;

    private synchronized Map<String, Magic> all() {
        Map<String, Magic> known = found;
        if (known == null) {
            known = new TreeMap<>();
            for (Magic each : ServiceLoader.load(Magic.class, Magics.class.getClassLoader())) {
                known.putIfAbsent(each.help().name(), each);
            }
            found = known;
        }
        return known;
    }

    /**
     * Looks for more magics.
     *
     * @param loader of jars that a cell loaded
     * @return the names that are new
     * @throws MagicException if a jar names a magic that can't be made
     */
    public synchronized List<String> discover(ClassLoader loader) {
        Map<String, Magic> known = all();
        var names = new ArrayList<String>();
        try {
            for (Magic each : ServiceLoader.load(Magic.class, loader)) {
                if (known.putIfAbsent(each.help().name(), each) == null) {
                    names.add(each.help().typedName());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new MagicException("a loaded jar names a magic that can't be used: " + e.getMessage(), e);
        }
        return names;
    }

    /** The magic of that name, without percent signs; null for none. */
    public synchronized @Nullable Magic find(String name) {
        return all().get(name);
    }

    /** The help of all magics, by name. */
    public synchronized List<MagicHelp> help() {
        return all().values().stream().map(Magic::help).toList();
    }

    /** Names near to one that does not exist, nearest first; of what the reader may have meant. */
    public List<String> near(String name, Collection<String> known) {
        int most = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(each -> distance(name, each) <= most || each.startsWith(name) || name.startsWith(each))
                .sorted(Comparator.comparingInt((String each) -> distance(name, each))
                        .thenComparing(each -> each))
                .limit(3)
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
