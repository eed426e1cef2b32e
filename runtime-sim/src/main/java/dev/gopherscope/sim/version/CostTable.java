package dev.gopherscope.sim.version;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** A resource file of costs: one name and one whole number a line, with the source of each number in the comment above it. */
public final class CostTable {
    /** Tables that were read, by package and name of the file: runs are many, and a file never changes. */
    private static final Map<String, CostTable> READ = new ConcurrentHashMap<>();

    private final String file;
    private final Properties lines = new Properties();

    private CostTable(Class<?> owner, String name) {
        file = owner.getPackageName() + "/" + name;
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the cost table " + file + " is not in the jar");
            }
            lines.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the cost table " + file + " cannot be read", e);
        }
    }

    /**
     * A table; its file is read once.
     *
     * @param owner the class beside which the file lies
     * @param name of the file
     * @throws IllegalStateException if the file is not in the jar or can't be read
     */
    public static CostTable of(Class<?> owner, String name) {
        return READ.computeIfAbsent(owner.getPackageName() + "/" + name, key -> new CostTable(owner, name));
    }

    /**
     * The number of a line.
     *
     * @throws IllegalStateException if there is no such line
     */
    public long number(String name) {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the cost table " + file + " has no line \"" + name + "\"");
        }
        return Long.parseLong(value.strip());
    }
}
