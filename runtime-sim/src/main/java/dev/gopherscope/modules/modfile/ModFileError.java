package dev.gopherscope.modules.modfile;

import dev.gopherscope.modules.modfile.Syntax.Position;
import dev.gopherscope.modules.version.GoError;

/** An error at a place of a go.mod or go.work file. */
@SuppressWarnings("serial")
public final class ModFileError extends GoError {
    ModFileError(String file, Position at, String verb, String path, GoError error) {
        super(place(file, at) + directive(verb, path) + error.text(), error);
    }

    ModFileError(String file, Position at, String text) {
        this(file, at, "", "", GoError.of(text));
    }

    private static String place(String file, Position at) {
        if (at.rune() > 1) {
            return file + ":" + at.line() + ":" + at.rune() + ": ";
        }
        if (at.line() > 0) {
            return file + ":" + at.line() + ": ";
        }
        return file.isEmpty() ? "" : file + ": ";
    }

    private static String directive(String verb, String path) {
        if (!path.isEmpty()) {
            return verb + " " + path + ": ";
        }
        return verb.isEmpty() ? "" : verb + ": ";
    }
}
