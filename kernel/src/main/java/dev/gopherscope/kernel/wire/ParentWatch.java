package dev.gopherscope.kernel.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends the kernel when the process that started it is gone, also while a cell computes. Jupyter names that process in the
 * environment variable JPY_PARENT_PID.
 */
public final class ParentWatch {

    private static final String VARIABLE = "JPY_PARENT_PID";

    private ParentWatch() {}

    /**
     * Watches, if the environment names a process.
     *
     * @param onExit called once, on a thread of the JDK, or at once if the parent is gone already
     */
    public static void start(Map<String, String> environment, Runnable onExit) {
        @Nullable String parent = environment.get(VARIABLE);
        // Process 1 never ends; Jupyter names it when it runs as the first process of a container.
        if (parent == null || !parent.matches("[0-9]{1,18}") || Long.parseLong(parent) <= 1) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .ifPresentOrElse(process -> process.onExit().thenRun(onExit), onExit);
    }
}
