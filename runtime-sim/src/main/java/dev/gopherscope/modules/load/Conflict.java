package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain of requirements that makes a wanted version impossible.
 *
 * @param path from a wanted or existing root to the module in the way
 * @param constraint the wanted version that the last module exceeds; null if there is an error
 * @param error why the last module's requirements are unknown
 */
public record Conflict(
        List<ModuleVersion> path,
        @Nullable ModuleVersion constraint,
        @Nullable GoError error) {

    public String adverb() {
        return path.size() > 2 ? "indirectly " : "";
    }

    /** The error without the module, if that is the last of the path. */
    public String errorText() {
        if (error instanceof ModuleError m
                && m.path().equals(path.getLast().path())
                && m.version().equals(path.getLast().version())) {
            return m.error().text();
        }
        return error == null ? "" : error.text();
    }

    /** The first and the last module, in one line. */
    public String summary() {
        ModuleVersion first = path.getFirst();
        ModuleVersion last = path.getLast();
        if (path.size() == 1) {
            return constraint == null ? first + ": " + errorText() : first + " is above " + constraint.version();
        }
        return first + " " + adverb() + "requires " + last
                + (constraint == null ? ": " + errorText() : ", but " + constraint.version() + " is requested");
    }
}
