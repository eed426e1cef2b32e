package dev.gopherscope.sim.version;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** A resource file of costs: one name and one whole number a line, with the source of each number in the comment above it. */
public final class CostTable {
    private final String file;
    private final Properties lines = new Properties();

    /**
     * Reads a table.
     *
     * @param owner the class beside which the file lies
     * @param file its name
     * @throws IllegalStateException if the file is not in the jar or can't be read
     */
    public CostTable(Class<?> owner, String file) {
        this.file = owner.getPackageName() + "/" + file;
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the cost table " + this.file + " is not in the jar");
            }
            lines.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the cost table " + this.file + " cannot be read", e);
        }
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
