package dev.gopherscope.modules.mvs;

import dev.gopherscope.modules.version.GoError;
import dev.gopherscope.modules.version.InvalidVersionError;
import dev.gopherscope.modules.version.ModuleError;
import dev.gopherscope.modules.version.ModuleVersion;
import java.util.List;
import java.util.function.BiPredicate;

/** A module's requirements could not be read; the text shows the chain of requirements that leads there. */
@SuppressWarnings("serial")
public final class BuildListError extends GoError {
    private final ModuleVersion module;

    /** @param isUpdate whether the step between two modules of the path is an upgrade and not a requirement */
    public BuildListError(GoError error, List<ModuleVersion> path, BiPredicate<ModuleVersion, ModuleVersion> isUpdate) {
        super(message(error, path, isUpdate), error);
        this.module = path.getLast();
    }

    /** The module that could not be read. */
    public ModuleVersion module() {
        return module;
    }

    private static String message(
            GoError error, List<ModuleVersion> path, BiPredicate<ModuleVersion, ModuleVersion> isUpdate) {
        int first = 0;
        while (first < path.size() && path.get(first).version().isEmpty()) {
            first++;
        }
        if (first == path.size()) {
            return error.text();
        }
        var text = new StringBuilder();
        for (int i = first; i < path.size() - 1; i++) {
            text.append(path.get(i))
                    .append(isUpdate.test(path.get(i), path.get(i + 1)) ? " updating to" : " requires")
                    .append("\n\t");
        }
        ModuleVersion last = path.getLast();
        if (!(error instanceof ModuleError m)) {
            return text.append(ModuleError.about(last, error).text()).toString();
        }
        String version = m.error() instanceof InvalidVersionError v ? v.version() : m.version();
        var actual = new ModuleVersion(m.path(), version);
        if (actual.equals(last)) {
            return text.append(error.text()).toString();
        }
        return text.append(last + " (replaced by " + actual + "): " + m.error().text())
                .toString();
    }
}
