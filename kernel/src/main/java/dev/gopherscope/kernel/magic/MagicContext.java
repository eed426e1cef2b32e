package dev.gopherscope.kernel.magic;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the magics of one kernel share. */
public final class MagicContext {
    private final JavaSession java;
    private final Magics magics;
    private final Map<String, String> variables = new ConcurrentSkipListMap<>(System.getenv());

    MagicContext(JavaSession java, Magics magics) {
        this.java = java;
        this.magics = magics;
    }

    /** The Java cells. */
    public JavaSession java() {
        return java;
    }

    /** All magics. */
    public Magics magics() {
        return magics;
    }

    /** Environment variables for the programs that magics start: those of the kernel, as {@code %env} changed them. */
    public Map<String, String> environment() {
        return variables;
    }
}
