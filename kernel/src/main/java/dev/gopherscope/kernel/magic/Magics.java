package dev.gopherscope.kernel.magic;

import java.util.ArrayList;
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
}
