package dev.gopherscope.modules.load;

import dev.gopherscope.modules.version.GoError;
import java.util.List;
import java.util.stream.Collectors;

/** The wanted versions can't be had together. */
@SuppressWarnings("serial")
public final class ConstraintError extends GoError {
    private final List<Conflict> conflicts;

    ConstraintError(List<Conflict> conflicts) {
        super(
                "version constraints conflict:"
                        + conflicts.stream().map(c -> "\n\t" + c.summary()).collect(Collectors.joining()),
                null);
        this.conflicts = List.copyOf(conflicts);
    }

    public List<Conflict> conflicts() {
        return conflicts;
    }
}
