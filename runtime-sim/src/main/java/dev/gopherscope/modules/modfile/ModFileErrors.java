package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.version.GoError;
import java.util.List;
import java.util.stream.Collectors;

/** All errors of one go.mod or go.work file, one a line. */
@SuppressWarnings("serial")
public final class ModFileErrors extends GoError {
    private final List<ModFileError> errors;

    ModFileErrors(List<ModFileError> errors) {
        super(errors.stream().map(GoError::text).collect(Collectors.joining("\n")), errors.getFirst());
        this.errors = List.copyOf(errors);
    }

    public List<ModFileError> errors() {
        return errors;
    }
}
