package dev.gopherscope.kernel.magic;

import dev.gopherscope.kernel.display.Renderers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What the magics of one kernel share. */
public final class MagicContext {
    private final JavaSession java;
    private final Magics magics;
    private final Map<String, String> libraries = new ConcurrentSkipListMap<>();
    private final Map<String, String> variables = new ConcurrentSkipListMap<>(System.getenv());

    private volatile Budget budget = Budget.NONE;

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

    /** Lets cells see jars and folders, and takes in the magics and renderers that they bring. */
    public void load(List<Path> entries) {
        java.addToClasspath(entries);
        Renderers.discover(java.loader());
        List<String> more = magics.discover(java.loader());
        if (!more.isEmpty()) {
            System.out.println("New magics: " + String.join(", ", more) + ".");
        }
    }

    /** The libraries that cells loaded from repositories: group, artifact and classifier to version. */
    public Map<String, String> libraries() {
        return libraries;
    }

    /** What each cell may use. */
    public Budget budget() {
        return budget;
    }

    /** Sets what each later cell may use. */
    public void budget(Budget limits) {
        budget = limits;
    }

    /** Environment variables for the programs that magics start: those of the kernel, as {@code %env} changed them. */
    public Map<String, String> environment() {
        return variables;
    }
}
